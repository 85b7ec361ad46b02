/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IO_H
#define DHCPD_IO_H

#include "common/daemon.h"

/*
 * The server: sockets, interfaces and time around the engine. The functions
 * are the callbacks of struct daemon; settings are a struct dhcpd_settings.
 */

/** io_start() - open the server's port on each interface, and the packet
 * sockets. Return: 0; -errno, logged. */
int io_start(
    const struct daemon_context *context, void *settings, void **ret_server);

/** io_begin() - open the journal and serve. Return: 0; -errno, logged. */
int io_begin(void *server);

/** io_reload() - serve by @settings from the next request on. Return: 0; 1
 * where they cannot be used, logged. */
int io_reload(void *server, void *settings);

/** io_stop() - write what waits, close everything */
void io_stop(void *server);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_IO_H
#define TFTPD_IO_H

#include "common/daemon.h"
#include "tftpd/tftpd_config.h"

/*
 * Taking requests: from the sockets that the settings name, or from the one
 * that inetd hands over on descriptor 0. Each that can be served becomes a
 * session; the others are answered with an ERROR, from a port of their own.
 */

/** struct io - the server; opaque */
struct io;

/** io_start() - bind and open the tree, see struct daemon. Return: 0; -errno,
 * logged. */
int io_start(
    const struct daemon_context *context, void *settings, void **ret_io);

/** io_begin() - take the first requests, as struct daemon's begin */
int io_begin(void *io);

/** io_reload() - serve by @settings from the next request on; the listening
 * sockets stay. Return: 0; 1 when the tree cannot be opened (logged). */
int io_reload(void *io, void *settings);

/** io_drain() - take no more requests. Return: transfers under way. */
unsigned io_drain(void *io);

/** io_stop() - end all sessions, close and free everything */
void io_stop(void *io);

#endif

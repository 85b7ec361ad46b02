/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_PORT_H
#define REPOD_FTP_PORT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"
#include "repod/repod_config.h"

/* A passive data port: where it is, and who may come to it. */

/**
 * ftp_port_open() - listen for a data connection
 * @local: the address, of the control connection; its port is passed over
 * @ports: where to, from a random one on; none: 49152-65535
 * @ret_fd: out; the caller's to close
 *
 * Return: 0; -EADDRINUSE when every port is taken; another -errno.
 */
int ftp_port_open(const union endpoint *local, const struct repod_ports *ports,
    int *ret_fd, uint16_t *ret_port);

/** ftp_port_belongs_to() - whether @from, who came to a data port, is @peer's
 * host; another one is told in the log (RFC 2577 section 4) */
bool ftp_port_belongs_to(
    const union endpoint *from, const union endpoint *peer);

/**
 * ftp_port_accept() - the data connection of @peer that waits at @fd, if it
 * does; those of others that wait before it are closed
 *
 * Return: a descriptor, not blocking, the caller's to close; -EAGAIN;
 * another -errno.
 */
int ftp_port_accept(int fd, const union endpoint *peer);

#endif

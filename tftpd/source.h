/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_SOURCE_H
#define TFTPD_SOURCE_H

#include <stdint.h>

#include "common/datagram.h"
#include "tftpd/tftpd_config.h"

/**
 * struct source - where answers come from: the address that was asked, and a
 * port that no other transfer has there
 */
struct source {
	struct tftpd_ports ports; /* first 0: any */
	uint32_t next;		  /* where in the range to look first */
};

/**
 * source_bind() - a socket for the answer to @request
 *
 * An address that the request's datagram does not tell (inetd's first) is left
 * to the kernel's routes.
 * Return: 0, and @ret_fd is the caller's; -EADDRINUSE when the range is used
 * up; -errno.
 */
int source_bind(
    struct source *source, const struct datagram *request, int *ret_fd);

#endif

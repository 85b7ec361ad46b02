/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_LISTEN_H
#define TFTPD_LISTEN_H

#include "common/datagram.h"
#include "common/port_trial.h"
#include "tftpd/tftpd_config.h"

enum {
	/* Each address on each interface. */
	LISTEN_SOCKETS_MAX = 64,
};

/** struct listen - the descriptors that requests arrive on */
struct listen {
	unsigned n;
	int fd[LISTEN_SOCKETS_MAX];
};

/**
 * listen_inherit() - the sockets that inetd or a service manager passed
 *
 * Return: 1 and @ret_listen; 0 where none were passed; -errno, logged.
 */
int listen_inherit(struct listen *ret_listen);

/**
 * listen_bind() - bind what @settings name; without any, port 69 of every
 * address, IPv4 and, where the machine has it, IPv6
 *
 * Return: 0, and the descriptors are the caller's; -errno, logged with the
 * next step.
 */
int listen_bind(
    const struct tftpd_settings *settings, struct listen *ret_listen);

/** listen_ports() - what listen_bind() would bind by @settings, a struct
 * tftpd_settings, for -t */
void listen_ports(const void *settings, struct port_trial *trial);

#endif

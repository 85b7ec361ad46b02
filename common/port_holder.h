/* SPDX-License-Identifier: ISC */
#ifndef COMMON_PORT_HOLDER_H
#define COMMON_PORT_HOLDER_H

#include "common/address.h"

/* Who has a port of this host, as /proc tells: its tables of sockets, and the
 * descriptors of the processes that this account may look into. */

enum {
	PORT_HOLDER_TEXT_MAX = 128,
	/* Sockets at one port that are looked for. */
	PORT_HOLDER_SOCKETS_MAX = 16,
};

/** enum port_holder - what kind of a process it is; of several, the last kind
 * is told */
enum port_holder {
	PORT_HOLDER_NONE,    /* nobody, as far as can be seen */
	PORT_HOLDER_HIDDEN,  /* one that this account may not look into */
	PORT_HOLDER_STARTER, /* systemd or an inetd, which starts a server */
	PORT_HOLDER_OTHER,   /* another program */
	PORT_HOLDER_OWN,     /* this program, in another process */
};

/**
 * port_holder_find() - who has the port of @at, at its address or at all
 * @type: SOCK_DGRAM; SOCK_STREAM, of which listening sockets count
 * @ret_text: PORT_HOLDER_TEXT_MAX; who that is, fit for a log line, with the
 *	command that tells where it is hidden: "dnsmasq (pid 812)"
 *
 * This process itself does not count.
 */
enum port_holder port_holder_find(
    int type, const union endpoint *at, char *ret_text);

#endif

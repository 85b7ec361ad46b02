/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_MACHINE_HOST_H
#define REPOD_ANSWER_MACHINE_HOST_H

#include <stdbool.h>

#include "common/hosts.h"

/* Which [host] a machine is. */

enum {
	/* Where to look: the INI file, the folder of hosts. */
	MACHINE_HOST_TABLES = 2,
};

/** struct machine_signs - what is known of a machine */
struct machine_signs {
	const uint8_t (*macs)[MAC_LEN]; /* the surest first */
	unsigned n_macs;
	uint32_t address; /* 0: unknown */
};

/** struct machine_host - a machine's [host] and [group]; NULL: none */
struct machine_host {
	const struct host *host;
	const struct host *group;
	const uint8_t *mac; /* by which it is known, of the signs; or NULL */
	bool is_alone;	    /* no other machine is that [host] */
};

/**
 * machine_host_find() - the [host] of a machine
 * @tables: where to look, in order; NULL ones are passed over
 *
 * In the order of dhcpd: by a whole MAC, then by the address that only its
 * [host] gives it, for the keys that are seen in DHCP alone, then by the
 * longest beginning of a MAC. One MAC of several is enough.
 */
struct machine_host machine_host_find(
    struct hosts *const tables[MACHINE_HOST_TABLES],
    const struct machine_signs *signs);

#endif

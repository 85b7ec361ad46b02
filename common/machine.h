/* SPDX-License-Identifier: ISC */
#ifndef COMMON_MACHINE_H
#define COMMON_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"

/*
 * Which machine a peer is: its MAC, by the kernel's table of neighbours, or
 * where a router is in between, by dhcpd's leases. An answer is kept for a
 * while, so that it costs nothing to ask for each request. IPv4 alone.
 */

enum {
	/* Answers that are kept, one place an address by its hash. */
	MACHINES_KEPT = 1024,
	/* How long one holds. That nobody is known holds until the journal
	 * is read on. */
	MACHINES_KEEP_MS = 30000,
	/* How often the journal is read on. */
	MACHINES_READ_EVERY_MS = 1000,
};

/** struct machines - opaque */
struct machines;

/**
 * machines_new() - nobody known yet
 * @table: NEIGHBOURS_TABLE
 * @state: the folder of dhcpd's leases; NULL: there is none. Both are copied.
 *
 * Return: NULL without memory.
 */
struct machines *machines_new(const char *table, const char *state);

/** machines_find() - the MAC of @peer, as text into @out, MAC_TEXT_MAX; "" for
 * an unknown one, and where @machines is NULL
 * @now_ms: monotonic. Return: @out. */
char *machines_find(struct machines *machines, const union endpoint *peer,
    uint64_t now_ms, char *out);

/** machines_free() - NULL is allowed */
void machines_free(struct machines *machines);

#endif

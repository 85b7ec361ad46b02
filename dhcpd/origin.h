/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ORIGIN_H
#define DHCPD_ORIGIN_H

#include <stdint.h>

#include "common/lease_record.h"

/*
 * Where leases came from, a relay and one of its ports, and how many each of
 * them holds. An origin is remembered as long as a lease is there that came
 * from it, so there are no more of them than twice the leases; each operation
 * takes the same time however many there are.
 */

enum {
	ORIGIN_NOWHERE = 0, /* the number of no origin */
};

/** struct origins - the table; zeroed at first */
struct origins {
	struct origin_entry *entries;
	uint32_t n, size, first_unused;
	uint32_t *buckets;
};

/** origins_close() - free what @origins owns */
void origins_close(struct origins *origins);

/** origins_join() - a lease more from @origin. Return: its number, or
 * ORIGIN_NOWHERE where it says nothing, and without memory. */
uint32_t origins_join(struct origins *origins, const struct origin *origin);

/** origins_leave() - a lease less; @number of origins_join() */
void origins_leave(struct origins *origins, uint32_t number);

/** origins_get() - what @number stands for; zeros for ORIGIN_NOWHERE */
struct origin origins_get(const struct origins *origins, uint32_t number);

/** origins_count() - how many leases came from @origin; with port 0, from all
 * ports of that relay */
uint32_t origins_count(
    const struct origins *origins, const struct origin *origin);

#endif

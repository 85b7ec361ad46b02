/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_POOL_H
#define DHCPD_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dhcpd/bitmap.h"

/*
 * Ranges of addresses to give out, and which of them nobody was ever given.
 * Whoever holds the leases says so; a pool only keeps count.
 */

enum {
	/* Addresses in one range: all of a /8. */
	LEASE_POOL_MAX = BITMAP_SIZE_MAX,
};

/** struct lease_pool - a range, both ends in it */
struct lease_pool {
	uint32_t first, last;
};

/** struct pool_list - the holder's numbers of leases, oldest first */
struct pool_list {
	uint32_t first, last;
};

/** struct pool - a range, and what is unused in it */
struct pool {
	struct lease_pool range;
	struct bitmap unused;
	struct bitmap open; /* reserved for nobody; size 0: all */
	/* The holder's: its offers of this pool, what rests after a DECLINE,
	 * and what came back. */
	struct pool_list offers, resting, returned;
	uint32_t n_fleeting; /* leases that were offered, and nothing more */
};

/** struct pool_set - all of them, sorted by address; the one behind the last
 * has no range and stands for every other address */
struct pool_set {
	struct pool *pools;
	size_t n;
	size_t *order; /* the caller's number -> ours */
};

/**
 * pool_set_open() - all of @ranges unused, but for what is reserved
 * @ranges: none overlaps another, each of LEASE_POOL_MAX addresses at most;
 *	copied
 * @reserved: addresses for nobody to choose; copied; outside is fine
 * @none: what the ends of the lists begin with
 *
 * Return: 0; -EINVAL for a range that is empty or too large; -ENOMEM.
 */
int pool_set_open(struct pool_set *ret_set, const struct lease_pool *ranges,
    size_t n, const uint32_t *reserved, size_t n_reserved, uint32_t none);

/** pool_set_close() - free what @set owns; a zeroed one is fine */
void pool_set_close(struct pool_set *set);

/** pool_set_find() - the pool that @address lies in; the rangeless one for an
 * address outside all */
struct pool *pool_set_find(const struct pool_set *set, uint32_t address);

/** pool_set_number() - the pool of the caller's range @number */
struct pool *pool_set_number(const struct pool_set *set, size_t number);

/** pool_set_has() - whether @address lies in a range and is not reserved */
bool pool_set_has(const struct pool_set *set, uint32_t address);

/** pool_set_is_unused() - whether nobody was given it, too */
bool pool_set_is_unused(const struct pool_set *set, uint32_t address);

/** pool_set_use() - @address, in a range or not, is unused no longer */
void pool_set_use(const struct pool_set *set, uint32_t address);

#endif

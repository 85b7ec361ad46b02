/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_LEASE_STORE_H
#define DHCPD_LEASE_STORE_H

#include <stdint.h>

#include "common/dhcp_client.h"
#include "dhcpd/lease.h"
#include "dhcpd/pool.h"

/*
 * Where leases live: in chunks that never move, found by address and by
 * identity through hash chains. They name each other by number, half the size
 * of a pointer. For the lease_*.c alone.
 */

enum {
	LEASE_NONE = UINT32_MAX,
	LEASE_UNLISTED = UINT32_MAX - 1, /* as earlier: in no list at all */
	LEASE_STORE_CHUNK = 4096,
	LEASE_WHEEL_S = 4096, /* seconds in a round of the wheel */
};

/** struct lease_table - the store, and what dhcpd/lease_wait.h keeps */
struct lease_table {
	uint64_t seed;
	struct lease **chunks;
	uint32_t n_leases, n_chunks, n_bound;
	/* Two for each lease: half of them are empty, so that a strange machine
	 * is not looked for in vain. Their number grows with that of leases,
	 * none of which waits while others are put elsewhere. */
	uint32_t n_buckets, n_bucket_room;
	uint32_t *by_address, *by_identity;
	uint32_t wheel[LEASE_WHEEL_S];
	uint64_t wheel_s; /* all up to this second has been looked at */
	struct pool_set pools;
	struct origins origins;
};

/** lease_store_open() - no leases yet. Return: 0; -ENOMEM. */
int lease_store_open(struct lease_table *table, uint64_t seed);

/** lease_store_close() - free every lease; half-open is fine */
void lease_store_close(struct lease_table *table);

/** lease_store_at() - the lease of that number, below table->n_leases */
static inline struct lease *
lease_store_at(const struct lease_table *table, uint32_t number)
{
	return &table->chunks[number / LEASE_STORE_CHUNK]
			     [number % LEASE_STORE_CHUNK];
}

/** lease_store_number() - the number of @lease */
uint32_t lease_store_number(
    const struct lease_table *table, const struct lease *lease);

/** lease_store_find() - the lease of @address; NULL for none */
struct lease *lease_store_find(
    const struct lease_table *table, uint32_t address);

/** lease_store_add() - a lease for @address, which has none; nobody's, and
 * unlisted. NULL without memory. */
struct lease *lease_store_add(struct lease_table *table, uint32_t address);

/** lease_store_give() - @lease is @identity's from now on
 * @longer: the lease's, of identity->len octets, where they are more than
 *	LEASE_IDENTITY_INLINE; else NULL
 */
void lease_store_give(struct lease_table *table, struct lease *lease,
    const struct dhcp_identity *identity, uint8_t *longer);

/** lease_store_hash() - of an identity's octets; nobody outside can tell */
uint32_t lease_store_hash(
    const struct lease_table *table, const uint8_t *bytes, size_t len);

/** lease_store_bucket() - where the chain of that identity hash begins; it
 * goes on by next_by_identity */
uint32_t *lease_store_bucket(const struct lease_table *table, uint32_t hash);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_LEASE_H
#define DHCPD_LEASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/dhcp_client.h"
#include "dhcpd/origin.h"
#include "dhcpd/pool.h"

/*
 * The table of addresses and who has them. Every operation takes the same time
 * with ten leases or a million: two hash tables find a lease, a bitmap for
 * each range finds an address that nobody was given yet, a list the one that
 * has been free for longest, a wheel of seconds finds what has expired.
 * Times are milliseconds of a clock that only the caller knows.
 */

enum {
	/* An offer that nobody took is free again after this time. */
	LEASE_OFFER_MS = 60 * 1000,
	/* An address that a client or a probe found in use rests so long. */
	LEASE_DECLINE_MS = 10 * 60 * 1000,
	/* And at least so long, where no other address is left. */
	LEASE_REST_MIN_MS = 60 * 1000,
	/* Addresses of one range that may be remembered for having been offered
	 * and never taken: what a flood of new machines costs in memory. Beyond
	 * them no address is used that nobody ever had. */
	LEASE_FLEETING_MAX = 1 << 16,
	LEASE_IDENTITY_INLINE = 16,
};

enum lease_state {
	LEASE_FREE, /* remembered for its last holder, anybody may have it */
	LEASE_OFFERED,
	LEASE_BOUND,
	LEASE_DECLINED,
};

/** struct lease - one address. Read it; only the lease_*.c write. A pointer
 * to one is good as long as its table. */
struct lease {
	uint64_t until_ms;    /* when offer, lease or rest is over */
	uint64_t recorded_ms; /* what the journal says of until_ms; 0 nothing */
	uint32_t address;
	uint32_t identity_hash;
	uint32_t next_by_address, next_by_identity, earlier, later;
	uint32_t origin; /* a number of the table's origins */
	uint8_t state;	 /* of enum lease_state */
	uint8_t identity_len;
	uint8_t mac[MAC_LEN]; /* zero where the client has none */
	bool is_fleeting;     /* offered at most, so far */
	union {
		uint8_t bytes[LEASE_IDENTITY_INLINE];
		uint8_t *longer; /* over LEASE_IDENTITY_INLINE */
	} identity;
};

/** struct lease_table - opaque */
struct lease_table;

/** lease_table_new() - an empty table without pools
 * @seed: any number that strangers cannot guess: peers choose identities, and
 *	must not be able to choose where they collide
 *
 * Return: NULL without memory.
 */
struct lease_table *lease_table_new(uint64_t seed);

/** lease_table_free() - NULL is allowed */
void lease_table_free(struct lease_table *table);

/**
 * lease_table_set_pools() - give out addresses of @pools from now on
 * @pools: none overlaps another, each of LEASE_POOL_MAX addresses at most;
 *	copied. Their order is how lease_choose() names them.
 * @reserved: addresses that belong to known hosts and are never chosen; copied
 *
 * What was leased stays so, inside the pools or not.
 * Return: 0; -ENOMEM or -EINVAL, and the old pools stay.
 */
int lease_table_set_pools(struct lease_table *table,
    const struct lease_pool *pools, size_t n_pools, const uint32_t *reserved,
    size_t n_reserved);

/** lease_table_expire() - end what is over at @now_ms, which never goes back.
 * Call it before the others in each turn. */
void lease_table_expire(struct lease_table *table, uint64_t now_ms);

/** lease_find_address() - the lease of @address; NULL for one never given */
struct lease *lease_find_address(
    const struct lease_table *table, uint32_t address);

/**
 * lease_find_identity() - what @identity holds, or held last, in @subnet
 *
 * Of several, a bound one comes before an offered one before a free one; a
 * declined one is never the answer.
 * Return: NULL where it has none.
 */
struct lease *lease_find_identity(const struct lease_table *table,
    const struct prefix *subnet, const struct dhcp_identity *identity);

/** lease_is_of() - whether @lease is, or was last, that of @identity */
bool lease_is_of(
    const struct lease *lease, const struct dhcp_identity *identity);

/** lease_identity() - the octets of its holder, lease->identity_len of them,
 * borrowed until the lease changes hands */
const uint8_t *lease_identity(const struct lease *lease);

/** lease_is_in_pool() - whether @address lies in a pool and is reserved for
 * nobody, free or not */
bool lease_is_in_pool(const struct lease_table *table, uint32_t address);

/** lease_is_free() - whether anybody may have @address: it lies in a pool, is
 * reserved for nobody, and nobody holds it */
bool lease_is_free(const struct lease_table *table, uint32_t address);

/** lease_choose() - a free address of pool number @pool: one that nobody was
 * given yet, unless LEASE_FLEETING_MAX are taken up, or else the one that has
 * been free for longest
 * @start: any number; the same one gives the same unused address
 * @skip: addresses not to choose
 *
 * Return: false where none is free.
 */
bool lease_choose(const struct lease_table *table, size_t pool, uint32_t start,
    const uint32_t *skip, size_t n_skip, uint32_t *ret_address);

/** lease_oldest_offer() - the offer of pool number @pool that nobody took for
 * longest; NULL where there is none */
struct lease *lease_oldest_offer(const struct lease_table *table, size_t pool);

/** lease_longest_rested() - of pool number @pool, what rests for longest after
 * lease_decline(); NULL where none has rested for LEASE_REST_MIN_MS */
struct lease *lease_longest_rested(
    const struct lease_table *table, size_t pool, uint64_t now_ms);

/**
 * lease_claim() - the record of @address, now @identity's, in state FREE
 * @mac: NULL where there is none
 *
 * The caller moves it on at once. Whoever held it before is forgotten.
 * Return: NULL without memory, and nothing changed.
 */
struct lease *lease_claim(struct lease_table *table, uint32_t address,
    const struct dhcp_identity *identity, const uint8_t *mac);

/** lease_offer() - hold @lease for its holder for LEASE_OFFER_MS */
void lease_offer(
    struct lease_table *table, struct lease *lease, uint64_t now_ms);

/** lease_bind() - @lease is its holder's until @until_ms */
void lease_bind(
    struct lease_table *table, struct lease *lease, uint64_t until_ms);

/** lease_release() - anybody may have it again; its holder is remembered */
void lease_release(struct lease_table *table, struct lease *lease);

/** lease_decline() - let @lease rest until @until_ms, LEASE_DECLINE_MS from
 * now; behind those that rest already */
void lease_decline(
    struct lease_table *table, struct lease *lease, uint64_t until_ms);

/** lease_recorded() - the journal now has @lease until @until_ms */
void lease_recorded(struct lease *lease, uint64_t until_ms);

/** lease_set_origin() - @lease, offered, bound or declined, came from @origin;
 * it counts there until it is free */
void lease_set_origin(struct lease_table *table, struct lease *lease,
    const struct origin *origin);

/** lease_origin() - where it came from; zeros where nobody knows */
struct origin lease_origin(
    const struct lease_table *table, const struct lease *lease);

/** lease_count_origin() - how many came from @origin, as origins_count() */
uint32_t lease_count_origin(
    const struct lease_table *table, const struct origin *origin);

/** lease_count() - how many are bound */
size_t lease_count(const struct lease_table *table);

/** lease_each() - call @each for the next @n leases, in no order; it changes
 * none
 * @position: 0 for the first ones; moves on
 *
 * Return: whether there are more. Leases that come between two calls have
 * their turn, too.
 */
bool lease_each(const struct lease_table *table, size_t *position, size_t n,
    void (*each)(void *owner, const struct lease *lease), void *owner);

#endif

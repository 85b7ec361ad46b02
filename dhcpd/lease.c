/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/lease_store.h"
#include "dhcpd/lease_wait.h"

void
lease_table_expire(struct lease_table *table, uint64_t now_ms)
{
	lease_wait_expire(table, now_ms);
}

struct lease_table *
lease_table_new(uint64_t seed)
{
	struct lease_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	lease_wait_open(table);
	if (lease_store_open(table, seed) ||
	    lease_table_set_pools(table, NULL, 0, NULL, 0)) {
		lease_table_free(table);
		return NULL;
	}
	return table;
}

void
lease_table_free(struct lease_table *table)
{
	if (!table)
		return;
	lease_store_close(table);
	pool_set_close(&table->pools);
	origins_close(&table->origins);
	free(table);
}

/* Those behind @number, in the same order, where they belong now. */
static void
line_up(struct lease_table *table, uint32_t number)
{
	uint32_t later;

	for (; number != LEASE_NONE; number = later) {
		later = lease_store_at(table, number)->later;
		lease_wait_begin(table, lease_store_at(table, number));
	}
}

static void
count_fleeting(struct lease_table *table, const struct lease *lease)
{
	pool_set_find(&table->pools, lease->address)->n_fleeting +=
	    lease->is_fleeting;
}

/* It was more than offered. */
static void
settle(struct lease_table *table, struct lease *lease)
{
	pool_set_find(&table->pools, lease->address)->n_fleeting -=
	    lease->is_fleeting;
	lease->is_fleeting = false;
}

int
lease_table_set_pools(struct lease_table *table,
    const struct lease_pool *ranges, size_t n_ranges, const uint32_t *reserved,
    size_t n_reserved)
{
	struct pool_set pools, old;
	int r;

	r = pool_set_open(
	    &pools, ranges, n_ranges, reserved, n_reserved, LEASE_NONE);
	if (r)
		return r;
	old = table->pools;
	table->pools = pools;
	for (size_t i = 0; i <= old.n && old.pools; i++) {
		line_up(table, old.pools[i].offers.first);
		line_up(table, old.pools[i].resting.first);
		line_up(table, old.pools[i].returned.first);
	}
	pool_set_close(&old);
	/* What was reserved may be for all now. */
	for (uint32_t i = 0; i < table->n_leases; i++) {
		if (lease_store_at(table, i)->earlier == LEASE_UNLISTED)
			lease_wait_begin(table, lease_store_at(table, i));
		pool_set_use(&table->pools, lease_store_at(table, i)->address);
		count_fleeting(table, lease_store_at(table, i));
	}
	return 0;
}

const uint8_t *
lease_identity(const struct lease *lease)
{
	return lease->identity_len > LEASE_IDENTITY_INLINE
	    ? lease->identity.longer
	    : lease->identity.bytes;
}

bool
lease_is_of(const struct lease *lease, const struct dhcp_identity *identity)
{
	return lease->identity_len == identity->len &&
	    memcmp(lease_identity(lease), identity->bytes, identity->len) == 0;
}

struct lease *
lease_find_address(const struct lease_table *table, uint32_t address)
{
	return lease_store_find(table, address);
}

struct lease *
lease_find_identity(const struct lease_table *table,
    const struct prefix *subnet, const struct dhcp_identity *identity)
{
	static const int rank[] = { [LEASE_FREE] = 1,
		[LEASE_OFFERED] = 2,
		[LEASE_BOUND] = 3,
		[LEASE_DECLINED] = 0 };
	uint32_t hash = lease_store_hash(table, identity->bytes, identity->len);
	uint32_t number = *lease_store_bucket(table, hash);
	struct lease *best = NULL, *lease;

	for (; number != LEASE_NONE; number = lease->next_by_identity) {
		lease = lease_store_at(table, number);
		if (lease->identity_hash == hash &&
		    lease_is_of(lease, identity) &&
		    prefix_has(subnet, lease->address) &&
		    rank[lease->state] > (best ? rank[best->state] : 0))
			best = lease;
	}
	return best;
}

bool
lease_is_in_pool(const struct lease_table *table, uint32_t address)
{
	return pool_set_has(&table->pools, address);
}

bool
lease_is_free(const struct lease_table *table, uint32_t address)
{
	const struct lease *lease = lease_find_address(table, address);

	return pool_set_has(&table->pools, address) &&
	    (!lease || lease->state == LEASE_FREE);
}

static bool
is_one_of(uint32_t address, const uint32_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == address)
			return true;
	return false;
}

bool
lease_choose(const struct lease_table *table, size_t pool, uint32_t start,
    const uint32_t *skip, size_t n_skip, uint32_t *ret_address)
{
	const struct pool *from = pool_set_number(&table->pools, pool);
	uint32_t number, address;

	for (size_t i = 0; i <= n_skip && from->n_fleeting < LEASE_FLEETING_MAX;
	     i++) {
		if (!bitmap_next(&from->unused, start, &number))
			break;
		address = from->range.first + number;
		if (!is_one_of(address, skip, n_skip)) {
			*ret_address = address;
			return true;
		}
		start = number + 1;
	}
	for (number = from->returned.first; number != LEASE_NONE;
	     number = lease_store_at(table, number)->later) {
		address = lease_store_at(table, number)->address;
		if (!is_one_of(address, skip, n_skip)) {
			*ret_address = address;
			return true;
		}
	}
	return false;
}

struct lease *
lease_oldest_offer(const struct lease_table *table, size_t pool)
{
	uint32_t number = pool_set_number(&table->pools, pool)->offers.first;

	return number == LEASE_NONE ? NULL : lease_store_at(table, number);
}

struct lease *
lease_longest_rested(
    const struct lease_table *table, size_t pool, uint64_t now_ms)
{
	uint32_t number = pool_set_number(&table->pools, pool)->resting.first;
	struct lease *lease;

	if (number == LEASE_NONE)
		return NULL;
	lease = lease_store_at(table, number);
	if (lease->until_ms > now_ms + LEASE_DECLINE_MS - LEASE_REST_MIN_MS)
		return NULL;
	return lease;
}

struct lease *
lease_claim(struct lease_table *table, uint32_t address,
    const struct dhcp_identity *identity, const uint8_t *mac)
{
	struct lease *lease = lease_find_address(table, address);
	uint8_t *longer = NULL;

	if (lease && lease->state == LEASE_FREE && lease_is_of(lease, identity))
		return lease;
	if (identity->len > LEASE_IDENTITY_INLINE) {
		longer = malloc(identity->len);
		if (!longer)
			return NULL;
	}
	if (!lease) {
		lease = lease_store_add(table, address);
		if (lease) {
			lease->is_fleeting = true;
			count_fleeting(table, lease);
		}
	}
	if (!lease) {
		free(longer);
		return NULL;
	}
	lease_wait_move(table, lease, LEASE_FREE, 0);
	lease->recorded_ms = 0;
	lease_store_give(table, lease, identity, longer);
	memset(lease->mac, 0, MAC_LEN);
	if (mac)
		memcpy(lease->mac, mac, MAC_LEN);
	return lease;
}

void
lease_offer(struct lease_table *table, struct lease *lease, uint64_t now_ms)
{
	lease_wait_move(table, lease, LEASE_OFFERED, now_ms + LEASE_OFFER_MS);
}

void
lease_bind(struct lease_table *table, struct lease *lease, uint64_t until_ms)
{
	settle(table, lease);
	lease_wait_move(table, lease, LEASE_BOUND, until_ms);
}

void
lease_release(struct lease_table *table, struct lease *lease)
{
	lease_wait_move(table, lease, LEASE_FREE, 0);
}

void
lease_decline(struct lease_table *table, struct lease *lease, uint64_t until_ms)
{
	settle(table, lease);
	lease_wait_move(table, lease, LEASE_DECLINED, until_ms);
}

void
lease_recorded(struct lease *lease, uint64_t until_ms)
{
	lease->recorded_ms = until_ms;
}

void
lease_set_origin(
    struct lease_table *table, struct lease *lease, const struct origin *origin)
{
	origins_leave(&table->origins, lease->origin);
	lease->origin = origins_join(&table->origins, origin);
}

struct origin
lease_origin(const struct lease_table *table, const struct lease *lease)
{
	return origins_get(&table->origins, lease->origin);
}

uint32_t
lease_count_origin(const struct lease_table *table, const struct origin *origin)
{
	return origins_count(&table->origins, origin);
}

size_t
lease_count(const struct lease_table *table)
{
	return table->n_bound;
}

bool
lease_each(const struct lease_table *table, size_t *position, size_t n,
    void (*each)(void *owner, const struct lease *lease), void *owner)
{
	for (; n > 0 && *position < table->n_leases; n--)
		each(owner, lease_store_at(table, (uint32_t)(*position)++));
	return *position < table->n_leases;
}

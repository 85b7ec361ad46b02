/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Leases live in chunks that never move, and name each other by number:
 * half the size of a pointer. */
enum {
	NONE = UINT32_MAX,
	UNLISTED = UINT32_MAX - 1, /* as earlier: in no list at all */
	CHUNK = 4096,
	BUCKETS_MIN = 256,
	WHEEL = 4096, /* seconds; longer leases are looked at again a round */
	MS = 1000,
};

struct lease_table {
	uint64_t seed;
	struct lease **chunks;
	uint32_t n_leases, n_chunks, n_bound;
	uint32_t n_buckets; /* a power of two */
	uint32_t *by_address, *by_identity;
	uint32_t wheel[WHEEL];
	uint64_t wheel_s; /* all up to this second has been looked at */
	struct pool_set pools;
};
_Static_assert(sizeof(struct lease) <= 72, "leases are kept small");

static struct lease *
at(const struct lease_table *table, uint32_t number)
{
	return &table->chunks[number / CHUNK][number % CHUNK];
}

static uint32_t
mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdu;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53u;
	return (uint32_t)(x ^ x >> 33);
}

static uint32_t
hash_identity(const struct lease_table *table, const uint8_t *bytes, size_t len)
{
	uint64_t x = table->seed + len;

	for (size_t i = 0; i < len; i++)
		x = (x ^ bytes[i]) * 0x100000001b3u;
	return mix(x ^ table->seed >> 7);
}

static uint32_t *
address_bucket(const struct lease_table *table, uint32_t address)
{
	uint32_t hash = mix(address ^ table->seed);

	return &table->by_address[hash & (table->n_buckets - 1)];
}

static uint32_t *
identity_bucket(const struct lease_table *table, uint32_t hash)
{
	return &table->by_identity[hash & (table->n_buckets - 1)];
}

/* --- time: offers wait in order, the rest sits in the wheel --------------- */

static uint32_t *
wheel_slot(struct lease_table *table, const struct lease *lease)
{
	return &table->wheel[(lease->until_ms / MS + 1) % WHEEL];
}

static uint32_t
number_of(const struct lease_table *table, const struct lease *lease)
{
	uint32_t number = *address_bucket(table, lease->address);

	while (at(table, number) != lease)
		number = at(table, number)->next_by_address;
	return number;
}

static void
wait_in_wheel(struct lease_table *table, struct lease *lease)
{
	uint32_t *slot = wheel_slot(table, lease);
	uint32_t number = number_of(table, lease);

	lease->earlier = NONE;
	lease->later = *slot;
	if (*slot != NONE)
		at(table, *slot)->earlier = number;
	*slot = number;
}

static void
wait_in_list(
    struct lease_table *table, struct lease *lease, struct pool_list *list)
{
	uint32_t number = number_of(table, lease);

	lease->earlier = list->last;
	lease->later = NONE;
	if (list->last != NONE)
		at(table, list->last)->later = number;
	else
		list->first = number;
	list->last = number;
}

/* The list that it waits in by its state; NULL for the wheel's. */
static struct pool_list *
list_of(struct lease_table *table, const struct lease *lease)
{
	struct pool *pool = pool_set_find(&table->pools, lease->address);

	if (lease->state == LEASE_OFFERED)
		return &pool->offers;
	return lease->state == LEASE_FREE ? &pool->returned : NULL;
}

static void
wait(struct lease_table *table, struct lease *lease)
{
	struct pool_list *list = list_of(table, lease);

	if (!list)
		wait_in_wheel(table, lease);
	else if (lease->state == LEASE_OFFERED ||
	    pool_set_has(&table->pools, lease->address))
		wait_in_list(table, lease, list);
	else /* free, but for nobody to choose */
		lease->earlier = UNLISTED;
}

static void
stop_waiting(struct lease_table *table, struct lease *lease)
{
	struct pool_list *list = list_of(table, lease);

	if (lease->earlier == UNLISTED)
		return;
	if (lease->earlier != NONE)
		at(table, lease->earlier)->later = lease->later;
	else if (list)
		list->first = lease->later;
	else
		*wheel_slot(table, lease) = lease->later;
	if (lease->later != NONE)
		at(table, lease->later)->earlier = lease->earlier;
	else if (list)
		list->last = lease->earlier;
}

static void
move(struct lease_table *table, struct lease *lease, enum lease_state state,
    uint64_t until_ms)
{
	stop_waiting(table, lease);
	table->n_bound -= lease->state == LEASE_BOUND;
	table->n_bound += state == LEASE_BOUND;
	lease->state = (uint8_t)state;
	lease->until_ms = until_ms;
	wait(table, lease);
}

static void
expire_slot(struct lease_table *table, uint64_t second, uint64_t now_ms)
{
	uint32_t number = table->wheel[second % WHEEL], later;

	for (; number != NONE; number = later) {
		later = at(table, number)->later;
		if (at(table, number)->until_ms <= now_ms)
			move(table, at(table, number), LEASE_FREE, 0);
	}
}

static void
expire_offers(struct lease_table *table, struct pool *pool, uint64_t now_ms)
{
	while (pool->offers.first != NONE &&
	    at(table, pool->offers.first)->until_ms <= now_ms)
		move(table, at(table, pool->offers.first), LEASE_FREE, 0);
}

void
lease_table_expire(struct lease_table *table, uint64_t now_ms)
{
	uint64_t now_s = now_ms / MS, from = table->wheel_s + 1;

	if (now_s < from)
		return;
	if (now_s - from >= WHEEL)
		from = now_s - WHEEL + 1;
	for (uint64_t s = from; s <= now_s; s++)
		expire_slot(table, s, now_ms);
	for (size_t i = 0; i <= table->pools.n; i++)
		expire_offers(table, &table->pools.pools[i], now_ms);
	table->wheel_s = now_s;
}

/* --- the table ------------------------------------------------------------ */

static int
grow_buckets(struct lease_table *table, uint32_t n)
{
	uint32_t *by_address = malloc(n * sizeof(*by_address));
	uint32_t *by_identity = malloc(n * sizeof(*by_identity));
	uint32_t *bucket;

	if (!by_address || !by_identity) {
		free(by_address);
		free(by_identity);
		return -ENOMEM;
	}
	memset(by_address, 0xff, n * sizeof(*by_address));
	memset(by_identity, 0xff, n * sizeof(*by_identity));
	free(table->by_address);
	free(table->by_identity);
	table->by_address = by_address;
	table->by_identity = by_identity;
	table->n_buckets = n;
	for (uint32_t i = 0; i < table->n_leases; i++) {
		bucket = address_bucket(table, at(table, i)->address);
		at(table, i)->next_by_address = *bucket;
		*bucket = i;
		bucket = identity_bucket(table, at(table, i)->identity_hash);
		at(table, i)->next_by_identity = *bucket;
		*bucket = i;
	}
	return 0;
}

struct lease_table *
lease_table_new(uint64_t seed)
{
	struct lease_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->seed = seed;
	memset(table->wheel, 0xff, sizeof(table->wheel));
	if (grow_buckets(table, BUCKETS_MIN) ||
	    lease_table_set_pools(table, NULL, 0, NULL, 0)) {
		lease_table_free(table);
		return NULL;
	}
	return table;
}

static void
drop_identity(struct lease *lease)
{
	if (lease->identity_len > LEASE_IDENTITY_INLINE)
		free(lease->identity.longer);
	lease->identity_len = 0;
}

void
lease_table_free(struct lease_table *table)
{
	if (!table)
		return;
	for (uint32_t i = 0; i < table->n_leases; i++)
		drop_identity(at(table, i));
	for (uint32_t i = 0; i < table->n_chunks; i++)
		free(table->chunks[i]);
	free(table->chunks);
	free(table->by_address);
	free(table->by_identity);
	pool_set_close(&table->pools);
	free(table);
}

/* Those behind @number, in the same order, where they belong now. */
static void
line_up(struct lease_table *table, uint32_t number)
{
	uint32_t later;

	for (; number != NONE; number = later) {
		later = at(table, number)->later;
		wait(table, at(table, number));
	}
}

int
lease_table_set_pools(struct lease_table *table,
    const struct lease_pool *ranges, size_t n_ranges, const uint32_t *reserved,
    size_t n_reserved)
{
	struct pool_set pools, old;
	int r;

	r = pool_set_open(&pools, ranges, n_ranges, reserved, n_reserved, NONE);
	if (r)
		return r;
	old = table->pools;
	table->pools = pools;
	for (size_t i = 0; i <= old.n && old.pools; i++) {
		line_up(table, old.pools[i].offers.first);
		line_up(table, old.pools[i].returned.first);
	}
	pool_set_close(&old);
	/* What was reserved may be for all now. */
	for (uint32_t i = 0; i < table->n_leases; i++) {
		if (at(table, i)->earlier == UNLISTED)
			wait(table, at(table, i));
		pool_set_use(&table->pools, at(table, i)->address);
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
	uint32_t number = *address_bucket(table, address);

	while (number != NONE && at(table, number)->address != address)
		number = at(table, number)->next_by_address;
	return number == NONE ? NULL : at(table, number);
}

struct lease *
lease_find_identity(const struct lease_table *table,
    const struct prefix *subnet, const struct dhcp_identity *identity)
{
	static const int rank[] = { [LEASE_FREE] = 1,
		[LEASE_OFFERED] = 2,
		[LEASE_BOUND] = 3,
		[LEASE_DECLINED] = 0 };
	uint32_t hash = hash_identity(table, identity->bytes, identity->len);
	uint32_t number = *identity_bucket(table, hash);
	struct lease *best = NULL, *lease;

	for (; number != NONE; number = lease->next_by_identity) {
		lease = at(table, number);
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

	for (size_t i = 0; i <= n_skip; i++) {
		if (!bitmap_next(&from->unused, start, &number))
			break;
		address = from->range.first + number;
		if (!is_one_of(address, skip, n_skip)) {
			*ret_address = address;
			return true;
		}
		start = number + 1;
	}
	for (number = from->returned.first; number != NONE;
	     number = at(table, number)->later) {
		address = at(table, number)->address;
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

	return number == NONE ? NULL : at(table, number);
}

static int
add_chunk(struct lease_table *table)
{
	struct lease **chunks =
	    reallocarray(table->chunks, table->n_chunks + 1, sizeof(*chunks));

	if (!chunks)
		return -ENOMEM;
	table->chunks = chunks;
	chunks[table->n_chunks] = calloc(CHUNK, sizeof(struct lease));
	if (!chunks[table->n_chunks])
		return -ENOMEM;
	table->n_chunks++;
	return 0;
}

/* A record for an address that had none; it is in no identity chain yet. */
static struct lease *
add_lease(struct lease_table *table, uint32_t address)
{
	uint32_t number = table->n_leases, *bucket;
	struct lease *lease;

	if (number == table->n_chunks * CHUNK && add_chunk(table))
		return NULL;
	if (number >= table->n_buckets &&
	    grow_buckets(table, table->n_buckets * 2))
		return NULL;
	lease = at(table, number);
	lease->address = address;
	lease->earlier = UNLISTED;
	pool_set_use(&table->pools, address);
	bucket = address_bucket(table, address);
	lease->next_by_address = *bucket;
	*bucket = number;
	bucket = identity_bucket(table, 0);
	lease->next_by_identity = *bucket;
	*bucket = number;
	table->n_leases++;
	return lease;
}

static void
leave_identity(struct lease_table *table, struct lease *lease)
{
	uint32_t *link = identity_bucket(table, lease->identity_hash);

	while (at(table, *link) != lease)
		link = &at(table, *link)->next_by_identity;
	*link = lease->next_by_identity;
}

static void
join_identity(struct lease_table *table, struct lease *lease)
{
	uint32_t number = number_of(table, lease), *bucket;

	lease->identity_hash =
	    hash_identity(table, lease_identity(lease), lease->identity_len);
	bucket = identity_bucket(table, lease->identity_hash);
	lease->next_by_identity = *bucket;
	*bucket = number;
}

static void
store_identity(
    struct lease *lease, const struct dhcp_identity *identity, uint8_t *longer)
{
	drop_identity(lease);
	lease->identity_len = identity->len;
	if (longer) {
		memcpy(longer, identity->bytes, identity->len);
		lease->identity.longer = longer;
	} else {
		memcpy(lease->identity.bytes, identity->bytes, identity->len);
	}
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
	if (!lease)
		lease = add_lease(table, address);
	if (!lease) {
		free(longer);
		return NULL;
	}
	move(table, lease, LEASE_FREE, 0);
	lease->recorded_ms = 0;
	leave_identity(table, lease);
	store_identity(lease, identity, longer);
	join_identity(table, lease);
	memset(lease->mac, 0, MAC_LEN);
	if (mac)
		memcpy(lease->mac, mac, MAC_LEN);
	return lease;
}

void
lease_offer(struct lease_table *table, struct lease *lease, uint64_t now_ms)
{
	move(table, lease, LEASE_OFFERED, now_ms + LEASE_OFFER_MS);
}

void
lease_bind(struct lease_table *table, struct lease *lease, uint64_t until_ms)
{
	move(table, lease, LEASE_BOUND, until_ms);
}

void
lease_release(struct lease_table *table, struct lease *lease)
{
	move(table, lease, LEASE_FREE, 0);
}

void
lease_decline(struct lease_table *table, struct lease *lease, uint64_t until_ms)
{
	move(table, lease, LEASE_DECLINED, until_ms);
}

void
lease_recorded(struct lease *lease, uint64_t until_ms)
{
	lease->recorded_ms = until_ms;
}

size_t
lease_count(const struct lease_table *table)
{
	return table->n_bound;
}

void
lease_each(const struct lease_table *table,
    void (*each)(void *owner, const struct lease *lease), void *owner)
{
	for (uint32_t i = 0; i < table->n_leases; i++)
		each(owner, at(table, i));
}

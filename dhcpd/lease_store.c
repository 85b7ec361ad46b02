/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease_store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	BUCKETS_MIN = 256
};

static uint32_t
mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdu;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53u;
	return (uint32_t)(x ^ x >> 33);
}

uint32_t
lease_store_hash(
    const struct lease_table *table, const uint8_t *bytes, size_t len)
{
	uint64_t x = table->seed + len;

	for (size_t i = 0; i < len; i++)
		x = (x ^ bytes[i]) * 0x100000001b3u;
	return mix(x ^ table->seed >> 7);
}

/* Linear hashing: the bits that count for the power of two above n_buckets or,
 * where that bucket is not there yet, those for the one below. */
static uint32_t
bucket_of(const struct lease_table *table, uint32_t hash)
{
	uint32_t mask = UINT32_MAX >> __builtin_clz(table->n_buckets - 1);
	uint32_t number = hash & mask;

	return number < table->n_buckets ? number : number & mask >> 1;
}

static uint32_t *
address_bucket(const struct lease_table *table, uint32_t address)
{
	uint32_t hash = mix(address ^ table->seed);

	return &table->by_address[bucket_of(table, hash)];
}

uint32_t *
lease_store_bucket(const struct lease_table *table, uint32_t hash)
{
	return &table->by_identity[bucket_of(table, hash)];
}

uint32_t
lease_store_number(const struct lease_table *table, const struct lease *lease)
{
	uint32_t number = *address_bucket(table, lease->address);

	while (lease_store_at(table, number) != lease)
		number = lease_store_at(table, number)->next_by_address;
	return number;
}

static int
make_room(struct lease_table *table)
{
	uint32_t room =
	    table->n_bucket_room ? table->n_bucket_room * 2 : BUCKETS_MIN;
	uint32_t *grown;

	/* Large blocks are moved by their pages. */
	grown = reallocarray(table->by_address, room, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	table->by_address = grown;
	grown = reallocarray(table->by_identity, room, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	table->by_identity = grown;
	table->n_bucket_room = room;
	return 0;
}

/* Those of @first, to where they belong now. */
static void
part_addresses(struct lease_table *table, uint32_t first)
{
	uint32_t number = table->by_address[first], next, *bucket;
	struct lease *lease;

	table->by_address[first] = LEASE_NONE;
	for (; number != LEASE_NONE; number = next) {
		lease = lease_store_at(table, number);
		next = lease->next_by_address;
		bucket = address_bucket(table, lease->address);
		lease->next_by_address = *bucket;
		*bucket = number;
	}
}

static void
part_identities(struct lease_table *table, uint32_t first)
{
	uint32_t number = table->by_identity[first], next, *bucket;
	struct lease *lease;

	table->by_identity[first] = LEASE_NONE;
	for (; number != LEASE_NONE; number = next) {
		lease = lease_store_at(table, number);
		next = lease->next_by_identity;
		bucket = lease_store_bucket(table, lease->identity_hash);
		lease->next_by_identity = *bucket;
		*bucket = number;
	}
}

/* One more bucket: what belongs there was in one other so far. */
static int
add_bucket(struct lease_table *table)
{
	uint32_t number = table->n_buckets, first;

	if (number == table->n_bucket_room && make_room(table))
		return -ENOMEM;
	first = bucket_of(table, number);
	table->by_address[number] = table->by_identity[number] = LEASE_NONE;
	table->n_buckets++;
	part_addresses(table, first);
	part_identities(table, first);
	return 0;
}

static int
add_chunk(struct lease_table *table)
{
	struct lease **chunks =
	    reallocarray(table->chunks, table->n_chunks + 1, sizeof(*chunks));

	if (!chunks)
		return -ENOMEM;
	table->chunks = chunks;
	chunks[table->n_chunks] =
	    calloc(LEASE_STORE_CHUNK, sizeof(struct lease));
	if (!chunks[table->n_chunks])
		return -ENOMEM;
	table->n_chunks++;
	return 0;
}

struct lease *
lease_store_add(struct lease_table *table, uint32_t address)
{
	uint32_t number = table->n_leases, *bucket;
	struct lease *lease;

	if (number == table->n_chunks * LEASE_STORE_CHUNK && add_chunk(table))
		return NULL;
	while (table->n_buckets < number * 2)
		if (add_bucket(table))
			return NULL;
	lease = lease_store_at(table, number);
	lease->address = address;
	lease->earlier = LEASE_UNLISTED;
	pool_set_use(&table->pools, address);
	bucket = address_bucket(table, address);
	lease->next_by_address = *bucket;
	*bucket = number;
	bucket = lease_store_bucket(table, 0);
	lease->next_by_identity = *bucket;
	*bucket = number;
	table->n_leases++;
	return lease;
}

static void
leave_identity(struct lease_table *table, struct lease *lease)
{
	uint32_t *link = lease_store_bucket(table, lease->identity_hash);

	while (lease_store_at(table, *link) != lease)
		link = &lease_store_at(table, *link)->next_by_identity;
	*link = lease->next_by_identity;
}

static void
drop_identity(struct lease *lease)
{
	if (lease->identity_len > LEASE_IDENTITY_INLINE)
		free(lease->identity.longer);
	lease->identity_len = 0;
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

void
lease_store_give(struct lease_table *table, struct lease *lease,
    const struct dhcp_identity *identity, uint8_t *longer)
{
	uint32_t number = lease_store_number(table, lease), *bucket;

	leave_identity(table, lease);
	store_identity(lease, identity, longer);
	lease->identity_hash =
	    lease_store_hash(table, identity->bytes, identity->len);
	bucket = lease_store_bucket(table, lease->identity_hash);
	lease->next_by_identity = *bucket;
	*bucket = number;
}

struct lease *
lease_store_find(const struct lease_table *table, uint32_t address)
{
	uint32_t number = *address_bucket(table, address);

	while (number != LEASE_NONE &&
	    lease_store_at(table, number)->address != address)
		number = lease_store_at(table, number)->next_by_address;
	return number == LEASE_NONE ? NULL : lease_store_at(table, number);
}

int
lease_store_open(struct lease_table *table, uint64_t seed)
{
	table->seed = seed;
	if (make_room(table))
		return -ENOMEM;
	table->n_buckets = BUCKETS_MIN;
	memset(
	    table->by_address, 0xff, BUCKETS_MIN * sizeof(*table->by_address));
	memset(table->by_identity, 0xff,
	    BUCKETS_MIN * sizeof(*table->by_identity));
	return 0;
}

void
lease_store_close(struct lease_table *table)
{
	for (uint32_t i = 0; i < table->n_leases; i++)
		drop_identity(lease_store_at(table, i));
	for (uint32_t i = 0; i < table->n_chunks; i++)
		free(table->chunks[i]);
	free(table->chunks);
	free(table->by_address);
	free(table->by_identity);
}

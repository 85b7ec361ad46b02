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

static uint32_t *
address_bucket(const struct lease_table *table, uint32_t address)
{
	uint32_t hash = mix(address ^ table->seed);

	return &table->by_address[hash & (table->n_buckets - 1)];
}

uint32_t *
lease_store_bucket(const struct lease_table *table, uint32_t hash)
{
	return &table->by_identity[hash & (table->n_buckets - 1)];
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
grow(struct lease_table *table, uint32_t n)
{
	uint32_t *by_address = malloc(n * sizeof(*by_address));
	uint32_t *by_identity = malloc(n * sizeof(*by_identity));
	struct lease *lease;
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
		lease = lease_store_at(table, i);
		bucket = address_bucket(table, lease->address);
		lease->next_by_address = *bucket;
		*bucket = i;
		bucket = lease_store_bucket(table, lease->identity_hash);
		lease->next_by_identity = *bucket;
		*bucket = i;
	}
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
	if (number >= table->n_buckets && grow(table, table->n_buckets * 2))
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
	return grow(table, BUCKETS_MIN);
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

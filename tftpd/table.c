/* SPDX-License-Identifier: ISC */
#include "tftpd/table.h"

static uint32_t
mix(uint32_t hash, uint32_t value)
{
	hash = (hash ^ value) * UINT32_C(0x9e3779b1);
	return hash ^ hash >> 15;
}

/* The bucket of @peer's address and @port. */
static size_t
hash_of(const union endpoint *peer, uint16_t port)
{
	uint32_t hash = port;

	if (peer->any.sa_family == AF_INET6) {
		for (int i = 0; i < 4; i++)
			hash = mix(hash, peer->ipv6.sin6_addr.s6_addr32[i]);
	} else {
		hash = mix(hash, peer->ipv4.sin_addr.s_addr);
	}
	return hash % TABLE_BUCKETS;
}

static size_t
bucket_of(const union endpoint *peer)
{
	return hash_of(peer, endpoint_port(peer));
}

static void
add_host(struct table *table, struct table_entry *entry)
{
	struct table_entry **bucket = &table->hosts[hash_of(&entry->peer, 0)];

	entry->next_host = *bucket;
	entry->at_host = bucket;
	if (*bucket)
		(*bucket)->at_host = &entry->next_host;
	*bucket = entry;
}

static void
remove_host(struct table_entry *entry)
{
	*entry->at_host = entry->next_host;
	if (entry->next_host)
		entry->next_host->at_host = entry->at_host;
}

uint32_t
table_count(
    const struct table *table, const union endpoint *peer, uint32_t most)
{
	const struct table_entry *entry = table->hosts[hash_of(peer, 0)];
	uint32_t n = 0;

	for (; entry && n < most; entry = entry->next_host) {
		union endpoint same = entry->peer;

		endpoint_set_port(&same, endpoint_port(peer));
		n += endpoint_is_equal(&same, peer);
	}
	return n;
}

void
table_add(struct table *table, struct table_entry *entry)
{
	struct table_entry **bucket = &table->buckets[bucket_of(&entry->peer)];

	entry->next = *bucket;
	*bucket = entry;
	add_host(table, entry);
	entry->younger = NULL;
	entry->older = table->youngest;
	*(entry->older ? &entry->older->younger : &table->oldest) = entry;
	table->youngest = entry;
	table->n++;
}

void
table_remove(struct table *table, struct table_entry *entry)
{
	struct table_entry **at = &table->buckets[bucket_of(&entry->peer)];

	while (*at != entry)
		at = &(*at)->next;
	*at = entry->next;
	remove_host(entry);
	*(entry->older ? &entry->older->younger : &table->oldest) =
	    entry->younger;
	*(entry->younger ? &entry->younger->older : &table->youngest) =
	    entry->older;
	table->n--;
}

struct table_entry *
table_find(const struct table *table, const union endpoint *peer)
{
	struct table_entry *entry = table->buckets[bucket_of(peer)];

	while (entry && !endpoint_is_equal(&entry->peer, peer))
		entry = entry->next;
	return entry;
}

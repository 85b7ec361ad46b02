/* SPDX-License-Identifier: ISC */
#include "tftpd/table.h"

static uint32_t
mix(uint32_t hash, uint32_t value)
{
	hash = (hash ^ value) * UINT32_C(0x9e3779b1);
	return hash ^ hash >> 15;
}

static size_t
bucket_of(const union endpoint *peer)
{
	uint32_t hash = endpoint_port(peer);

	if (peer->any.sa_family == AF_INET6) {
		for (int i = 0; i < 4; i++)
			hash = mix(hash, peer->ipv6.sin6_addr.s6_addr32[i]);
	} else {
		hash = mix(hash, peer->ipv4.sin_addr.s_addr);
	}
	return hash % TABLE_BUCKETS;
}

void
table_add(struct table *table, struct table_entry *entry)
{
	struct table_entry **bucket = &table->buckets[bucket_of(&entry->peer)];

	entry->next = *bucket;
	*bucket = entry;
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

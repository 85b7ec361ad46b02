/* SPDX-License-Identifier: ISC */
#include "dhcpd/refusal.h"

#include <string.h>

/* FNV-1a; machines that collide take the slot from each other, and are told
 * of more often. */
static struct refusal_slot *
slot_of(struct refusal_table *table, const struct dhcp_identity *identity)
{
	uint32_t hash = 0x811c9dc5;

	for (size_t i = 0; i < identity->len; i++)
		hash = (hash ^ identity->bytes[i]) * 0x01000193;
	return &table->slots[(hash ^ hash >> 16) % REFUSAL_SLOTS];
}

bool
refusal_is_news(struct refusal_table *table,
    const struct dhcp_identity *identity, uint64_t now_ms)
{
	struct refusal_slot *slot = slot_of(table, identity);

	if (slot->told_ms && now_ms - slot->told_ms < REFUSAL_AGAIN_MS &&
	    slot->identity.len == identity->len &&
	    memcmp(slot->identity.bytes, identity->bytes, identity->len) == 0)
		return false;
	if (table->n_told == 0 ||
	    now_ms - table->minute_ms >= REFUSAL_MINUTE_MS) {
		table->minute_ms = now_ms;
		table->n_told = 0;
	}
	if (table->n_told >= REFUSAL_A_MINUTE_MAX)
		return false;
	table->n_told++;
	slot->identity = *identity;
	slot->told_ms = now_ms;
	return true;
}

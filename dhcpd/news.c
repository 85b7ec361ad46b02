/* SPDX-License-Identifier: ISC */
#include "dhcpd/news.h"

#include <stddef.h>

uint64_t
news_key(uint32_t kind, uint64_t place)
{
	uint64_t x = place ^ ((uint64_t)kind + 1) << 56;

	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdu;
	return x ^ x >> 29;
}

/* Its own slot, else one that nobody needs any more; NULL where all of them
 * were told of within the minute. */
static struct news_slot *
slot_of(struct news *news, uint64_t key, uint64_t now_ms)
{
	struct news_slot *ways =
	    &news->slots[key % (NEWS_SLOTS / NEWS_WAYS) * NEWS_WAYS];
	struct news_slot *old = NULL;

	for (size_t i = 0; i < NEWS_WAYS; i++) {
		if (ways[i].told_ms && ways[i].key == key)
			return &ways[i];
		if (!ways[i].told_ms ||
		    now_ms - ways[i].told_ms >= NEWS_AGAIN_MS)
			old = &ways[i];
	}
	if (old)
		*old = (struct news_slot){ .key = key };
	return old;
}

bool
news_is_due(struct news *news, uint64_t key, uint64_t now_ms, uint32_t *ret_n)
{
	struct news_slot *slot = slot_of(news, key, now_ms);

	if (!slot)
		return false;
	slot->n++;
	if (slot->told_ms && now_ms - slot->told_ms < NEWS_AGAIN_MS)
		return false;
	*ret_n = slot->n;
	slot->told_ms = now_ms;
	slot->n = 0;
	return true;
}

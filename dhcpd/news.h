/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_NEWS_H
#define DHCPD_NEWS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Troubles that come in floods, a line a minute for each: which of them has had
 * its line, and how often it happened since.
 */

enum {
	NEWS_SLOTS = 1024,
	/* Troubles that share a place; where all of them were told of within
	 * the minute, one more is not. */
	NEWS_WAYS = 4,
	NEWS_AGAIN_MS = 60 * 1000,
};

/** struct news - zeroed at first */
struct news {
	struct news_slot {
		uint64_t key, told_ms;
		uint32_t n; /* since it was told */
	} slots[NEWS_SLOTS];
};

/**
 * news_is_due() - count trouble @key; is a line about it due?
 * @key: what it is and where, mixed by news_key()
 * @now_ms: never goes back; from 1
 * @ret_n: out, only on true: how often it happened since the line before
 */
bool news_is_due(
    struct news *news, uint64_t key, uint64_t now_ms, uint32_t *ret_n);

/** news_key() - of trouble number @kind at @place: an address, a hash */
uint64_t news_key(uint32_t kind, uint64_t place);

#endif

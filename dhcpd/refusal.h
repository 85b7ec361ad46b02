/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_REFUSAL_H
#define DHCPD_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "common/dhcp_client.h"

/*
 * Which refused machines have been told of already: one line an hour for each,
 * however often it asks, and few lines a minute in all, however many ask.
 */

enum {
	REFUSAL_SLOTS = 1024,
	REFUSAL_AGAIN_MS = 3600 * 1000,
	REFUSAL_MINUTE_MS = 60 * 1000,
	REFUSAL_A_MINUTE_MAX = 60,
};

/** struct refusal_table - zeroed at first */
struct refusal_table {
	struct refusal_slot {
		struct dhcp_identity identity;
		uint64_t told_ms;
	} slots[REFUSAL_SLOTS];
	uint64_t minute_ms; /* when this minute began */
	unsigned n_told;    /* in this minute */
};

/** refusal_is_news() - whether this refusal is worth a line; counts it as told
 * if so. @now_ms: never goes back; from 1. */
bool refusal_is_news(struct refusal_table *table,
    const struct dhcp_identity *identity, uint64_t now_ms);

#endif

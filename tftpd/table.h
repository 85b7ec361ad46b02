/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_TABLE_H
#define TFTPD_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "common/address.h"

/*
 * The transfers under way, found by their peer's address and port, and counted
 * by its address. The table
 * holds no memory of its own: an entry is part of what it finds. Pure.
 */

enum {
	TABLE_BUCKETS = 1024
};

/** struct table_entry - a member of what is kept in a table */
struct table_entry {
	union endpoint peer;
	struct table_entry *next; /* in its bucket */
	/* In the bucket of its address alone. */
	struct table_entry *next_host;
	struct table_entry **at_host;
	/* The order of arrival; both NULL at the ends. */
	struct table_entry *younger;
	struct table_entry *older;
};

/** struct table - zeroed, it is empty */
struct table {
	struct table_entry *buckets[TABLE_BUCKETS];
	struct table_entry *hosts[TABLE_BUCKETS];
	struct table_entry *oldest;
	struct table_entry *youngest;
	size_t n;
};

/** table_add() - keep @entry, whose peer is set and not in the table */
void table_add(struct table *table, struct table_entry *entry);

/** table_remove() - let @entry go, which is in the table */
void table_remove(struct table *table, struct table_entry *entry);

/** table_count() - how many entries have @peer's address, whatever the port;
 * no more than @most are looked for */
uint32_t table_count(
    const struct table *table, const union endpoint *peer, uint32_t most);

/** table_find() - the entry of @peer, or NULL */
struct table_entry *table_find(
    const struct table *table, const union endpoint *peer);

#endif

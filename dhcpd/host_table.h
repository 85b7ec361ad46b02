/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_TABLE_H
#define DHCPD_HOST_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dhcpd/policy.h"

/*
 * Hosts that come and go while the server runs, file by file: those of the
 * folder of hosts. After changes host_table_settle() makes them known; until
 * then nothing may be looked up.
 */

/** struct host_file - the hosts of one file; made by dhcpd/host_file */
struct host_file {
	char *name;	   /* owned; without the folder */
	bool is_told;	   /* it was compared with the others for a person */
	unsigned n_errors; /* told of its lines */
	struct policy_host *hosts; /* owned; so is what they own */
	size_t n_hosts;
	struct policy_match *matches; /* owned; each names one of @hosts */
	size_t n_matches;
};

/** struct host_entry - one way in which one host is known */
struct host_entry {
	const struct policy_match *match;
	const struct policy_host *host;
	size_t file; /* its number in the table */
};

/** struct host_table - zeroed at first. Read it; only host_table.c writes. */
struct host_table {
	struct host_file **files; /* owned, sorted by name */
	size_t n_files, n_room;
	/* Sorted as policy_compare_matches() has it; of equal ones that of
	 * the first file comes first, and is the one that counts. */
	struct host_entry *entries;
	size_t n_entries;
	size_t n_hosts;
	uint32_t *addresses; /* those that hosts have, sorted */
	size_t n_addresses;
};

/** host_file_free() - NULL is allowed */
void host_file_free(struct host_file *file);

/** host_table_put() - add @file, in place of one of the same name
 * @file: the table's from now on, also on failure
 *
 * Return: 0; -ENOMEM.
 */
int host_table_put(struct host_table *table, struct host_file *file);

/** host_table_remove() - drop the file of that name. Return: whether there was
 * one. */
bool host_table_remove(struct host_table *table, const char *name);

/** host_table_clear() - drop all */
void host_table_clear(struct host_table *table);

/**
 * host_table_settle() - make lookups possible again after changes
 * @ret_is_moved: whether the addresses of hosts are others than before
 *
 * Return: 0; -ENOMEM, and no host is known.
 */
int host_table_settle(struct host_table *table, bool *ret_is_moved);

/** host_table_find() - the host that is known so; NULL for none. A NULL @table
 * is allowed. */
const struct policy_host *host_table_find(
    const struct host_table *table, const struct policy_match *want);

#endif

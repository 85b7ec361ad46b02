/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
host_file_free(struct host_file *file)
{
	if (!file)
		return;
	policy_hosts_free(file->hosts, file->n_hosts);
	free(file->matches);
	free(file->name);
	free(file);
}

/* Where the file of that name stands, or would stand. */
static size_t
position(const struct host_table *table, const char *name)
{
	size_t low = 0, high = table->n_files, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(table->files[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_at(const struct host_table *table, size_t at, const char *name)
{
	return at < table->n_files && strcmp(table->files[at]->name, name) == 0;
}

int
host_table_put(struct host_table *table, struct host_file *file)
{
	size_t at = position(table, file->name);
	size_t room = table->n_room ? table->n_room * 2 : 64;
	struct host_file **grown;

	if (is_at(table, at, file->name)) {
		host_file_free(table->files[at]);
		table->files[at] = file;
		return 0;
	}
	if (table->n_files == table->n_room) {
		grown = reallocarray(
		    table->files, room, sizeof(struct host_file *));
		if (!grown) {
			host_file_free(file);
			return -ENOMEM;
		}
		table->files = grown;
		table->n_room = room;
	}
	memmove(table->files + at + 1, table->files + at,
	    (table->n_files - at) * sizeof(struct host_file *));
	table->files[at] = file;
	table->n_files++;
	return 0;
}

bool
host_table_remove(struct host_table *table, const char *name)
{
	size_t at = position(table, name);

	if (!is_at(table, at, name))
		return false;
	host_file_free(table->files[at]);
	table->n_files--;
	memmove(table->files + at, table->files + at + 1,
	    (table->n_files - at) * sizeof(struct host_file *));
	return true;
}

void
host_table_clear(struct host_table *table)
{
	for (size_t i = 0; i < table->n_files; i++)
		host_file_free(table->files[i]);
	free(table->files);
	free(table->entries);
	free(table->addresses);
	*table = (struct host_table){ 0 };
}

/* --- settling ------------------------------------------------------------- */

static int
compare_entries(const void *a, const void *b)
{
	const struct host_entry *x = a, *y = b;
	int order = policy_compare_matches(x->match, y->match);

	if (order)
		return order;
	return x->file < y->file ? -1 : x->file > y->file;
}

static int
compare_addresses(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
fill_entries(const struct host_table *table, struct host_entry *entries)
{
	const struct host_file *file;

	for (size_t i = 0; i < table->n_files; i++) {
		file = table->files[i];
		for (size_t j = 0; j < file->n_matches; j++)
			*entries++ =
			    (struct host_entry){ .match = &file->matches[j],
				    .host = &file->hosts[file->matches[j].host],
				    .file = i };
	}
}

static size_t
fill_addresses(const struct host_table *table, uint32_t *addresses)
{
	const struct host_file *file;
	size_t n = 0;

	for (size_t i = 0; i < table->n_files; i++) {
		file = table->files[i];
		for (size_t j = 0; j < file->n_hosts; j++)
			if (file->hosts[j].address)
				addresses[n++] = file->hosts[j].address;
	}
	qsort(addresses, n, sizeof(*addresses), compare_addresses);
	return n;
}

static bool
has_moved(const struct host_table *table, const uint32_t *addresses, size_t n)
{
	return n != table->n_addresses ||
	    (n > 0 &&
		memcmp(addresses, table->addresses, n * sizeof(*addresses)) !=
		    0);
}

int
host_table_settle(struct host_table *table, bool *ret_is_moved)
{
	size_t n_matches = 0, n_hosts = 0, n;
	struct host_entry *entries;
	uint32_t *addresses;

	free(table->entries);
	table->entries = NULL;
	table->n_entries = 0;
	table->n_hosts = 0;
	for (size_t i = 0; i < table->n_files; i++) {
		n_matches += table->files[i]->n_matches;
		n_hosts += table->files[i]->n_hosts;
	}
	entries = calloc(n_matches + 1, sizeof(*entries));
	addresses = calloc(n_hosts + 1, sizeof(*addresses));
	if (!entries || !addresses) {
		free(entries);
		free(addresses);
		return -ENOMEM;
	}
	fill_entries(table, entries);
	qsort(entries, n_matches, sizeof(*entries), compare_entries);
	table->entries = entries;
	table->n_entries = n_matches;
	table->n_hosts = n_hosts;
	n = fill_addresses(table, addresses);
	*ret_is_moved = has_moved(table, addresses, n);
	free(table->addresses);
	table->addresses = addresses;
	table->n_addresses = n;
	return 0;
}

const struct policy_host *
host_table_find(const struct host_table *table, const struct policy_match *want)
{
	size_t low = 0, high = table ? table->n_entries : 0, middle;
	const struct host_entry *entry;

	while (low < high) {
		middle = low + (high - low) / 2;
		entry = &table->entries[middle];
		if (policy_compare_matches(entry->match, want) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (!table || low == table->n_entries)
		return NULL;
	entry = &table->entries[low];
	return policy_compare_matches(entry->match, want) == 0 ? entry->host
							       : NULL;
}

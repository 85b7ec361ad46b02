/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_table.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

static struct policy_match
mac_of(uint8_t machine)
{
	return (struct policy_match){ .kind = POLICY_MATCH_MAC,
		.len = MAC_LEN,
		.bytes = { 0x52, 0x54, 0, 0, 0, machine } };
}

/* A file with one host, known by one MAC. */
static struct host_file *
file_of(const char *name, uint8_t machine, uint32_t address)
{
	struct host_file *file = calloc(1, sizeof(*file));

	file->name = strdup(name);
	file->n_hosts = file->n_matches = 1;
	file->hosts = calloc(1, sizeof(*file->hosts));
	file->hosts->name = strdup(name);
	file->hosts->address = address;
	file->matches = calloc(1, sizeof(*file->matches));
	*file->matches = mac_of(machine);
	return file;
}

static void
put(struct host_table *table, const char *name, uint8_t machine,
    uint32_t address)
{
	ck_assert_int_eq(
	    host_table_put(table, file_of(name, machine, address)), 0);
}

static bool
settle(struct host_table *table)
{
	bool is_moved = false;

	ck_assert_int_eq(host_table_settle(table, &is_moved), 0);
	return is_moved;
}

static const char *
name_of(const struct host_table *table, uint8_t machine)
{
	const struct policy_match want = mac_of(machine);
	const struct policy_host *host = host_table_find(table, &want);

	return host ? host->name : "nobody";
}

START_TEST(come_change_and_go)
{
	struct host_table table = { 0 };

	ck_assert_str_eq(name_of(NULL, 1), "nobody");
	ck_assert(!settle(&table));
	ck_assert_str_eq(name_of(&table, 1), "nobody");
	put(&table, "b", 1, 0);
	put(&table, "a", 2, 0);
	ck_assert(!settle(&table));
	ck_assert_str_eq(name_of(&table, 1), "b");
	ck_assert_str_eq(name_of(&table, 2), "a");
	ck_assert_str_eq(name_of(&table, 3), "nobody");
	put(&table, "b", 3, 0);
	settle(&table);
	ck_assert_uint_eq(table.n_files, 2);
	ck_assert_uint_eq(table.n_hosts, 2);
	ck_assert_str_eq(name_of(&table, 1), "nobody");
	ck_assert_str_eq(name_of(&table, 3), "b");
	ck_assert(!host_table_remove(&table, "c"));
	ck_assert(host_table_remove(&table, "b"));
	settle(&table);
	ck_assert_str_eq(name_of(&table, 3), "nobody");
	ck_assert_str_eq(name_of(&table, 2), "a");
	host_table_clear(&table);
	ck_assert_uint_eq(table.n_files, 0);
}
END_TEST

/* Addresses are kept free in the pools: that costs, and is done only where
 * they are others than before. */
START_TEST(addresses)
{
	struct host_table table = { 0 };

	put(&table, "a", 1, 7);
	put(&table, "b", 2, 5);
	ck_assert(settle(&table));
	ck_assert_uint_eq(table.n_addresses, 2);
	ck_assert_uint_eq(table.addresses[0], 5);
	ck_assert_uint_eq(table.addresses[1], 7);
	put(&table, "c", 3, 0);
	ck_assert(!settle(&table));
	put(&table, "a", 1, 8);
	ck_assert(settle(&table));
	ck_assert(host_table_remove(&table, "a"));
	ck_assert(settle(&table));
	ck_assert_uint_eq(table.n_addresses, 1);
	host_table_clear(&table);
}
END_TEST

/* Two files name one machine: the first in the order of names counts; without
 * it the other. */
START_TEST(doubles)
{
	struct host_table table = { 0 };

	put(&table, "z", 1, 0);
	put(&table, "m", 1, 0);
	put(&table, "q", 1, 0);
	settle(&table);
	ck_assert_str_eq(name_of(&table, 1), "m");
	ck_assert(host_table_remove(&table, "m"));
	settle(&table);
	ck_assert_str_eq(name_of(&table, 1), "q");
	host_table_clear(&table);
}
END_TEST

/* The room for files grows; whichever order they come in, all are found. */
START_TEST(many)
{
	struct host_table table = { 0 };
	char name[8];

	for (int i = 0; i < 200; i++) {
		snprintf(name, sizeof(name), "%d", i * 7 % 200);
		put(&table, name, (uint8_t)(i * 7 % 200), 0);
	}
	settle(&table);
	for (int i = 0; i < 200; i++) {
		snprintf(name, sizeof(name), "%d", i);
		ck_assert_str_eq(name_of(&table, (uint8_t)i), name);
	}
	host_table_clear(&table);
	host_file_free(NULL);
}
END_TEST

TEST_MAIN("host_table", tcase_add_test(tests, come_change_and_go);
	  tcase_add_test(tests, addresses); tcase_add_test(tests, doubles);
	  tcase_add_test(tests, many);)

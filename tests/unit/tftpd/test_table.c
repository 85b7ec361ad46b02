/* SPDX-License-Identifier: ISC */
#include "tftpd/table.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* More than there are buckets: they share some. */
enum {
	MANY = 3 * TABLE_BUCKETS
};

static union endpoint
peer_of(unsigned i)
{
	union endpoint peer;

	if (i % 2 == 0)
		return endpoint_ipv4(
		    0xc0a80a00u + i / 100, (uint16_t)(1024 + i % 100));
	memset(&peer, 0, sizeof(peer));
	peer.ipv6.sin6_family = AF_INET6;
	peer.ipv6.sin6_port = htons((uint16_t)(1024 + i % 100));
	peer.ipv6.sin6_addr.s6_addr[0] = 0xfd;
	peer.ipv6.sin6_addr.s6_addr[15] = (uint8_t)(i / 100);
	return peer;
}

START_TEST(what_is_kept_is_found)
{
	struct table *table = calloc(1, sizeof(*table));
	struct table_entry *entries = calloc(MANY, sizeof(*entries));

	for (unsigned i = 0; i < MANY; i++) {
		entries[i].peer = peer_of(i);
		ck_assert_ptr_null(table_find(table, &entries[i].peer));
		table_add(table, &entries[i]);
		ck_assert_uint_eq(table->n, i + 1);
	}
	for (unsigned i = 0; i < MANY; i++) {
		union endpoint peer = peer_of(i);

		ck_assert_ptr_eq(table_find(table, &peer), &entries[i]);
	}
	for (unsigned i = 0; i < MANY; i += 3)
		table_remove(table, &entries[i]);
	for (unsigned i = 0; i < MANY; i++) {
		union endpoint peer = peer_of(i);

		ck_assert_ptr_eq(
		    table_find(table, &peer), i % 3 == 0 ? NULL : &entries[i]);
	}
	ck_assert_uint_eq(table->n, MANY - MANY / 3);
	free(entries);
	free(table);
}
END_TEST

/* By address, whatever the port; others may share its bucket. */
START_TEST(entries_of_an_address_are_counted)
{
	struct table *table = calloc(1, sizeof(*table));
	struct table_entry *entries = calloc(MANY, sizeof(*entries));
	union endpoint peer = peer_of(100);
	unsigned left = 0;

	for (unsigned i = 0; i < MANY; i++) {
		entries[i].peer = peer_of(i);
		table_add(table, &entries[i]);
	}
	/* Of each hundred every other is IPv4. */
	ck_assert_uint_eq(table_count(table, &peer, MANY), 50);
	endpoint_set_port(&peer, 1);
	ck_assert_uint_eq(table_count(table, &peer, MANY), 50);
	ck_assert_uint_eq(table_count(table, &peer, 50), 50);
	ck_assert_uint_eq(table_count(table, &peer, 49), 49);
	peer = peer_of(101);
	ck_assert_uint_eq(table_count(table, &peer, MANY), 50);
	for (unsigned i = 0; i < MANY; i++) {
		if (i % 3 == 0 || i % 7 == 0)
			table_remove(table, &entries[i]);
		else if (i >= 100 && i < 200 && i % 2 == 1)
			left++;
	}
	ck_assert_uint_eq(table_count(table, &peer, MANY), left);
	peer = endpoint_ipv4(1, 1);
	ck_assert_uint_eq(table_count(table, &peer, MANY), 0);
	free(entries);
	free(table);
}
END_TEST

static void
assert_order(const struct table *table, const char *want)
{
	char got[8] = "";
	size_t n = 0;

	for (struct table_entry *e = table->oldest; e; e = e->younger)
		got[n++] = (char)endpoint_port(&e->peer);
	ck_assert_str_eq(got, want);
	for (struct table_entry *e = table->youngest; e; e = e->older)
		ck_assert_int_eq(got[--n], (char)endpoint_port(&e->peer));
	ck_assert_uint_eq(n, 0);
}

START_TEST(the_order_of_arrival_is_kept)
{
	struct table *table = calloc(1, sizeof(*table));
	struct table_entry entries[4] = { 0 };

	for (unsigned i = 0; i < 4; i++) {
		entries[i].peer = endpoint_ipv4(1, (uint16_t)('a' + i));
		table_add(table, &entries[i]);
	}
	assert_order(table, "abcd");
	table_remove(table, &entries[1]);
	assert_order(table, "acd");
	table_remove(table, &entries[0]);
	assert_order(table, "cd");
	table_remove(table, &entries[3]);
	assert_order(table, "c");
	table_add(table, &entries[1]);
	assert_order(table, "cb");
	table_remove(table, &entries[2]);
	table_remove(table, &entries[1]);
	assert_order(table, "");
	free(table);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("table");
	TCase *tests = tcase_create("table");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, what_is_kept_is_found);
	tcase_add_test(tests, entries_of_an_address_are_counted);
	tcase_add_test(tests, the_order_of_arrival_is_kept);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

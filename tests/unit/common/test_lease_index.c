/* SPDX-License-Identifier: ISC */
#include "common/lease_index.h"

#include <errno.h>

#include "tests/unit/common/leases.h"

static struct lease_index *leases;

static void
setup(void)
{
	leases_setup();
	leases = lease_index_new(leases_state);
	ck_assert_ptr_nonnull(leases);
}

static void
teardown(void)
{
	lease_index_free(leases);
	lease_index_free(NULL);
	leases_teardown();
}

/* The last octet of the MAC of @address; -1: nobody's. */
static int
owner_of(uint32_t address)
{
	uint8_t mac[MAC_LEN];

	return lease_index_find(leases, address, mac) ? mac[5] : -1;
}

START_TEST(reads_on_where_it_was)
{
	ck_assert_int_eq(lease_index_read(leases), -ENOENT);
	leases_add("leases", LEASE_RECORD_BOUND, 1, 11);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), 11);
	ck_assert_int_eq(owner_of(2), -1);
	ck_assert_int_eq(owner_of(0), -1);
	leases_add("leases", LEASE_RECORD_BOUND, 2, 12);
	leases_add("leases", LEASE_RECORD_BOUND, 1, 13);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), 13);
	ck_assert_int_eq(owner_of(2), 12);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), 13);
}
END_TEST

START_TEST(forgets_what_was_released_or_declined)
{
	leases_add("leases", LEASE_RECORD_BOUND, 1, 11);
	leases_add("leases", LEASE_RECORD_BOUND, 2, 12);
	leases_add("leases", LEASE_RECORD_RELEASED, 1, 11);
	leases_add("leases", LEASE_RECORD_DECLINED, 2, 12);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), -1);
	ck_assert_int_eq(owner_of(2), -1);
	leases_add("leases", LEASE_RECORD_BOUND, 1, 14);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), 14);
}
END_TEST

/* dhcpd may be in the midst of a line; and rubbish is nobody's lease. */
START_TEST(waits_for_a_whole_line)
{
	static const char half[] = "bound 0.0.0.1 mac=52:54";

	leases_append("leases", "rubbish\n\n", 9);
	leases_append("leases", half, sizeof(half) - 1);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), -1);
	leases_append("leases", "\n", 1);
	leases_add("leases", LEASE_RECORD_BOUND, 1, 11);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), 11);
}
END_TEST

START_TEST(follows_a_journal_that_was_compacted)
{
	char from[128];

	leases_add("leases", LEASE_RECORD_BOUND, 1, 11);
	leases_add("leases", LEASE_RECORD_BOUND, 1, 12);
	ck_assert_int_eq(lease_index_read(leases), 0);
	leases_add("new", LEASE_RECORD_BOUND, 3, 13);
	snprintf(from, sizeof(from), "%s", leases_path("new"));
	ck_assert_int_eq(rename(from, leases_path("leases")), 0);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(3), 13);
	ck_assert_int_eq(owner_of(1), 12);
	ck_assert_int_eq(truncate(leases_path("leases"), 0), 0);
	ck_assert_int_eq(lease_index_read(leases), 0);
	leases_add("leases", LEASE_RECORD_BOUND, 5, 15);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(5), 15);
}
END_TEST

START_TEST(reads_many_in_steps)
{
	unsigned n = 0, steps = 0;

	for (; n < 6000; n++)
		leases_add(
		    "leases", LEASE_RECORD_BOUND, n + 1, (uint8_t)(n % 251));
	while (lease_index_read(leases) == 1)
		steps++;
	ck_assert_uint_gt(steps, 0);
	for (unsigned i = 0; i < n; i++)
		ck_assert_int_eq(owner_of(i + 1), (int)(i % 251));
}
END_TEST

START_TEST(passes_over_a_line_without_an_end)
{
	char *rubbish = malloc(LEASE_INDEX_STEP);

	memset(rubbish, 'x', LEASE_INDEX_STEP);
	leases_append("leases", rubbish, LEASE_INDEX_STEP);
	free(rubbish);
	leases_append("leases", "\n", 1);
	leases_add("leases", LEASE_RECORD_BOUND, 1, 11);
	ck_assert_int_eq(lease_index_read(leases), 1);
	ck_assert_int_eq(lease_index_read(leases), 0);
	ck_assert_int_eq(owner_of(1), 11);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lease_index");
	TCase *tests = tcase_create("lease_index");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, reads_on_where_it_was);
	tcase_add_test(tests, forgets_what_was_released_or_declined);
	tcase_add_test(tests, waits_for_a_whole_line);
	tcase_add_test(tests, follows_a_journal_that_was_compacted);
	tcase_add_test(tests, reads_many_in_steps);
	tcase_add_test(tests, passes_over_a_line_without_an_end);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

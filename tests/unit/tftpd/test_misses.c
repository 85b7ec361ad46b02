/* SPDX-License-Identifier: ISC */
#include "tftpd/misses.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct misses misses;
static struct miss_chain chain;

static void
set_up(void)
{
	memset(&misses, 0, sizeof(misses));
	memset(&chain, 0, sizeof(chain));
}

static bool
add(uint32_t client, uint16_t port, const char *name, uint64_t now_us)
{
	union endpoint from = endpoint_ipv4(0x0a000000 + client, port);

	return misses_add(&misses, &from, name, now_us, &chain);
}

START_TEST(a_chain_ends_with_a_file)
{
	union endpoint from = endpoint_ipv4(0x0a000001, 9);

	ck_assert(!misses_take(&misses, &from, &chain));
	ck_assert(!add(1, 2001, "01-mac", 10));
	ck_assert(!add(2, 2001, "other", 11));
	ck_assert(!add(1, 2002, "C0", 12));
	ck_assert(!add(1, 2003, "C", 13));
	ck_assert(misses_take(&misses, &from, &chain));
	ck_assert_uint_eq(chain.n, 3);
	ck_assert_str_eq(chain.first, "01-mac");
	ck_assert_str_eq(chain.last, "C");
	ck_assert(!misses_take(&misses, &from, &chain));
	ck_assert_uint_eq(misses.n, 1);
}
END_TEST

START_TEST(a_chain_ends_with_quiet)
{
	ck_assert(misses_due_us(&misses) == UINT64_MAX);
	ck_assert(!misses_take_over(&misses, UINT64_MAX, &chain));
	add(1, 1, "a", 1000);
	add(2, 1, "b", 2000);
	add(1, 1, "c", 3000);
	ck_assert_uint_eq(misses_due_us(&misses), 2000 + MISSES_QUIET_US);
	ck_assert(
	    !misses_take_over(&misses, 2000 + MISSES_QUIET_US - 1, &chain));
	ck_assert(misses_take_over(&misses, 2000 + MISSES_QUIET_US, &chain));
	ck_assert_str_eq(chain.first, "b");
	ck_assert(!misses_take_over(&misses, 2000 + MISSES_QUIET_US, &chain));
	ck_assert(misses_take_over(&misses, UINT64_MAX, &chain));
	ck_assert_str_eq(chain.last, "c");
}
END_TEST

START_TEST(a_chain_ends_at_the_longest)
{
	uint64_t now = 5;

	for (; now < 5 + MISSES_LONGEST_US; now += MISSES_QUIET_US / 2) {
		ck_assert(!misses_take_over(&misses, now, &chain));
		add(1, 1, "a", now);
	}
	ck_assert(misses_take_over(&misses, 5 + MISSES_LONGEST_US, &chain));
	ck_assert_uint_eq(chain.n, 20);
}
END_TEST

START_TEST(the_most_chains)
{
	for (uint32_t i = 0; i < MISSES_CHAINS_MAX; i++)
		ck_assert(!add(i, 1, "x", 100 + i));
	/* Those who are there already need no room. */
	ck_assert(!add(0, 1, "y", 5000));
	ck_assert(add(MISSES_CHAINS_MAX, 1, "z", 5001));
	ck_assert_uint_eq(misses.n, MISSES_CHAINS_MAX);
	/* The first one spoke again, so it was the second. */
	ck_assert_uint_eq(ntohl(chain.client.ipv4.sin_addr.s_addr), 0x0a000001);
	ck_assert_uint_eq(chain.n, 1);
}
END_TEST

START_TEST(long_names_are_cut)
{
	char name[MISSES_NAME_MAX + 1];

	memset(name, 'x', sizeof(name));
	name[MISSES_NAME_MAX - 1] = '\0';
	add(1, 1, name, 1);
	ck_assert(misses_take_over(&misses, UINT64_MAX, &chain));
	ck_assert_str_eq(chain.first, name);
	name[MISSES_NAME_MAX - 1] = 'x';
	name[MISSES_NAME_MAX] = '\0';
	add(1, 1, name, 1);
	ck_assert(misses_take_over(&misses, UINT64_MAX, &chain));
	ck_assert_uint_eq(strlen(chain.last), MISSES_NAME_MAX - 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("misses");
	TCase *tests = tcase_create("misses");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, NULL);
	tcase_add_test(tests, a_chain_ends_with_a_file);
	tcase_add_test(tests, a_chain_ends_with_quiet);
	tcase_add_test(tests, a_chain_ends_at_the_longest);
	tcase_add_test(tests, the_most_chains);
	tcase_add_test(tests, long_names_are_cut);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

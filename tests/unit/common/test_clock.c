/* SPDX-License-Identifier: ISC */
#include "common/clock.h"

#include <check.h>
#include <stdlib.h>
#include <time.h>

START_TEST(it_counts_microseconds)
{
	const struct timespec nap = { .tv_nsec = 3000000 };
	uint64_t began = clock_read_us();
	struct timespec now;
	uint64_t took;

	nanosleep(&nap, NULL);
	took = clock_read_us() - began;
	ck_assert_uint_ge(took, 3000);
	ck_assert_uint_lt(took, 10000000);
	/* The one that a service manager compares with: sd_notify(3). */
	clock_gettime(CLOCK_MONOTONIC, &now);
	ck_assert_uint_le(began / 1000000, (uint64_t)now.tv_sec);
	ck_assert_uint_ge(began / 1000000 + 10, (uint64_t)now.tv_sec);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("clock");
	TCase *tests = tcase_create("clock");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, it_counts_microseconds);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

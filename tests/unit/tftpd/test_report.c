/* SPDX-License-Identifier: ISC */
#include "tftpd/report.h"

#include <check.h>
#include <stdlib.h>

static const struct {
	uint64_t octets, us;
	double rate;
} rows[] = {
	{ 0, 0, 0 },
	{ 0, 1000, 0 },
	{ 5000, 0, 5000 }, /* the clock did not move */
	{ 5000, 1, 5000 },
	{ 1000000, 1000000, 1 },
	{ UINT64_C(5) << 40, 1000000, 5497558.13888 },
};

START_TEST(rates)
{
	ck_assert_double_eq_tol(
	    report_rate(rows[_i].octets, rows[_i].us), rows[_i].rate, 1e-6);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("report");
	TCase *tests = tcase_create("report");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, rates, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/host_file_kind.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	enum host_file_kind kind;
} rows[] = {
	{ "web1.ini", HOST_FILE_HOST },
	{ "52:54:00:12:34:56", HOST_FILE_HOST },
	{ "52-54-00-12-34-56", HOST_FILE_HOST },
	{ "52:54:00:12:34:56.ini", HOST_FILE_HOST },
	{ "ethers", HOST_FILE_ETHERS },
	{ "rack1.ethers", HOST_FILE_ETHERS },
	{ ".web1.ini", HOST_FILE_OTHER },
	{ ".ini", HOST_FILE_OTHER },
	{ "web1.ini~", HOST_FILE_OTHER },
	{ "web1", HOST_FILE_OTHER },
	{ "52:54:00:12:34", HOST_FILE_OTHER },
	{ "README", HOST_FILE_OTHER },
	{ ".", HOST_FILE_OTHER },
	{ "", HOST_FILE_OTHER },
};

START_TEST(kinds)
{
	ck_assert_int_eq(host_file_kind(rows[_i].name), rows[_i].kind);
}
END_TEST

START_TEST(names)
{
	ck_assert_uint_eq(host_file_name_len("web1.ini"), 4);
	ck_assert_uint_eq(host_file_name_len("52:54:00:12:34:56"), 17);
	ck_assert_uint_eq(host_file_name_len("52:54:00:12:34:56.ini"), 17);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("host_file_kind");
	TCase *tests = tcase_create("host_file_kind");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, kinds, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, names);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "repod/file_reason.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	int error;
	const char *text;
} rows[] = {
	{ -EACCES,
	    "not readable by everybody: chmod a+rX it and the folders above, "
	    "or private = yes" },
	{ -EPERM,
	    "its network is not allowed here: see allow = in [repod] and "
	    "[path]" },
	{ -EXDEV, "a link leads out of the root" },
	{ -ELOOP, "links lead round in a circle" },
	{ -EISDIR, "it is a folder" },
	{ -EINVAL, "it is neither a file nor a folder" },
	{ -EIO, "Input/output error" },
};

START_TEST(reasons_in_words)
{
	ck_assert_str_eq(file_reason(rows[_i].error), rows[_i].text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("file_reason");
	TCase *tests = tcase_create("file_reason");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, reasons_in_words, 0, sizeof(rows) / sizeof(rows[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "repod/answer/answer_trial.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/repod/answer/answer_world.h"

static unsigned
try_all(void)
{
	unsigned n;

	capture_begin(&capture);
	n = answer_trial(config, folder.tree, folder.path);
	capture_end(&capture);
	return n;
}

static const struct {
	const char *text;
	unsigned n;
	const char *told;
} rows[] = {
	{ "${mac} ${serial} ${var.disk} ${repo.c7} ${domain:-x}\n", 0, "" },
	{ "#!if var.other\nx\n#!end\n", 0, "" },
	{ "a\n${hostnme}\n", 1, "/ks/a.cfg:2: ${hostnme}: there is no such" },
	{ "${var.dsik}", 1,
	    "/ks/a.cfg:1: ${var.dsik}: no [host] and no [group] has such a "
	    "key" },
	{ "${repo.c8}", 1, "there is no [repo] of that name" },
	{ "#!if var.disk\n#!include none.ks\n", 2, "#!include none.ks: No" },
	{ "#!if var.disk = x\n${x}\n#!end\n${y}\n", 2, "${y}: there is" },
};

START_TEST(tells_mistakes)
{
	folder_put(&folder, "ks/a.cfg", rows[_i].text);
	folder_put(&folder, "ks/a.txt", "${nothing}\n");
	ck_assert_uint_eq(try_all(), rows[_i].n);
	ck_assert_msg(
	    strstr(capture.text, rows[_i].told) != NULL, "%s", capture.text);
}
END_TEST

START_TEST(looks_everywhere_and_nowhere_else)
{
	static const char *const folders[] = { "ks/a", "ks/a/b", "os", NULL };

	for (const char *const *name = folders; *name; name++)
		ck_assert_int_eq(mkdir(folder_path(&folder, *name), 0755), 0);
	folder_put(&folder, "ks/a/b/deep.cfg", "${nothing}\n");
	folder_put(&folder, "os/ks.cfg", "${nothing}\n");
	ck_assert_int_eq(symlink("..", folder_path(&folder, "ks/a/up")), 0);
	ck_assert_uint_eq(try_all(), 1);
}
END_TEST

START_TEST(warns_of_a_pattern_for_nothing)
{
	ck_assert_uint_eq(try_all(), 0);
	ck_assert_ptr_nonnull(strstr(capture.text, "there is no file"));
	ck_assert_ptr_nonnull(strstr(capture.text, "/ks/*.cfg"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("answer_trial");
	TCase *tests = tcase_create("answer_trial");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(
	    tests, tells_mistakes, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, looks_everywhere_and_nowhere_else);
	tcase_add_test(tests, warns_of_a_pattern_for_nothing);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

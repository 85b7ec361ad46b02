/* SPDX-License-Identifier: ISC */
#include "common/tree_mounts.h"

#include <check.h>
#include <errno.h>
#include <string.h>

static struct tree *some;
static struct tree_mounts mounts;

static int
find_nothing(const struct tree *below, char *ret_name)
{
	(void)below;
	(void)ret_name;
	return -ENOENT;
}

static void
set_up(void)
{
	ck_assert_int_eq(tree_open("/", false, &some), 0);
	mounts = (struct tree_mounts){ 0 };
	ck_assert_int_eq(tree_mounts_add(&mounts, "a/b", some, NULL), 0);
	ck_assert_int_eq(tree_mounts_add(&mounts, "a/b/c/d", some, NULL), 0);
	ck_assert_int_eq(
	    tree_mounts_add(&mounts, "e/f", some, find_nothing), 0);
}

static void
tear_down(void)
{
	tree_mounts_free(&mounts);
	ck_assert_uint_eq(mounts.n, 0);
	tree_unref(some);
}

static const struct {
	const char *path, *at, *rest;
} cover_rows[] = {
	{ "", NULL, NULL },
	{ "a", NULL, NULL },
	{ "a/b", "a/b", "" },
	{ "a/bc", NULL, NULL },
	{ "a/b/c", "a/b", "c" },
	{ "a/b/c/d", "a/b/c/d", "" },
	{ "a/b/c/d/e/f", "a/b/c/d", "e/f" },
	{ "a/b/c/de", "a/b", "c/de" },
	{ "e/f", NULL, NULL },
};

START_TEST(the_innermost_covers)
{
	const char *rest = NULL;
	const struct tree_mount *found =
	    tree_mounts_cover(&mounts, cover_rows[_i].path, &rest);

	ck_assert_pstr_eq(found ? found->at : NULL, cover_rows[_i].at);
	ck_assert_pstr_eq(rest, cover_rows[_i].rest);
}
END_TEST

START_TEST(a_file_is_at_its_name_alone)
{
	ck_assert_ptr_nonnull(tree_mounts_file(&mounts, "e/f"));
	ck_assert_ptr_null(tree_mounts_file(&mounts, "e"));
	ck_assert_ptr_null(tree_mounts_file(&mounts, "e/f/g"));
	ck_assert_ptr_null(tree_mounts_file(&mounts, "a/b"));
}
END_TEST

START_TEST(folders_lead_there)
{
	char name[PATH_NAME_MAX];

	ck_assert(tree_mounts_is_above(&mounts, ""));
	ck_assert(tree_mounts_is_above(&mounts, "a"));
	ck_assert(tree_mounts_is_above(&mounts, "a/b/c"));
	ck_assert(tree_mounts_is_above(&mounts, "e"));
	ck_assert(!tree_mounts_is_above(&mounts, "a/b/c/d"));
	ck_assert(!tree_mounts_is_above(&mounts, "e/f"));
	ck_assert(!tree_mounts_is_above(&mounts, "x"));
	ck_assert(tree_mounts_child(&mounts, 1, "a/b", name));
	ck_assert_str_eq(name, "c");
	ck_assert(tree_mounts_child(&mounts, 2, "", name));
	ck_assert_str_eq(name, "e");
	ck_assert(!tree_mounts_child(&mounts, 0, "a/b", name));
}
END_TEST

START_TEST(a_place_has_one)
{
	ck_assert_int_eq(tree_mounts_add(&mounts, "a/b", some, NULL), -EEXIST);
	ck_assert_int_eq(
	    tree_mounts_add(&mounts, "e/f", some, find_nothing), -EEXIST);
	ck_assert_int_eq(tree_mounts_add(&mounts, "e/f", some, NULL), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tree_mounts");
	TCase *tests = tcase_create("tree_mounts");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, the_innermost_covers, 0,
	    sizeof(cover_rows) / sizeof(cover_rows[0]));
	tcase_add_test(tests, a_file_is_at_its_name_alone);
	tcase_add_test(tests, folders_lead_there);
	tcase_add_test(tests, a_place_has_one);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}

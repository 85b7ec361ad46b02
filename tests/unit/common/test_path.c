/* SPDX-License-Identifier: ISC */
#include "common/path.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct row {
	const char *base;
	const char *name;
	const char *want;
} rows[] = {
	{ "", "", "" },
	{ "", "/", "" },
	{ "", "///", "" },
	{ "", ".", "" },
	{ "", "./.", "" },
	{ "", "..", "" },
	{ "", "../../..", "" },
	{ "", "a", "a" },
	{ "", "a/", "a" },
	{ "", "/a//b/", "a/b" },
	{ "", "a/./b", "a/b" },
	{ "", "a/../b", "b" },
	{ "", "a/..", "" },
	{ "", "../a", "a" },
	{ "", "/../../etc/passwd", "etc/passwd" },
	{ "", "a/b/../../../c", "c" },
	{ "", "...", "..." },
	{ "", "..a/.b/c..", "..a/.b/c.." },
	{ "", ".. /a", ".. /a" },
	{ "", "..\\a", "..\\a" },
	{ "", "a b/\xff", "a b/\xff" },
	{ "a/b", "", "a/b" },
	{ "a/b", ".", "a/b" },
	{ "a/b", "..", "a" },
	{ "a/b", "../..", "" },
	{ "a/b", "../../..", "" },
	{ "a/b", "c", "a/b/c" },
	{ "a/b", "/c", "c" },
	{ "a/b", "/", "" },
	{ "ab", "..", "" },
};

START_TEST(resolves)
{
	char out[PATH_NAME_MAX] = "untouched";

	ck_assert_msg(path_resolve(rows[_i].base, rows[_i].name, out) &&
		strcmp(out, rows[_i].want) == 0,
	    "'%s' from '%s': got '%s', want '%s'", rows[_i].name, rows[_i].base,
	    out, rows[_i].want);
	/* And into its own base. */
	snprintf(out, sizeof(out), "%s", rows[_i].base);
	ck_assert(path_resolve(out, rows[_i].name, out));
	ck_assert_str_eq(out, rows[_i].want);
}
END_TEST

/* @len octets: the last @tail of them one name, names of one letter before. */
static void
put_name(char *name, size_t len, size_t tail)
{
	memset(name, 'a', len);
	for (size_t i = len - tail - 1; i > 0 && i < len; i -= 2)
		name[i] = '/';
	name[len] = '\0';
}

START_TEST(ends_at_its_maximum)
{
	static const size_t tails[] = { 1, 2, 500, PATH_NAME_MAX - 3 };
	char name[PATH_NAME_MAX + 2], base[3] = "", out[PATH_NAME_MAX];

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		size_t first;

		put_name(name, PATH_NAME_MAX - 1, tails[i]);
		ck_assert_msg(
		    path_resolve("", name, out), "tail %zu", tails[i]);
		ck_assert_str_eq(out, name);
		first = strcspn(name, "/");
		memcpy(base, name, first);
		base[first] = '\0';
		ck_assert(path_resolve(base, name + first + 1, out));
		ck_assert_str_eq(out, name);

		put_name(name, PATH_NAME_MAX, tails[i]);
		memcpy(out, "kept", 5);
		ck_assert_msg(
		    !path_resolve("", name, out), "tail %zu", tails[i]);
		first = strcspn(name, "/");
		memcpy(base, name, first);
		base[first] = '\0';
		ck_assert(!path_resolve(base, name + first + 1, out));
		ck_assert_str_eq(out, "kept");
	}
}
END_TEST

START_TEST(one_name_ends_at_its_maximum)
{
	char name[PATH_NAME_MAX + 1], out[PATH_NAME_MAX];

	memset(name, 'a', sizeof(name));
	name[PATH_NAME_MAX - 1] = '\0';
	ck_assert(path_resolve("", name, out));
	ck_assert_str_eq(out, name);
	name[PATH_NAME_MAX - 1] = 'a';
	name[PATH_NAME_MAX] = '\0';
	ck_assert(!path_resolve("", name, out));
}
END_TEST

START_TEST(a_long_name_with_a_short_result_fits)
{
	char name[4 * PATH_NAME_MAX] = "", out[PATH_NAME_MAX];

	for (size_t at = 0; at + 5 < sizeof(name); at += 5)
		memcpy(name + at, "/a/..", 6);
	ck_assert(path_resolve("b", name, out));
	ck_assert_str_eq(out, "");
}
END_TEST

START_TEST(a_base_that_is_too_long)
{
	char base[PATH_NAME_MAX + 1], out[PATH_NAME_MAX];

	memset(base, 'a', PATH_NAME_MAX);
	base[PATH_NAME_MAX] = '\0';
	ck_assert(!path_resolve(base, "", out));
	ck_assert(path_resolve(base, "/b", out));
	ck_assert_str_eq(out, "b");
}
END_TEST

START_TEST(last)
{
	ck_assert_str_eq(path_last("a/b/c"), "c");
	ck_assert_str_eq(path_last("/c"), "c");
	ck_assert_str_eq(path_last("c"), "c");
	ck_assert_str_eq(path_last("a/"), "");
	ck_assert_str_eq(path_last(""), "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("path");
	TCase *tcase = tcase_create("path");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, resolves, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, ends_at_its_maximum);
	tcase_add_test(tcase, one_name_ends_at_its_maximum);
	tcase_add_test(tcase, a_long_name_with_a_short_result_fits);
	tcase_add_test(tcase, a_base_that_is_too_long);
	tcase_add_test(tcase, last);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

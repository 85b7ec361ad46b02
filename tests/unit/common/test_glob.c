/* SPDX-License-Identifier: ISC */
#include "common/glob.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
	const char *pattern, *name;
	bool want;
} rows[] = {
	{ "", "", true },
	{ "", "a", false },
	{ "a", "", false },
	{ "a", "a", true },
	{ "a", "A", false },
	{ "a", "ab", false },
	{ "*", "", true },
	{ "*", "anything", true },
	{ "**", "a", true },
	{ "*.rpm", "bash-4.2.rpm", true },
	{ "*.rpm", "bash-4.2.rpm.asc", false },
	{ "a*b*c", "aXXbYYc", true },
	{ "a*b*c", "aXXbYY", false },
	{ "*ab", "aab", true },
	{ "*aab*", "aaab", true },
	{ "a*", "ba", false },
	{ "?", "a", true },
	{ "?", "", false },
	{ "??", "a", false },
	{ "a?c", "abc", true },
	{ "*?", "", false },
	{ "*?", "x", true },
	{ "[abc]", "b", true },
	{ "[abc]", "d", false },
	{ "[a-c]x", "bx", true },
	{ "[a-c]", "d", false },
	{ "[!a-c]", "d", true },
	{ "[^a-c]", "b", false },
	{ "[]]", "]", true },
	{ "[!]]", "]", false },
	{ "[!]]", "x", true },
	{ "[a-]", "-", true },
	{ "[-a]", "-", true },
	{ "[z-a]", "m", false },
	{ "[\xe0-\xff]", "\xe9", true },
	{ "[", "[", true },
	{ "[a", "[a", true },
	{ "[!", "[!", true },
	{ "[]", "[]", true },
	{ "*[0-9]", "x7", true },
	{ "\\*", "*", true },
	{ "\\*", "a", false },
	{ "\\[a]", "[a]", true },
	{ "a\\", "a\\", true },
	{ "*", ".hidden", false },
	{ "?hidden", ".hidden", false },
	{ "[.]hidden", ".hidden", false },
	{ ".*", ".hidden", true },
	{ ".hid*", ".hidden", true },
	{ "a*", "a.b", true },
	{ "*.*", "a.b", true },
};

START_TEST(match)
{
	ck_assert_msg(
	    glob_match(rows[_i].pattern, rows[_i].name) == rows[_i].want,
	    "\"%s\" and \"%s\"", rows[_i].pattern, rows[_i].name);
}
END_TEST

START_TEST(is_pattern)
{
	ck_assert(glob_is_pattern("*"));
	ck_assert(glob_is_pattern("a?"));
	ck_assert(glob_is_pattern("a[1"));
	ck_assert(!glob_is_pattern("plain.rpm"));
	ck_assert(!glob_is_pattern(""));
}
END_TEST

/* CVE-2011-0762: stars that each try every place. */
START_TEST(no_bomb)
{
	char pattern[2048], name[256];
	clock_t began = clock();

	for (size_t i = 0; i + 2 < sizeof(pattern); i += 2)
		memcpy(pattern + i, "*a", 2);
	memcpy(pattern + sizeof(pattern) - 2, "b", 2);
	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (int i = 0; i < 100; i++)
		ck_assert(!glob_match(pattern, name));
	/* A second is a thousand times what it takes. */
	ck_assert_int_lt(clock() - began, CLOCKS_PER_SEC);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("glob");
	TCase *tcase = tcase_create("glob");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, match, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, is_pattern);
	tcase_add_test(tcase, no_bomb);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

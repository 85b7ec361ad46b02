/* SPDX-License-Identifier: ISC */
#include "tftpd/rewrite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tftpd/rewrite_rule.h"

enum {
	LINES_MAX = 6
};

/* Files that are there, for E. */
static bool
has_file(void *owner, const char *name)
{
	(void)owner;
	return strcmp(name, "there") == 0 || strcmp(name, "boot/there") == 0;
}

static struct rewrite_request
request_from(const union endpoint *client)
{
	return (struct rewrite_request){
		.client = client,
		.has_file = has_file,
	};
}

static const struct row {
	const char *rules[LINES_MAX]; /* of a map file */
	const char *asked;
	const char *name; /* NULL: not given */
	int verdict;
	const char *text; /* of a refusal */
} rows[] = {
	{ { NULL }, "a", "a", 0, NULL },
	{ { "r ^/ x" }, "/a/b", "xa/b", 0, NULL },
	{ { "r ^/" }, "/a/b", "a/b", 0, NULL },
	{ { "r / -" }, "a/b/c", "a-b/c", 0, NULL },
	{ { "rg / -" }, "a/b/c", "a-b-c", 0, NULL },
	{ { "rg // /" }, "a////b", "a/b", 0, NULL },
	{ { "rgg // /" }, "a////b", "a//b", 0, NULL },
	{ { "rgg ^a b" }, "aaa", "baa", 0, NULL },
	{ { "rgg x* -" }, "ab", "-a-b-", 0, NULL },
	{ { "rg \\\\ /" }, "\\a\\b", "/a/b", 0, NULL },
	{ { "ri ^C: d" }, "c:/x", "d/x", 0, NULL },
	{ { "r ^C: d" }, "c:/x", "c:/x", 0, NULL },
	{ { "re a b", "r b c" }, "a", "b", 0, NULL },
	{ { "re x b", "r a c" }, "a", "c", 0, NULL },
	{ { "r a b", "r b c" }, "a", "c", 0, NULL },
	{ { "r b c", "rs a b" }, "a", "c", 0, NULL },
	{ { "rs ^. x" }, "a", NULL, REWRITE_ENDLESS, NULL },
	{ { "rg . x" }, "a", NULL, REWRITE_ENDLESS, NULL },
	{ { "rg ^ x" }, "a", NULL, REWRITE_TOO_LONG, NULL },
	{ { "rg a aa" }, "a", NULL, REWRITE_TOO_LONG, NULL },
	{ { "rs ^ 12345678" }, "a", NULL, REWRITE_TOO_LONG, NULL },
	{ { "a \\.pvt$" }, "x.pvt", NULL, REWRITE_REFUSED, "" },
	{ { "a \\.pvt$ not\\ \\0" }, "x.pvt", NULL, REWRITE_REFUSED,
	    "not .pvt" },
	{ { "a~ ^boot/ no" }, "x", NULL, REWRITE_REFUSED, "no" },
	{ { "a~ ^boot/ no" }, "boot/x", "boot/x", 0, NULL },
	{ { "~e ^boot/", "r ^boot/" }, "boot/x", "x", 0, NULL },
	{ { "~e ^boot/", "r x y" }, "x", "x", 0, NULL },
	{ { "rG a b" }, "a", "b", 0, NULL },
	{ { "rP a b" }, "a", "a", 0, NULL },
	{ { "r4 a b" }, "a", "b", 0, NULL },
	{ { "r6 a b" }, "a", "a", 0, NULL },
	{ { "rE ^x boot/there", "r $ !" }, "x", "boot/there", 0, NULL },
	{ { "rE ^x boot/gone", "r $ !" }, "x", "x!", 0, NULL },
	{ { "E ^there", "r $ !" }, "there", "there", 0, NULL },
	{ { "j ^a skip", "r $ 1", ":skip", "r $ 2" }, "a", "a2", 0, NULL },
	{ { "j ^a skip", "r $ 1", ":skip", "r $ 2" }, "b", "b12", 0, NULL },
	{ { "j ^(.) \\1", ":a", "e .", ":b", "r $ b" }, "b", "bb", 0, NULL },
	{ { "j ^(.) \\1", ":a" }, "z", NULL, REWRITE_LOST, NULL },
	{ { ":a", "j . a" }, "z", NULL, REWRITE_ENDLESS, NULL },
	{ { "r (a)(b)(c)(d)(e)(f)(g)(h)(i) \\9\\8\\7\\6\\5\\4\\3\\2\\1" },
	    "abcdefghij", "ihgfedcbaj", 0, NULL },
	{ { "r b <\\0>" }, "abc", "a<b>c", 0, NULL },
	{ { "r (x)?a \\1z" }, "a", "z", 0, NULL },
	{ { "r ^ \\i/" }, "a", "192.0.2.169/a", 0, NULL },
	{ { "r ^ \\x/" }, "a", "C00002A9/a", 0, NULL },
	{ { "r ^(..)(.*) \\U\\1\\E\\2" }, "abCd", "ABCd", 0, NULL },
	{ { "r .* \\L\\0" }, "ABc\xC4", "abc\xC4", 0, NULL },
	{ { "r a \\Uxy\\Lzw\\Ev" }, "a", "XYzwv", 0, NULL },
	{ { "r a b\\\\c\\#\\ d" }, "a", "b\\c# d", 0, NULL },
	{ { "r a b\\" }, "a", "b\\", 0, NULL },
	{ { "r \\# @", "# r a z", "\t", "" }, "a#b", "a@b", 0, NULL },
	{ { "r a b# to b" }, "a", "b", 0, NULL },
	{ { "r a#b" }, "ab", "b", 0, NULL },
	{ { "  r\ta   b  c" }, "a", "b", 0, NULL },
	{ { "g a b" }, "a", "a", 0, NULL },
};

START_TEST(rules_are_applied)
{
	const struct row *row = &rows[_i];
	union endpoint client = endpoint_ipv4(0xC00002A9, 2000);
	struct rewrite_request request = request_from(&client);
	struct rewrite rewrite = { 0 };
	char name[PATH_NAME_MAX], text[REWRITE_TEXT_MAX],
	    error[REWRITE_ERROR_MAX];
	int verdict;

	for (int i = 0; i < LINES_MAX && row->rules[i]; i++)
		ck_assert_msg(rewrite_rule_add_map(
				  &rewrite, row->rules[i], "map:1", error) == 0,
		    "%s: %s", row->rules[i], error);
	snprintf(name, sizeof(name), "%s", row->asked);
	verdict = rewrite_apply(&rewrite, &request, name, text);
	ck_assert_msg(verdict == row->verdict, "row %d: %d", _i, verdict);
	ck_assert_msg(strcmp(name, row->name ? row->name : row->asked) == 0,
	    "row %d: %s", _i, name);
	if (row->text)
		ck_assert_str_eq(text, row->text);
	rewrite_free(&rewrite);
}
END_TEST

/* As in bootyard.ini. */
static const struct {
	const char *rule;
	const char *asked;
	const char *name; /* NULL: refused */
} short_rows[] = {
	{ "/^\\/pxe//", "/pxe/a", "/a" },
	{ "/a/b/", "aa", "ba" },
	{ "/a/b/g", "aXaYa", "bXbYb" },
	{ "/a/aa/g", "aba", "aabaa" },
	{ "/A/b/i", "a", "b" },
	{ ",^/pxe/,/boot/,", "/pxe/x", "/boot/x" },
	{ "|a\\|b|\\|\\||", "a|b", "||" },
	{ "/^(.*)\\.kpxe$/\\1.0/e", "pxelinux.kpxe", "pxelinux.0" },
	{ "/\\.pvt$//a", "x.pvt", NULL },
	{ "/^boot//a~", "x", NULL },
	{ "/a/b/P", "a", "a" },
};

START_TEST(short_rules_are_applied)
{
	union endpoint client = endpoint_ipv4(1, 1);
	struct rewrite_request request = request_from(&client);
	struct rewrite rewrite = { 0 };
	char name[PATH_NAME_MAX], text[REWRITE_TEXT_MAX],
	    error[REWRITE_ERROR_MAX];
	const char *rule = short_rows[_i].rule;

	ck_assert_msg(
	    rewrite_rule_add(&rewrite, rule, "ini:1", error) == 0, "%s", error);
	snprintf(name, sizeof(name), "%s", short_rows[_i].asked);
	ck_assert_int_eq(rewrite_apply(&rewrite, &request, name, text),
	    short_rows[_i].name ? 0 : REWRITE_REFUSED);
	if (short_rows[_i].name)
		ck_assert_str_eq(name, short_rows[_i].name);
	rewrite_free(&rewrite);
}
END_TEST

START_TEST(by_ipv6_and_for_writing)
{
	static const char *const rules[] = { "r4 ^ four", "r6 ^ \\x/\\i/",
		"rG ^ get", "rP ^ put" };
	struct rewrite rewrite = { 0 };
	union endpoint client;
	struct rewrite_request request = request_from(&client);
	char name[PATH_NAME_MAX] = "a", text[REWRITE_TEXT_MAX];
	char error[REWRITE_ERROR_MAX];

	ck_assert(endpoint_parse("[2001:db8::1]:5", 0, &client));
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(
		    rewrite_rule_add_map(&rewrite, rules[i], "m:1", error), 0);
	request.is_write = true;
	ck_assert_int_eq(rewrite_apply(&rewrite, &request, name, text), 0);
	ck_assert_str_eq(
	    name, "put20010DB8000000000000000000000001/2001:db8::1/a");
	rewrite_free(&rewrite);
}
END_TEST

START_TEST(the_longest_name)
{
	union endpoint client = endpoint_ipv4(1, 1);
	struct rewrite_request request = request_from(&client);
	struct rewrite rewrite = { 0 };
	char name[PATH_NAME_MAX], text[REWRITE_TEXT_MAX],
	    error[REWRITE_ERROR_MAX];

	ck_assert_int_eq(
	    rewrite_rule_add_map(&rewrite, "r y 12", "", error), 0);
	memset(name, 'x', sizeof(name));
	name[PATH_NAME_MAX - 3] = 'y';
	name[PATH_NAME_MAX - 2] = '\0';
	ck_assert_int_eq(rewrite_apply(&rewrite, &request, name, text), 0);
	ck_assert_uint_eq(strlen(name), PATH_NAME_MAX - 1);
	name[0] = 'y';
	ck_assert_int_eq(
	    rewrite_apply(&rewrite, &request, name, text), REWRITE_TOO_LONG);
	ck_assert_int_eq(name[0], 'y');
	rewrite_free(&rewrite);
}
END_TEST

/* The text of a refusal is cut, not longer. */
START_TEST(the_longest_refusal)
{
	union endpoint client = endpoint_ipv4(1, 1);
	struct rewrite_request request = request_from(&client);
	struct rewrite rewrite = { 0 };
	char name[PATH_NAME_MAX], text[REWRITE_TEXT_MAX],
	    error[REWRITE_ERROR_MAX];

	ck_assert_int_eq(
	    rewrite_rule_add_map(&rewrite, "a .* \\0", "", error), 0);
	memset(name, 'x', 200);
	name[200] = '\0';
	ck_assert_int_eq(
	    rewrite_apply(&rewrite, &request, name, text), REWRITE_REFUSED);
	ck_assert_uint_eq(strlen(text), REWRITE_TEXT_MAX - 1);
	rewrite_free(&rewrite);
}
END_TEST

static const struct {
	bool is_map;
	const char *rule;
	const char *error; /* a part of it */
} bad_rules[] = {
	{ true, "x a b", "'x' is not one of the letters" },
	{ true, "r", "regex is missing" },
	{ true, "r # a", "regex is missing" },
	{ true, "r ( b", "'(' is no regex" },
	{ true, "r [a b", "'[a' is no regex" },
	{ true, "r~ a b", "r and ~ do not go together" },
	{ true, "ra a b", "r and a do not" },
	{ true, "es a", "e and s do not" },
	{ true, "eE a", "e and E do not" },
	{ false, "", "does not begin with a slash" },
	{ false, "^ /", "is not like" },
	{ false, "abc", "does not begin with a slash" },
	{ false, "/a", "is not like" },
	{ false, "/a/b", "is not like" },
	{ false, "//b/", "is not like" },
	{ false, "/a/b/x", "'x' is not" },
	{ false, "/(/b/", "is no regex" },
	{ false, "\\a\\b\\", "does not begin" },
	{ false, "/a/b/es", "do not go together" },
};

START_TEST(bad_rules_are_refused)
{
	struct rewrite rewrite = { 0 };
	char error[REWRITE_ERROR_MAX] = "";
	const char *rule = bad_rules[_i].rule;

	ck_assert_int_eq(bad_rules[_i].is_map
		? rewrite_rule_add_map(&rewrite, rule, "", error)
		: rewrite_rule_add(&rewrite, rule, "", error),
	    1);
	ck_assert_msg(
	    strstr(error, bad_rules[_i].error), "%s: %s", rule, error);
	ck_assert_uint_eq(rewrite.n, 0);
	rewrite_free(&rewrite);
}
END_TEST

START_TEST(the_most_rules)
{
	struct rewrite rewrite = { 0 };
	char error[REWRITE_ERROR_MAX];

	for (int i = 0; i < REWRITE_RULES_MAX; i++)
		ck_assert_int_eq(
		    rewrite_rule_add_map(&rewrite, "r a b", "", error), 0);
	ck_assert_int_eq(rewrite_rule_add_map(&rewrite, "r a b", "", error), 1);
	ck_assert_ptr_nonnull(strstr(error, "more than 1000 rules"));
	rewrite_free(&rewrite);
}
END_TEST

START_TEST(unknown_labels_are_found)
{
	struct rewrite rewrite = { 0 };
	char error[REWRITE_ERROR_MAX];

	rewrite_rule_add_map(&rewrite, "j a there", "map:1", error);
	rewrite_rule_add_map(&rewrite, ":there", "map:2", error);
	rewrite_rule_add_map(&rewrite, "j a \\0", "map:3", error);
	ck_assert_ptr_null(rewrite_rule_unknown_label(&rewrite));
	rewrite_rule_add_map(&rewrite, "j a gone", "map:4", error);
	ck_assert_str_eq(rewrite_rule_unknown_label(&rewrite)->where, "map:4");
	rewrite_free(&rewrite);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

int
main(void)
{
	Suite *suite = suite_create("rewrite");
	TCase *tests = tcase_create("rewrite");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, rules_are_applied, 0, ROWS(rows));
	tcase_add_loop_test(
	    tests, short_rules_are_applied, 0, ROWS(short_rows));
	tcase_add_test(tests, by_ipv6_and_for_writing);
	tcase_add_test(tests, the_longest_name);
	tcase_add_test(tests, the_longest_refusal);
	tcase_add_loop_test(tests, bad_rules_are_refused, 0, ROWS(bad_rules));
	tcase_add_test(tests, the_most_rules);
	tcase_add_test(tests, unknown_labels_are_found);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

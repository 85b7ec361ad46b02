/* SPDX-License-Identifier: ISC */
#include "common/http_span.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct http_span
span_of(const char *text)
{
	return (struct http_span){ text, strlen(text) };
}

static const struct {
	const char *text;
	bool is_token, is_target, is_value, is_host;
} rows[] = {
	{ "", false, false, true, true },
	{ "GET", true, true, true, true },
	{ "a!#$%&'*+-.^_`|~9", true, false, true, false },
	{ "a b", false, false, true, false },
	{ "a\tb", false, false, true, false },
	{ "/a?b=c", false, true, true, false },
	{ "/a#b", false, false, true, false },
	{ "\xc3\xa4", false, true, true, false },
	{ "[::1]:80", false, true, true, true },
	{ "a%20b", true, true, true, true },
	{ "a@b", false, true, true, false },
	/* RFC 3986 3.2.2, 3.2.3: what Host may hold */
	{ "a.b-c_d~e:80", false, true, true, true },
	{ "a:", false, true, true, true },
	{ ":80", false, true, true, true },
	{ "a!$&'()*+,;=", false, true, true, true },
	{ "a:80:80", false, true, true, false },
	{ "a:http", false, true, true, false },
	{ "a:-1", false, true, true, false },
	{ "a%2", true, true, true, false },
	{ "a%zz", true, true, true, false },
	{ "[::1]", false, true, true, true },
	{ "[::1]:", false, true, true, true },
	{ "[fe80::1%25eth0]:80", false, true, true, true },
	{ "[fe80::1%net0]", false, true, true, true },
	{ "[::1", false, true, true, false },
	{ "[", false, true, true, false },
	{ "[]", false, true, true, false },
	{ "[::1]80", false, true, true, false },
	{ "[::1]a:80", false, true, true, false },
	{ "[::1]]", false, true, true, false },
	{ "[a]", false, true, true, false },
	{ "[::1%/]", false, true, true, false },
	{ "[1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa]", false, true,
	    true, false },
	{ "::1", false, true, true, false },
	{ "a]", false, true, true, false },
	{ "a/b", false, true, true, false },
	{ "a\\b", false, true, true, false },
	{ "a\rb", false, false, false, false },
	{ "a\nb", false, false, false, false },
	{ "a\x01", false, false, false, false },
	{ "a\x7f", false, false, false, false },
};

START_TEST(knows_its_characters)
{
	struct http_span span = span_of(rows[_i].text);

	ck_assert_msg(http_span_is_token(&span) == rows[_i].is_token &&
		http_span_is_target(&span) == rows[_i].is_target &&
		http_span_is_value(&span) == rows[_i].is_value &&
		http_span_is_host(&span) == rows[_i].is_host,
	    "row %d: '%s'", _i, rows[_i].text);
}
END_TEST

START_TEST(is_nothing_with_a_nul)
{
	struct http_span span = { "a\0b", 3 };

	ck_assert(!http_span_is_token(&span));
	ck_assert(!http_span_is_target(&span));
	ck_assert(!http_span_is_value(&span));
	ck_assert(!http_span_is_host(&span));
	ck_assert(!http_span_is(&span, "a"));
	ck_assert(!http_span_equal(&span, "a"));
}
END_TEST

START_TEST(compares)
{
	struct http_span span = span_of("Chunked");

	ck_assert(http_span_equal(&span, "chunked"));
	ck_assert(!http_span_equal(&span, "chunke"));
	ck_assert(!http_span_equal(&span, "chunkedx"));
	ck_assert(http_span_is(&span, "Chunked"));
	ck_assert(!http_span_is(&span, "chunked"));
	ck_assert(!http_span_is(&span, "Chunke"));
}
END_TEST

START_TEST(cuts)
{
	struct http_span rest = span_of("a,,b"), item;

	item = http_span_cut(&rest, ',');
	ck_assert(http_span_is(&item, "a"));
	item = http_span_cut(&rest, ',');
	ck_assert(http_span_is(&item, ""));
	item = http_span_cut(&rest, ',');
	ck_assert(http_span_is(&item, "b"));
	ck_assert_uint_eq(rest.len, 0);
	item = http_span_cut(&rest, ',');
	ck_assert_uint_eq(item.len, 0);
}
END_TEST

START_TEST(trims)
{
	struct http_span span = http_span_trim(span_of(" \t a b\t "));

	ck_assert(http_span_is(&span, "a b"));
	span = http_span_trim(span_of(" \t"));
	ck_assert_uint_eq(span.len, 0);
	span = http_span_trim(span_of(""));
	ck_assert_uint_eq(span.len, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_span");
	TCase *tests = tcase_create("http_span");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, knows_its_characters, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, is_nothing_with_a_nul);
	tcase_add_test(tests, compares);
	tcase_add_test(tests, cuts);
	tcase_add_test(tests, trims);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

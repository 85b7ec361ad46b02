/* SPDX-License-Identifier: ISC */
#include "common/http_head_scan.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/http_request.h"

static const struct {
	const char *octets;
	int verdict;
	size_t start, pos; /* on 0 */
} rows[] = {
	{ "a\r\n\r\n", 0, 0, 5 },
	{ "a\r\nb\r\n\r\n", 0, 0, 8 },
	{ "\r\na\r\n\r\n", 0, 2, 7 },
	{ "\r\n\r\na\r\n\r\nmore\r\n\r\n", 0, 4, 9 },
	{ "", HTTP_REQUEST_MORE, 0, 0 },
	{ "\r", HTTP_REQUEST_MORE, 0, 0 },
	{ "\r\n\r\n", HTTP_REQUEST_MORE, 0, 0 },
	{ "a\r\n", HTTP_REQUEST_MORE, 0, 0 },
	{ "a\r\n\r", HTTP_REQUEST_MORE, 0, 0 },
	{ "\n", HTTP_REQUEST_BAD, 0, 0 },
	{ "a\n", HTTP_REQUEST_BAD, 0, 0 },
	{ "a\r\n\n", HTTP_REQUEST_BAD, 0, 0 },
	{ "a\r\nb\n\r\n", HTTP_REQUEST_BAD, 0, 0 },
};

START_TEST(finds_the_end)
{
	size_t len = strlen(rows[_i].octets);

	/* in one piece, and one octet at a time */
	for (size_t step = 1; step <= len + 1; step += len > 0 ? len : 1) {
		struct http_head_scan scan = { 0 };
		int verdict = HTTP_REQUEST_MORE;

		for (size_t n = 0; n <= len && verdict == HTTP_REQUEST_MORE;
		     n += step)
			verdict = http_head_scan(&scan, rows[_i].octets,
			    n + step > len ? len : n + step);
		ck_assert_msg(verdict == rows[_i].verdict,
		    "row %d, by %zu: verdict %d", _i, step, verdict);
		if (verdict != 0)
			continue;
		ck_assert_uint_eq(scan.start, rows[_i].start);
		ck_assert_uint_eq(scan.pos, rows[_i].pos);
	}
}
END_TEST

static char octets[2 * HTTP_REQUEST_HEAD_MAX];

/* lines of "a", each of len octets without its end; what has no LF yet is told
 * as early as possible */
static int
scan_lines(size_t first, size_t second)
{
	struct http_head_scan scan = { 0 };

	memset(octets, 'a', sizeof(octets));
	octets[3] = ' ';
	memcpy(octets + first, "\r\n", 2);
	if (second > 0)
		memcpy(octets + first + 2 + second, "\r\n\r\n", 4);
	return http_head_scan(
	    &scan, octets, second > 0 ? first + second + 6 : first + 2);
}

START_TEST(limits_lines)
{
	enum {
		MAX = HTTP_REQUEST_LINE_MAX
	};

	ck_assert_int_eq(scan_lines(MAX, 0), HTTP_REQUEST_MORE);
	ck_assert_int_eq(scan_lines(MAX + 1, 0), HTTP_REQUEST_TARGET_TOO_LONG);
	ck_assert_int_eq(scan_lines(1, MAX), 0);
	ck_assert_int_eq(scan_lines(1, MAX + 1), HTTP_REQUEST_HEAD_TOO_LARGE);
}
END_TEST

/* RFC 9112 3: a method that is too long is another thing than a target. */
START_TEST(limits_a_method)
{
	enum {
		MAX = HTTP_REQUEST_LINE_MAX
	};
	struct http_head_scan scan = { 0 };

	memset(octets, 'a', sizeof(octets));
	ck_assert_int_eq(
	    http_head_scan(&scan, octets, MAX + 1), HTTP_REQUEST_MORE);
	ck_assert_int_eq(http_head_scan(&scan, octets, MAX + 2),
	    HTTP_REQUEST_METHOD_UNKNOWN);
	octets[MAX] = ' ';
	scan = (struct http_head_scan){ 0 };
	ck_assert_int_eq(http_head_scan(&scan, octets, MAX + 2),
	    HTTP_REQUEST_METHOD_UNKNOWN);
	octets[MAX - 1] = ' ';
	scan = (struct http_head_scan){ 0 };
	ck_assert_int_eq(http_head_scan(&scan, octets, MAX + 2),
	    HTTP_REQUEST_TARGET_TOO_LONG);
}
END_TEST

START_TEST(limits_the_whole)
{
	struct http_head_scan scan = { 0 };
	enum {
		MAX = HTTP_REQUEST_HEAD_MAX,
		LINE = 1024
	};

	memset(octets, 'a', sizeof(octets));
	for (size_t at = LINE; at <= MAX; at += LINE)
		memcpy(octets + at - 2, "\r\n", 2);
	memcpy(octets + MAX - 4, "\r\n\r\n", 4);
	ck_assert_int_eq(http_head_scan(&scan, octets, MAX), 0);
	/* one octet longer, whole and cut before its end */
	memcpy(octets + MAX - 4, "a\r\n\r\n", 5);
	scan = (struct http_head_scan){ 0 };
	ck_assert_int_eq(http_head_scan(&scan, octets, MAX + 1),
	    HTTP_REQUEST_HEAD_TOO_LARGE);
	memcpy(octets + MAX - 4, "aaaaa", 5);
	scan = (struct http_head_scan){ 0 };
	ck_assert_int_eq(http_head_scan(&scan, octets, MAX), HTTP_REQUEST_MORE);
	ck_assert_int_eq(http_head_scan(&scan, octets, MAX + 1),
	    HTTP_REQUEST_HEAD_TOO_LARGE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_head_scan");
	TCase *tests = tcase_create("http_head_scan");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, finds_the_end, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, limits_lines);
	tcase_add_test(tests, limits_a_method);
	tcase_add_test(tests, limits_the_whole);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

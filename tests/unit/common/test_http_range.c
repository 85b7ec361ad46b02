/* SPDX-License-Identifier: ISC */
#include "common/http_range.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	uint64_t size;
	int verdict;
	unsigned n;
	struct http_range at[3];
} rows[] = {
	{ "bytes=0-0", 10, 0, 1, { { 0, 1 } } },
	{ "bytes=0-9", 10, 0, 1, { { 0, 10 } } },
	{ "bytes=9-", 10, 0, 1, { { 9, 1 } } },
	{ "bytes=0-", 10, 0, 1, { { 0, 10 } } },
	{ "bytes=-1", 10, 0, 1, { { 9, 1 } } },
	{ "bytes=-10", 10, 0, 1, { { 0, 10 } } },
	{ "Bytes=3-4", 10, 0, 1, { { 3, 2 } } },
	{ "bytes=0-1,4-5, -2", 10, 0, 3, { { 0, 2 }, { 4, 2 }, { 8, 2 } } },
	{ "bytes= 0-1 ,,\t4-5 ,", 10, 0, 2, { { 0, 2 }, { 4, 2 } } },
	{ "bytes=8-9,0-1", 10, 0, 2, { { 8, 2 }, { 0, 2 } } },
	/* the end of the file ends a range */
	{ "bytes=5-10", 10, 0, 1, { { 5, 5 } } },
	{ "bytes=5-99999999999999999999999", 10, 0, 1, { { 5, 5 } } },
	/* CVE-2017-7529: a suffix larger than the file */
	{ "bytes=-11", 10, 0, 1, { { 0, 10 } } },
	{ "bytes=-18446744073709551615", 10, 0, 1, { { 0, 10 } } },
	{ "bytes=-99999999999999999999999", 10, 0, 1, { { 0, 10 } } },
	/* what is not there is left out, unless that is all */
	{ "bytes=0-1,10-11", 10, 0, 1, { { 0, 2 } } },
	{ "bytes=10-", 10, HTTP_RANGE_UNSATISFIABLE, 0, { { 0 } } },
	{ "bytes=10-11,20-", 10, HTTP_RANGE_UNSATISFIABLE, 0, { { 0 } } },
	{ "bytes=-0", 10, HTTP_RANGE_UNSATISFIABLE, 0, { { 0 } } },
	{ "bytes=18446744073709551615-", 10, HTTP_RANGE_UNSATISFIABLE, 0,
	    { { 0 } } },
	{ "bytes=18446744073709551616-", 10, HTTP_RANGE_UNSATISFIABLE, 0,
	    { { 0 } } },
	{ "bytes=5000000000-5000000001", 6000000000, 0, 1,
	    { { 5000000000, 2 } } },
	{ "bytes=0-18446744073709551615", UINT64_MAX, 0, 1,
	    { { 0, UINT64_MAX } } },
	/* CVE-2011-3192: together no more than the file */
	{ "bytes=0-4,5-9", 10, 0, 2, { { 0, 5 }, { 5, 5 } } },
	{ "bytes=0-5,5-9", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=0-,0-,0-", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=0-4,0-4", 10, 0, 2, { { 0, 5 }, { 0, 5 } } },
	{ "bytes=0-", 0, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=-5", 0, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=,", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=-", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=1", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=5-4", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=a-b", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=+1-2", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=0x1-2", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=1-2-3", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=1 - 2", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes=0-1;4-5", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "bytes 0-1", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
	{ "octets=0-1", 10, HTTP_RANGE_IGNORE, 0, { { 0 } } },
};

START_TEST(names_its_parts)
{
	struct http_ranges ranges;
	int verdict = http_range_parse(
	    rows[_i].text, strlen(rows[_i].text), rows[_i].size, &ranges);

	ck_assert_msg(verdict == rows[_i].verdict, "row %d '%s': verdict %d",
	    _i, rows[_i].text, verdict);
	if (verdict != 0)
		return;
	ck_assert_msg(ranges.n == rows[_i].n, "row %d '%s': %u ranges", _i,
	    rows[_i].text, ranges.n);
	for (unsigned i = 0; i < ranges.n; i++)
		ck_assert_msg(ranges.at[i].offset == rows[_i].at[i].offset &&
			ranges.at[i].len == rows[_i].at[i].len,
		    "row %d '%s': range %u is %llu+%llu", _i, rows[_i].text, i,
		    (unsigned long long)ranges.at[i].offset,
		    (unsigned long long)ranges.at[i].len);
}
END_TEST

/* n ranges of one octet each, with a gap between them */
static int
parse_many(unsigned n, struct http_ranges *ranges)
{
	char text[8192] = "bytes=";
	size_t len = strlen(text);

	for (unsigned i = 0; i < n; i++)
		len += (size_t)snprintf(
		    text + len, sizeof(text) - len, "%u-%u,", 2 * i, 2 * i);
	return http_range_parse(text, len, 100000, ranges);
}

START_TEST(takes_as_many_as_librepo_asks_for)
{
	struct http_ranges ranges;

	ck_assert_int_eq(parse_many(HTTP_RANGES_MAX, &ranges), 0);
	ck_assert_uint_eq(ranges.n, HTTP_RANGES_MAX);
	ck_assert_uint_eq(
	    ranges.at[HTTP_RANGES_MAX - 1].offset, 2 * (HTTP_RANGES_MAX - 1));
	ck_assert_int_eq(
	    parse_many(HTTP_RANGES_MAX + 1, &ranges), HTTP_RANGE_IGNORE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_range");
	TCase *tests = tcase_create("http_range");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, names_its_parts, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, takes_as_many_as_librepo_asks_for);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "common/http_date.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	NOW_S = 1795359600
}; /* 22 Nov 2026 */

static const struct {
	const char *text;
	int verdict;
	int64_t time_s;
} dates[] = {
	/* RFC 9110 5.6.7: one moment in its three forms */
	{ "Sun, 06 Nov 1994 08:49:37 GMT", 0, 784111777 },
	{ "Sunday, 06-Nov-94 08:49:37 GMT", 0, 784111777 },
	{ "Sun Nov  6 08:49:37 1994", 0, 784111777 },
	{ "Thu, 01 Jan 1970 00:00:00 GMT", 0, 0 },
	{ "Wed, 31 Dec 1969 23:59:59 GMT", 0, -1 },
	{ "Thu Jan 11 00:00:00 1970", 0, 864000 },
	{ "Fri, 31 Dec 2038 23:59:60 GMT", 0, 2177452800 },
	/* 50 years ahead is the future, 51 is the past */
	{ "Saturday, 01-Jan-76 00:00:00 GMT", 0, 3345062400 },
	{ "Saturday, 01-Jan-77 00:00:00 GMT", 0, 220924800 },
	{ "Wednesday, 01-Jan-97 00:00:00 GMT", 0, 852076800 },
	{ "", HTTP_DATE_MALFORMED, 0 },
	{ "0", HTTP_DATE_MALFORMED, 0 },
	{ "Sun", HTTP_DATE_MALFORMED, 0 },
	{ "Sun,", HTTP_DATE_MALFORMED, 0 },
	{ "Xun, 06 Nov 1994 08:49:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 Nov 1994 08:49:37", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 Nov 1994 08:49:37 UTC", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 Nov 1994 08:49:37 GMT ", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 6 Nov 1994 08:49:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 00 Nov 1994 08:49:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 32 Nov 1994 08:49:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 nov 1994 08:49:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 Nov 1994 24:00:00 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 Nov 1994 08:60:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 Nov 1994 08:49:61 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun, 06 Nov -994 08:49:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sunday, 06-Nov-1994 08:49:37 GMT", HTTP_DATE_MALFORMED, 0 },
	{ "Sun Nov 6 08:49:37 1994", HTTP_DATE_MALFORMED, 0 },
	{ "Sun Nov  6 08:49:37 1994 GMT", HTTP_DATE_MALFORMED, 0 },
};

START_TEST(parses)
{
	int64_t time_s = 42;
	int verdict = http_date_parse(
	    dates[_i].text, strlen(dates[_i].text), NOW_S, &time_s);

	ck_assert_msg(verdict == dates[_i].verdict &&
		time_s == (verdict == 0 ? dates[_i].time_s : 42),
	    "row %d '%s': verdict %d, time %lld", _i, dates[_i].text, verdict,
	    (long long)time_s);
}
END_TEST

START_TEST(is_total_at_every_length)
{
	const char *text = dates[_i].text;
	int64_t time_s;

	/* A copy of just that length: a read past it is seen. */
	for (size_t len = 0; len < strlen(text); len++) {
		char *cut = malloc(len + 1);

		memcpy(cut, text, len);
		cut = realloc(cut, len > 0 ? len : 1);
		if (dates[_i].verdict == 0)
			ck_assert_int_ne(
			    http_date_parse(cut, len, NOW_S, &time_s), 0);
		else
			http_date_parse(cut, len, NOW_S, &time_s);
		free(cut);
	}
}
END_TEST

static const struct {
	int64_t time_s;
	const char *text;
} texts[] = {
	{ 784111777, "Sun, 06 Nov 1994 08:49:37 GMT" },
	{ 0, "Thu, 01 Jan 1970 00:00:00 GMT" },
	{ INT64_C(253402300799), "Fri, 31 Dec 9999 23:59:59 GMT" },
	{ INT64_MAX, "Fri, 31 Dec 9999 23:59:59 GMT" },
};

START_TEST(writes)
{
	char out[HTTP_DATE_TEXT_MAX];

	ck_assert_str_eq(http_date_text(out, texts[_i].time_s), texts[_i].text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_date");
	TCase *tests = tcase_create("http_date");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, parses, 0, sizeof(dates) / sizeof(dates[0]));
	tcase_add_loop_test(tests, is_total_at_every_length, 0,
	    sizeof(dates) / sizeof(dates[0]));
	tcase_add_loop_test(tests, writes, 0, sizeof(texts) / sizeof(texts[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "repod/http_condition.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/repod/http_head.h"

#define TAG "\"1-2-3\""
#define BEFORE "Sun, 06 Nov 1994 08:49:36 GMT"
#define THEN "Sun, 06 Nov 1994 08:49:37 GMT"
#define AFTER "Sun, 06 Nov 1994 08:49:38 GMT"
#define FUTURE "Sun, 06 Nov 2094 08:49:38 GMT"

enum {
	THEN_S = 784111777
};

enum {
	HOLDS = HTTP_CONDITION_HOLDS,
	SAME = HTTP_CONDITION_NOT_MODIFIED,
	FAILED = HTTP_CONDITION_FAILED,
};

/* RFC 9110 13.2.2, step by step */
static const struct {
	const char *fields;
	int want;
} rows[] = {
	{ "", HOLDS },
	{ "If-Match: " TAG "\r\n", HOLDS },
	{ "If-Match: *\r\n", HOLDS },
	{ "If-Match: \"x\", " TAG "\r\n", HOLDS },
	{ "If-Match: \"x\"\r\nIf-Match: " TAG "\r\n", HOLDS },
	{ "If-Match: \"x\"\r\n", FAILED },
	{ "If-Match: W/" TAG "\r\n", FAILED },
	{ "If-Match:\r\n", FAILED },
	{ "If-Unmodified-Since: " THEN "\r\n", HOLDS },
	{ "If-Unmodified-Since: " AFTER "\r\n", HOLDS },
	{ "If-Unmodified-Since: " BEFORE "\r\n", FAILED },
	{ "If-Unmodified-Since: yesterday\r\n", HOLDS },
	/* 13.1.3, 13.1.4: more than one date is none */
	{ "If-Modified-Since: " THEN "\r\nIf-Modified-Since: " THEN "\r\n",
	    HOLDS },
	{ "If-Modified-Since: " THEN ", " THEN "\r\n", HOLDS },
	{ "If-Unmodified-Since: " BEFORE "\r\nIf-Unmodified-Since: " BEFORE
	  "\r\n",
	    HOLDS },
	/* If-Match goes first, whatever the date says */
	{ "If-Match: " TAG "\r\nIf-Unmodified-Since: " BEFORE "\r\n", HOLDS },
	{ "If-Match: \"x\"\r\nIf-Unmodified-Since: " AFTER "\r\n", FAILED },
	{ "If-None-Match: " TAG "\r\n", SAME },
	{ "If-None-Match: W/" TAG "\r\n", SAME },
	{ "If-None-Match: *\r\n", SAME },
	{ "If-None-Match: \"x\"\r\n", HOLDS },
	{ "If-Modified-Since: " THEN "\r\n", SAME },
	{ "If-Modified-Since: " AFTER "\r\n", SAME },
	{ "If-Modified-Since: " BEFORE "\r\n", HOLDS },
	{ "If-Modified-Since: " FUTURE "\r\n", HOLDS },
	{ "If-Modified-Since: -1\r\n", HOLDS },
	/* If-None-Match goes first */
	{ "If-None-Match: \"x\"\r\nIf-Modified-Since: " THEN "\r\n", HOLDS },
	{ "If-None-Match: " TAG "\r\nIf-Modified-Since: " BEFORE "\r\n", SAME },
	/* a failed precondition goes before a 304 */
	{ "If-Match: \"x\"\r\nIf-None-Match: " TAG "\r\n", FAILED },
	{ "If-Match: " TAG "\r\nIf-None-Match: " TAG "\r\n", SAME },
	{ "If-Unmodified-Since: " BEFORE "\r\nIf-None-Match: " TAG "\r\n",
	    FAILED },
};

START_TEST(follows_the_precedence)
{
	const struct http_validators validators = { TAG, true, THEN_S,
		THEN_S + 100 };
	char buffer[512];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), "GET /", rows[_i].fields);
	int got = http_condition_evaluate(&query.request, &validators);

	ck_assert_msg(got == rows[_i].want, "row %d: %d for %s", _i, got,
	    rows[_i].fields);
}
END_TEST

static const struct {
	const char *fields;
	int64_t now_s;
	bool want;
} ranges[] = {
	{ "", THEN_S + 100, true },
	{ "If-Range: " TAG "\r\n", THEN_S + 100, true },
	{ "If-Range: \"x\"\r\n", THEN_S + 100, false },
	{ "If-Range: W/" TAG "\r\n", THEN_S + 100, false },
	{ "If-Range: " THEN "\r\n", THEN_S + 100, true },
	{ "If-Range: " AFTER "\r\n", THEN_S + 100, false },
	{ "If-Range: " BEFORE "\r\n", THEN_S + 100, false },
	{ "If-Range: *\r\n", THEN_S + 100, false },
	{ "If-Range:\r\n", THEN_S + 100, false },
	{ "If-Range: " TAG "\r\nIf-Range: " TAG "\r\n", THEN_S + 100, false },
	{ "If-Range: \"x\", " TAG "\r\n", THEN_S + 100, false },
	/* within the second of the change a date is weak */
	{ "If-Range: " THEN "\r\n", THEN_S, false },
	{ "If-Range: " THEN "\r\n", THEN_S + 1, true },
};

START_TEST(allows_a_range_of_this_version_alone)
{
	const struct http_validators validators = { TAG, true, THEN_S,
		ranges[_i].now_s };
	char buffer[512];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), "GET /", ranges[_i].fields);

	ck_assert_msg(http_condition_allows_range(
			  &query.request, &validators) == ranges[_i].want,
	    "row %d: %s", _i, ranges[_i].fields);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_condition");
	TCase *tests = tcase_create("http_condition");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, follows_the_precedence, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tests, allows_a_range_of_this_version_alone, 0,
	    sizeof(ranges) / sizeof(ranges[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

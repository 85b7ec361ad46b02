/* SPDX-License-Identifier: ISC */
#include "common/http_etag.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define TAG "\"1-2-3\""

static const struct {
	const char *list;
	bool strong;
	bool weak;
} rows[] = {
	{ TAG, true, true },
	{ "*", true, true },
	{ "W/" TAG, false, true },
	{ "\"a\", " TAG, true, true },
	{ "\"a\"," TAG ",\"b\"", true, true },
	{ " ,\t" TAG, true, true },
	{ "W/\"a\", W/" TAG, false, true },
	/* a comma belongs to a tag */
	{ "\"a," TAG "\"", false, false },
	{ "", false, false },
	{ "\"", false, false },
	{ "W/", false, false },
	{ "w/" TAG, false, false },
	{ "\"1-2-3", false, false },
	{ "1-2-3", false, false },
	{ "\"1-2-3 \"", false, false },
	{ "\"1-2-\"", false, false },
	{ "**", false, false },
	/* what follows a fault is not looked at */
	{ "x, " TAG, false, false },
};

START_TEST(compares)
{
	const char *list = rows[_i].list;
	size_t len = strlen(list);

	ck_assert_msg(http_etag_list_has(list, len, TAG, HTTP_ETAG_STRONG) ==
		    rows[_i].strong &&
		http_etag_list_has(list, len, TAG, HTTP_ETAG_WEAK) ==
		    rows[_i].weak,
	    "row %d: %s", _i, list);
}
END_TEST

START_TEST(changes_with_each_part)
{
	char a[HTTP_ETAG_TEXT_MAX], b[HTTP_ETAG_TEXT_MAX];

	ck_assert_str_eq(http_etag_text(a, 1, 2, 3), TAG);
	ck_assert_str_ne(a, http_etag_text(b, 2, 2, 3));
	ck_assert_str_ne(a, http_etag_text(b, 1, 3, 3));
	ck_assert_str_ne(a, http_etag_text(b, 1, 2, 4));
}
END_TEST

START_TEST(has_room_for_the_longest)
{
	char out[HTTP_ETAG_TEXT_MAX];

	ck_assert_str_eq(
	    http_etag_text(out, UINT64_MAX, UINT64_MAX, UINT64_MAX),
	    "\"ffffffffffffffff-ffffffffffffffff-ffffffffffffffff\"");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_etag");
	TCase *tests = tcase_create("http_etag");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, compares, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, changes_with_each_part);
	tcase_add_test(tests, has_room_for_the_longest);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "common/json.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static char out[256];

START_TEST(writes_an_object)
{
	struct writer writer = writer_over(out, sizeof(out) - 1);
	struct json_second last = { 0 };

	json_begin(&writer, &last, 784111777, 5);
	json_text(&writer, "a", "x\"\\\n\x7f\xff", 64);
	json_text(&writer, "none", NULL, 64);
	json_text(&writer, "empty", "", 64);
	json_text(&writer, "cut", "12345", 4);
	json_number(&writer, "zero", 0);
	json_number(&writer, "n", UINT64_MAX);
	json_end(&writer);
	ck_assert(!writer.failed);
	ck_assert_str_eq(out,
	    "{\"time\":\"1994-11-06T08:49:37.005Z\","
	    "\"a\":\"x\\\"\\\\\\u000a\\u007f\\u00ff\",\"cut\":\"1234\","
	    "\"n\":18446744073709551615}");
}
END_TEST

START_TEST(begins_with_its_moment)
{
	static const struct {
		int64_t time_s;
		unsigned ms;
		const char *text;
	} moments[] = {
		{ 0, 0, "{\"time\":\"1970-01-01T00:00:00.000Z\"" },
		{ 0, 999, "{\"time\":\"1970-01-01T00:00:00.999Z\"" },
		{ 784111777, 5, "{\"time\":\"1994-11-06T08:49:37.005Z\"" },
		{ 784111777, 6, "{\"time\":\"1994-11-06T08:49:37.006Z\"" },
		{ 784111776, 6, "{\"time\":\"1994-11-06T08:49:36.006Z\"" },
	};
	struct json_second last = { 0 };

	for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
		struct writer writer = writer_over(out, sizeof(out));

		json_begin(&writer, &last, moments[i].time_s, moments[i].ms);
		writer_u8(&writer, '\0');
		ck_assert_str_eq(out, moments[i].text);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("json");
	TCase *tests = tcase_create("json");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, writes_an_object);
	tcase_add_test(tests, begins_with_its_moment);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

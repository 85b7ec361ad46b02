/* SPDX-License-Identifier: ISC */
#include "common/json.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static char out[256];

START_TEST(writes_an_object)
{
	struct writer writer = writer_over(out, sizeof(out) - 1);

	json_begin(&writer, 784111777, 5);
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

int
main(void)
{
	Suite *suite = suite_create("json");
	TCase *tests = tcase_create("json");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, writes_an_object);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

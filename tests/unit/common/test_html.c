/* SPDX-License-Identifier: ISC */
#include "common/html.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static char out[256];

static struct writer
fresh(void)
{
	memset(out, 0, sizeof(out));
	return writer_over(out, sizeof(out));
}

START_TEST(escapes_what_would_be_markup)
{
	struct writer writer = fresh();

	html_text(&writer, "<a b=\"c\" d='e'>&\n\x7f\x1b\xc3\xa4");
	ck_assert_str_eq(
	    out, "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;???\xc3\xa4");
}
END_TEST

static const struct {
	uint64_t octets;
	const char *text;
} sizes[] = {
	{ 0, "0\u00a0B" },
	{ 999, "999\u00a0B" },
	{ 1000, "0.9\u00a0KiB" },
	{ 1024, "1.0\u00a0KiB" },
	{ 10239, "9.9\u00a0KiB" },
	{ 10240, "10\u00a0KiB" },
	{ 1023999, "999\u00a0KiB" },
	{ 1024000, "0.9\u00a0MiB" },
	{ UINT64_C(8) << 30, "8.0\u00a0GiB" },
	{ UINT64_C(3) << 40, "3.0\u00a0TiB" },
	{ UINT64_MAX, "15\u00a0EiB" },
};

START_TEST(writes_a_size)
{
	struct writer writer = fresh();

	html_size(&writer, sizes[_i].octets);
	ck_assert_str_eq(out, sizes[_i].text);
}
END_TEST

static const struct {
	uint64_t n;
	const char *text;
} counts[] = {
	{ 0, "0" },
	{ 999, "999" },
	{ 1000, "1,000" },
	{ 123456, "123,456" },
	{ UINT64_MAX, "18,446,744,073,709,551,615" },
};

START_TEST(groups_digits)
{
	struct writer writer = fresh();

	html_count(&writer, counts[_i].n);
	ck_assert_str_eq(out, counts[_i].text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("html");
	TCase *tests = tcase_create("html");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, escapes_what_would_be_markup);
	tcase_add_loop_test(
	    tests, writes_a_size, 0, sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_loop_test(
	    tests, groups_digits, 0, sizeof(counts) / sizeof(counts[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

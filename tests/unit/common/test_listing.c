/* SPDX-License-Identifier: ISC */
#include "common/listing.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static char out[LISTING_BEGIN_MAX + LISTING_ROW_MAX];

static struct writer
fresh(size_t size)
{
	memset(out, 0, sizeof(out));
	return writer_over(out, size);
}

static const struct {
	struct listing_entry entry;
	const char *row;
} rows[] = {
	{ { "a.rpm", false, 1234, 784111777 },
	    "<a href=\"a.rpm\">a.rpm</a>                                      "
	    "        06-Nov-1994 08:49                1234\n" },
	{ { "Packages", true, 4096, 784111777 },
	    "<a href=\"Packages/\">Packages/</a>                             "
	    "             06-Nov-1994 08:49                   -\n" },
	{ { "<b>&\"'\n", false, 0, 0 },
	    "<a href=\"%3Cb%3E%26%22%27%0A\">&lt;b&gt;&amp;&quot;&#39;?</a> "
	    "                                           01-Jan-1970 00:00     "
	    "              0\n" },
	{ { "javascript:alert(1)", false, 0, 0 },
	    "<a href=\"javascript%3Aalert%281%29\">javascript:alert(1)</a>    "
	    "                            01-Jan-1970 00:00                   "
	    "0\n" },
};

START_TEST(writes_a_row)
{
	struct writer writer = fresh(LISTING_ROW_MAX);

	listing_row(&writer, &rows[_i].entry);
	ck_assert(!writer.failed);
	ck_assert_str_eq(out, rows[_i].row);
}
END_TEST

START_TEST(has_room_for_the_longest_row)
{
	char name[256];
	struct listing_entry entry = { name, true, UINT64_MAX, INT64_MAX };
	struct writer writer = fresh(LISTING_ROW_MAX);

	memset(name, '"', 255);
	name[255] = '\0';
	listing_row(&writer, &entry);
	ck_assert(!writer.failed);
	entry.is_folder = false;
	writer = fresh(LISTING_ROW_MAX);
	listing_row(&writer, &entry);
	ck_assert(!writer.failed);
}
END_TEST

START_TEST(has_room_for_the_longest_beginning_and_end)
{
	char path[1024];
	struct writer writer = fresh(LISTING_BEGIN_MAX);

	memset(path, '"', 1023);
	path[1023] = '\0';
	listing_begin(&writer, path);
	ck_assert(!writer.failed);
	writer = fresh(LISTING_END_MAX);
	listing_end(&writer);
	ck_assert(!writer.failed);
}
END_TEST

START_TEST(leads_up_from_anywhere_but_the_root)
{
	struct writer writer = fresh(sizeof(out));

	listing_begin(&writer, "pub/<x>");
	ck_assert_ptr_nonnull(strstr(out, "<h1>Index of /pub/&lt;x&gt;/</h1>"));
	ck_assert_ptr_nonnull(strstr(out, "<a href=\"../\">../</a>\n"));
	writer = fresh(sizeof(out));
	listing_begin(&writer, "");
	ck_assert_ptr_nonnull(strstr(out, "<h1>Index of /</h1>"));
	ck_assert_ptr_null(strstr(out, "href"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("listing");
	TCase *tests = tcase_create("listing");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, writes_a_row, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, has_room_for_the_longest_row);
	tcase_add_test(tests, has_room_for_the_longest_beginning_and_end);
	tcase_add_test(tests, leads_up_from_anywhere_but_the_root);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

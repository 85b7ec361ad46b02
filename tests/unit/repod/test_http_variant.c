/* SPDX-License-Identifier: ISC */
#include "repod/http_variant.h"

#include <errno.h>

#include "tests/unit/repod/folder.h"
#include "tests/unit/repod/http_head.h"

static struct folder folder;
static struct open_files *files;
static uint64_t now_ms; /* another turn each time */

static void
setup(void)
{
	folder = folder_make();
	files = open_files_new();
	ck_assert_ptr_nonnull(files);
	folder_put(&folder, "x", "12345");
}

static void
teardown(void)
{
	open_files_free(files);
	folder_remove(&folder);
}

static const char *
coding_for(const char *fields, uint64_t want_size)
{
	static char buffer[1024];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), "GET /x", fields);
	struct open_file file;
	const char *coding;

	open_files_turn(files, ++now_ms);
	ck_assert_int_eq(
	    open_files_get(files, folder.tree, "x", now_ms, &file), 0);
	coding = http_variant_find(files, folder.tree, &query, now_ms, &file);
	ck_assert_uint_eq(file.size, want_size);
	stream_file_unref(file.file);
	return coding ? coding : "";
}

static const struct {
	const char *fields, *coding;
	uint64_t size;
} rows[] = {
	{ "", "", 5 },
	{ "Accept-Encoding: gzip\r\n", "gzip", 3 },
	{ "Accept-Encoding: zstd, gzip\r\n", "zstd", 2 },
	{ "Accept-Encoding: gzip, zstd;q=0.5\r\n", "gzip", 3 },
	{ "Accept-Encoding: gzip;q=0.5, identity\r\n", "", 5 },
	{ "Accept-Encoding: gzip, identity\r\n", "gzip", 3 },
	{ "Accept-Encoding: identity;q=0, gzip;q=0.1\r\n", "gzip", 3 },
	{ "Accept-Encoding: br, identity;q=0\r\n", "", 5 },
	{ "Accept-Encoding: gzip\r\nRange: bytes=0-1\r\n", "", 5 },
};

START_TEST(chooses_what_the_client_likes)
{
	folder_put(&folder, "x.gz", "123");
	folder_put(&folder, "x.zst", "12");
	ck_assert_str_eq(
	    coding_for(rows[_i].fields, rows[_i].size), rows[_i].coding);
}
END_TEST

START_TEST(takes_what_there_is)
{
	folder_put(&folder, "x.gz", "123");
	ck_assert_str_eq(coding_for("Accept-Encoding: *\r\n", 3), "gzip");
}
END_TEST

/* The same time, and a nanosecond less: gzip -k keeps the time. */
START_TEST(uses_none_that_is_out_of_date)
{
	static const struct timespec same[] = { { 1000, 5 }, { 1000, 5 } };
	static const struct timespec older[] = { { 1000, 4 }, { 1000, 4 } };

	folder_put(&folder, "x.gz", "123");
	utimensat(AT_FDCWD, folder_path(&folder, "x"), same, 0);
	utimensat(AT_FDCWD, folder_path(&folder, "x.gz"), same, 0);
	ck_assert_str_eq(coding_for("Accept-Encoding: gzip\r\n", 3), "gzip");
	utimensat(AT_FDCWD, folder_path(&folder, "x.gz"), older, 0);
	ck_assert_str_eq(coding_for("Accept-Encoding: gzip\r\n", 5), "");
}
END_TEST

START_TEST(serves_none_that_may_not_be_read)
{
	folder_put(&folder, "x.gz", "123");
	chmod(folder_path(&folder, "x.gz"), 0600);
	ck_assert_int_eq(mkdir(folder_path(&folder, "x.zst"), 0755), 0);
	ck_assert_str_eq(coding_for("Accept-Encoding: gzip, zstd\r\n", 5), "");
}
END_TEST

static const struct {
	const char *line;
	bool may;
} names[] = {
	{ "GET /x", true },
	{ "GET /x.xml", true },
	{ "GET /x.gz/y", true },
	{ "GET /x.gz", false },
	{ "GET /x.ZST", false },
	{ "GET /x.rpm", false },
};

START_TEST(leaves_alone_what_is_compressed)
{
	char buffer[256];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), names[_i].line, "");

	ck_assert_int_eq(http_variant_may_be(&query), names[_i].may);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_variant");
	TCase *tests = tcase_create("http_variant");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, chooses_what_the_client_likes, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, takes_what_there_is);
	tcase_add_test(tests, uses_none_that_is_out_of_date);
	tcase_add_test(tests, serves_none_that_may_not_be_read);
	tcase_add_loop_test(tests, leaves_alone_what_is_compressed, 0,
	    sizeof(names) / sizeof(names[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

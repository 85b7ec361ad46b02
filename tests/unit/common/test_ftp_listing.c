/* SPDX-License-Identifier: ISC */
#include "common/ftp_listing.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define NOW 1511355600 /* 2017-11-22 13:00:00 */

static const struct {
	struct ftp_entry entry;
	const char *want;
} longs[] = {
	{ { false, 0644, 1, 3069, NOW - 60, 0, 0 },
	    "-rw-r--r--   1 ftp      ftp              3069 Nov 22 12:59 " },
	{ { true, 0755, 12, 4096, NOW - 20 * 86400, 0, 0 },
	    "drwxr-xr-x  12 ftp      ftp              4096 Nov  2 13:00 " },
	/* Half a year: the second in which the year begins to show. */
	{ { false, 0444, 1, 0, NOW - 182 * 86400 + 1, 0, 0 },
	    "-r--r--r--   1 ftp      ftp                 0 May 24 13:00 " },
	{ { false, 0444, 1, 0, NOW - 182 * 86400, 0, 0 },
	    "-r--r--r--   1 ftp      ftp                 0 May 24  2017 " },
	/* A clock somewhat ahead, and the future. */
	{ { false, 0, 1, 0, NOW + 3600, 0, 0 },
	    "----------   1 ftp      ftp                 0 Nov 22 14:00 " },
	{ { false, 0, 1, 0, NOW + 3601, 0, 0 },
	    "----------   1 ftp      ftp                 0 Nov 22  2017 " },
	/* Set-user-id and sticky bits are nobody's business. */
	{ { false, 07777, 1, 4294967296, 0, 0, 0 },
	    "-rwxrwxrwx   1 ftp      ftp        4294967296 Jan  1  1970 " },
	{ { false, 0644, UINT32_MAX, UINT64_MAX, INT64_MAX, 0, 0 },
	    "-rw-r--r-- 4294967295 ftp      ftp      18446744073709551615 "
	    "Dec 31  9999 " },
};

static uint8_t bytes[256];

static const char *
written(struct writer *writer)
{
	writer_u8(writer, '\0');
	ck_assert(!writer->failed);
	return (const char *)bytes;
}

START_TEST(long_line)
{
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_listing_long(&writer, &longs[_i].entry, NOW);
	ck_assert_str_eq(written(&writer), longs[_i].want);
}
END_TEST

static const struct {
	bool is_folder;
	unsigned facts;
	const char *want;
} facts[] = {
	{ false, FTP_FACTS_ALL,
	    "Type=file;Size=3069;Modify=20171122130000;Perm=r;"
	    "Unique=fd01gabc; " },
	{ true, FTP_FACTS_ALL,
	    "Type=dir;Modify=20171122130000;Perm=el;Unique=fd01gabc; " },
	{ false, FTP_FACT_SIZE, "Size=3069; " },
	{ true, FTP_FACT_SIZE, " " },
	{ false, 0, " " },
};

START_TEST(fact_line)
{
	const struct ftp_entry entry = { .is_folder = facts[_i].is_folder,
		.size = 3069,
		.mtime_s = NOW,
		.device = 0xfd01,
		.inode = 0xabc };
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_listing_facts(&writer, &entry, facts[_i].facts);
	ck_assert_str_eq(written(&writer), facts[_i].want);
}
END_TEST

START_TEST(fact_names)
{
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_listing_fact_names(
	    &writer, FTP_FACTS_ALL, FTP_FACT_TYPE | FTP_FACT_PERM);
	ftp_listing_fact_names(&writer, FTP_FACT_SIZE, 0);
	ftp_listing_fact_names(&writer, 0, FTP_FACTS_ALL);
	ck_assert_str_eq(
	    written(&writer), "Type*;Size;Modify;Perm*;Unique;Size;");
}
END_TEST

static const struct {
	const char *text;
	unsigned want;
} asked[] = {
	{ "", 0 },
	{ "type;", FTP_FACT_TYPE },
	{ "Size", FTP_FACT_SIZE },
	{ "type;size;MODIFY;perm;unique;", FTP_FACTS_ALL },
	{ "create;UNIX.mode;size;", FTP_FACT_SIZE },
	{ ";;;size;;", FTP_FACT_SIZE },
	{ "sizes;siz; size;", 0 },
	{ "averyveryverylongname;perm;", FTP_FACT_PERM },
};

START_TEST(facts_asked)
{
	ck_assert_msg(ftp_listing_parse_facts(asked[_i].text) == asked[_i].want,
	    "%s", asked[_i].text);
}
END_TEST

START_TEST(a_time)
{
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_listing_time(&writer, 951782400 + 3661);
	ck_assert_str_eq(written(&writer), "20000229010101");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_listing");
	TCase *tcase = tcase_create("ftp_listing");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(
	    tcase, long_line, 0, sizeof(longs) / sizeof(longs[0]));
	tcase_add_loop_test(
	    tcase, fact_line, 0, sizeof(facts) / sizeof(facts[0]));
	tcase_add_test(tcase, fact_names);
	tcase_add_loop_test(
	    tcase, facts_asked, 0, sizeof(asked) / sizeof(asked[0]));
	tcase_add_test(tcase, a_time);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

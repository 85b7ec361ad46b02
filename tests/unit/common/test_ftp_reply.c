/* SPDX-License-Identifier: ISC */
#include "common/ftp_reply.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static uint8_t bytes[256];

static void
assert_written(const struct writer *writer, const char *want, size_t len)
{
	ck_assert(!writer->failed);
	ck_assert_msg(writer->pos == len && memcmp(bytes, want, len) == 0,
	    "want %s, got %.*s", want, (int)writer->pos, (const char *)bytes);
}

#define ASSERT_WRITTEN(writer, want)                                           \
	assert_written(&(writer), want, sizeof(want) - 1)

START_TEST(one_line)
{
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_reply_line(&writer, 200, "Done.");
	ftp_reply_line(&writer, 550, "");
	ASSERT_WRITTEN(writer, "200 Done.\r\n550 \r\n");
}
END_TEST

START_TEST(several_lines)
{
	static const char *const inner[] = { "one", "211 two", NULL };
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_reply_lines(&writer, 211, "First", inner, "Last");
	/* An inner line is never mistaken for the last one. */
	ASSERT_WRITTEN(writer, "211-First\r\n one\r\n 211 two\r\n211 Last\r\n");
}
END_TEST

START_TEST(names)
{
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_reply_begin(&writer, 150, true);
	ftp_reply_name(&writer,
	    "a\rb\nc\xff"
	    "d\xc3\xa9\"");
	ftp_reply_end(&writer);
	ASSERT_WRITTEN(writer,
	    "150 a\r\0b?c\xff\xff"
	    "d\xc3\xa9\"\r\n");
}
END_TEST

START_TEST(paths)
{
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_reply_path(&writer, "/a \"b\"", "it is.");
	ftp_reply_path(&writer, "/", "root.");
	ASSERT_WRITTEN(
	    writer, "257 \"/a \"\"b\"\"\" it is.\r\n257 \"/\" root.\r\n");
}
END_TEST

START_TEST(what_does_not_fit_fails)
{
	struct writer writer = writer_over(bytes, 10);

	ftp_reply_line(&writer, 200, "Fits");
	ck_assert(!writer.failed && writer.pos == 10);
	writer = writer_over(bytes, 9);
	ftp_reply_line(&writer, 200, "Fits");
	ck_assert(writer.failed);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_reply");
	TCase *tcase = tcase_create("ftp_reply");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, one_line);
	tcase_add_test(tcase, several_lines);
	tcase_add_test(tcase, names);
	tcase_add_test(tcase, paths);
	tcase_add_test(tcase, what_does_not_fit_fails);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

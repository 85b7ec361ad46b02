/* SPDX-License-Identifier: ISC */
#include "common/ftp_line.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define BYTES(s)                                                               \
	{                                                                      \
		(const uint8_t *)(s), sizeof(s) - 1                            \
	}

static const struct row {
	struct {
		const uint8_t *bytes;
		size_t len;
	} in;
	enum ftp_line_status want;
	const char *text;
	size_t taken;
} rows[] = {
	{ BYTES("NOOP\r\n"), FTP_LINE_WHOLE, "NOOP", 6 },
	{ BYTES("NOOP\n"), FTP_LINE_WHOLE, "NOOP", 5 },
	{ BYTES("\r\n"), FTP_LINE_WHOLE, "", 2 },
	{ BYTES("NOOP\r\nQUIT\r\n"), FTP_LINE_WHOLE, "NOOP", 6 },
	{ BYTES("NOOP"), FTP_LINE_PARTIAL, NULL, 4 },
	{ BYTES("NOOP\r"), FTP_LINE_PARTIAL, NULL, 5 },
	{ BYTES(""), FTP_LINE_PARTIAL, NULL, 0 },
	{ BYTES("CWD  a b \r\n"), FTP_LINE_WHOLE, "CWD  a b ", 11 },
	/* A CR of a name travels as CR NUL, and as itself with an octet
	 * behind it. */
	{ BYTES("CWD a\r\0b\r\n"), FTP_LINE_WHOLE, "CWD a\rb", 10 },
	{ BYTES("CWD a\rb\r\n"), FTP_LINE_WHOLE, "CWD a\rb", 9 },
	{ BYTES("CWD a\r\r\n"), FTP_LINE_WHOLE, "CWD a\r", 8 },
	{ BYTES("CWD a\0b\r\n"), FTP_LINE_BAD, NULL, 9 },
	/* Telnet: ABOR behind a Synch, options, IAC IAC. */
	{ BYTES("\xff\xf4\xff\xf2"
		"ABOR\r\n"),
	    FTP_LINE_WHOLE, "ABOR", 10 },
	{ BYTES("\xff\xfc\x01NOOP\r\n"), FTP_LINE_WHOLE, "NOOP", 9 },
	{ BYTES("\xff\xfe\nNOOP\r\n"), FTP_LINE_WHOLE, "NOOP", 9 },
	{ BYTES("\xff\xfe\xffNOOP\r\n"), FTP_LINE_WHOLE, "NOOP", 9 },
	{ BYTES("CWD a\xff\xff"
		"b\r\n"),
	    FTP_LINE_WHOLE,
	    "CWD a\xff"
	    "b",
	    10 },
	{ BYTES("CWD \xc3\xa9\r\n"), FTP_LINE_WHOLE, "CWD \xc3\xa9", 8 },
	{ BYTES("NOOP\xff\r\n"), FTP_LINE_WHOLE, "NOOP", 7 },
};

static void
check_row(const struct row *row, size_t taken, enum ftp_line_status status,
    const struct ftp_line *line, int i)
{
	ck_assert_msg(taken == row->taken && status == row->want,
	    "row %d: taken %zu, status %d", i, taken, (int)status);
	if (row->text)
		ck_assert_msg(strcmp(line->text, row->text) == 0,
		    "row %d: \"%s\"", i, line->text);
}

START_TEST(at_once)
{
	const struct row *row = &rows[_i];
	struct ftp_line line = { .len = 0 };
	enum ftp_line_status status;
	size_t taken;

	taken = ftp_line_feed(&line, row->in.bytes, row->in.len, &status);
	check_row(row, taken, status, &line, _i);
}
END_TEST

START_TEST(octet_by_octet)
{
	const struct row *row = &rows[_i];
	struct ftp_line line = { .len = 0 };
	enum ftp_line_status status = FTP_LINE_PARTIAL;
	size_t taken = 0;

	while (taken < row->in.len && status == FTP_LINE_PARTIAL)
		taken +=
		    ftp_line_feed(&line, row->in.bytes + taken, 1, &status);
	check_row(row, taken, status, &line, _i);
}
END_TEST

/* A line of len octets of text, and NOOP behind it. */
static enum ftp_line_status
feed_long(size_t len, struct ftp_line *line)
{
	uint8_t *bytes = malloc(len + 1);
	enum ftp_line_status status;

	ck_assert_ptr_nonnull(bytes);
	memset(bytes, 'x', len);
	bytes[len] = '\n';
	ck_assert_uint_eq(
	    ftp_line_feed(line, bytes, len + 1, &status), len + 1);
	free(bytes);
	return status;
}

START_TEST(the_longest_line)
{
	struct ftp_line line = { .len = 0 };
	enum ftp_line_status status;

	ck_assert_int_eq(feed_long(FTP_LINE_MAX, &line), FTP_LINE_WHOLE);
	ck_assert_uint_eq(strlen(line.text), FTP_LINE_MAX);
	ck_assert_int_eq(feed_long(FTP_LINE_MAX + 1, &line), FTP_LINE_LONG);
	/* CVE-2019-18217: one command however long it is, and no more. */
	ck_assert_int_eq(feed_long(2 << 20, &line), FTP_LINE_LONG);
	ftp_line_feed(&line, (const uint8_t *)"NOOP\r\n", 6, &status);
	ck_assert_int_eq(status, FTP_LINE_WHOLE);
	ck_assert_str_eq(line.text, "NOOP");
}
END_TEST

static const struct {
	const char *bytes;
	bool want;
} aborts[] = {
	{ "ABOR\r\n", true },
	{ "NOOP\r\nabor\n", true },
	{ "NOOP\r\n\xff\xf4\xff\xf2"
	  "ABOR\r\nQUIT\r\n",
	    true },
	{ "", false },
	{ "ABOR", false },
	{ "ABOR x\r\n", false },
	{ "RETR ABOR\r\n", false },
	{ "NOOP\r\nRETR x\r\n", false },
};

START_TEST(abort_ahead)
{
	const char *bytes = aborts[_i].bytes;

	ck_assert_msg(ftp_line_has_abort((const uint8_t *)bytes,
			  strlen(bytes)) == aborts[_i].want,
	    "%s", bytes);
}
END_TEST

/* RFC 1123 4.1.2.12, RFC 854: DO is answered by WONT, WILL by DONT, and the
 * line around them is whole. */
START_TEST(options_are_refused)
{
	static const uint8_t in[] =
	    "NO\xff\xfd\x06O\xff\xfb\xff\xff\xfb\nP\xff\xfc\x01\r\n";
	static const uint8_t want[][3] = { { 255, 252, 6 }, { 255, 254, 255 },
		{ 255, 254, '\n' } };
	struct ftp_line line = { .len = 0 };
	enum ftp_line_status status;
	size_t at = 0, n = 0;

	while (at < sizeof(in) - 1) {
		at +=
		    ftp_line_feed(&line, in + at, sizeof(in) - 1 - at, &status);
		if (status != FTP_LINE_OPTION)
			break;
		ck_assert_uint_lt(n, 3);
		ck_assert_mem_eq(line.refusal, want[n++], 3);
	}
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(status, FTP_LINE_WHOLE);
	ck_assert_str_eq(line.text, "NOOP");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_line");
	TCase *tcase = tcase_create("ftp_line");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, at_once, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(
	    tcase, octet_by_octet, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(
	    tcase, abort_ahead, 0, sizeof(aborts) / sizeof(aborts[0]));
	tcase_add_test(tcase, options_are_refused);
	tcase_add_test(tcase, the_longest_line);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

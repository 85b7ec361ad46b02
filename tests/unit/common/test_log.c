/* SPDX-License-Identifier: ISC */
#include "common/log.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/unit/common/capture.h"

static struct capture capture;

static void
say_all(void)
{
	log_error("e %d", 1);
	log_warn("w");
	log_info("i %s", "x");
	log_debug("d");
}

/* Count @part in what was said. */
static int
count(const char *part)
{
	int n = 0;

	for (const char *at = capture.text; (at = strstr(at, part)); at++)
		n++;
	return n;
}

START_TEST(a_line_a_message)
{
	int year, month, day, hour, minute, second, ms, end = 0;

	unsetenv("JOURNAL_STREAM");
	log_open("tftpd", 0);
	capture_begin(&capture);
	say_all();
	capture_end(&capture);
	ck_assert_int_eq(count("\n"), 3);
	ck_assert_int_eq(count(" tftpd: error: e 1\n"), 1);
	ck_assert_int_eq(count(" tftpd: warning: w\n"), 1);
	ck_assert_int_eq(count(" tftpd: info: i x\n"), 1);
	ck_assert_int_eq(
	    sscanf(capture.text, "%4d-%2d-%2dT%2d:%2d:%2d.%3d%n", &year, &month,
		&day, &hour, &minute, &second, &ms, &end),
	    7);
	ck_assert_int_eq(end, 23);
}
END_TEST

START_TEST(debug_with_v)
{
	unsetenv("JOURNAL_STREAM");
	log_open("tftpd", 0);
	ck_assert(!log_is_verbose());
	log_open("tftpd", 1);
	ck_assert(log_is_verbose());
	capture_begin(&capture);
	say_all();
	capture_end(&capture);
	ck_assert_int_eq(count("\n"), 4);
	ck_assert_int_eq(count(" tftpd: debug: d\n"), 1);
	log_open("tftpd", 0);
}
END_TEST

/* The journal is known by device and inode: a variable that was inherited is
 * not enough. */
START_TEST(priorities_in_the_journal_alone)
{
	char name[64];
	struct stat st;

	capture_begin(&capture);
	ck_assert_int_eq(fstat(STDERR_FILENO, &st), 0);
	snprintf(name, sizeof(name), "%ju:%ju", (uintmax_t)st.st_dev,
	    (uintmax_t)st.st_ino);
	setenv("JOURNAL_STREAM", name, 1);
	log_open("tftpd", 1);
	say_all();
	capture_end(&capture);
	ck_assert_str_eq(capture.text, "<3>e 1\n<4>w\n<6>i x\n<7>d\n");

	capture_begin(&capture);
	log_record("{}");
	capture_end(&capture);
	ck_assert_str_eq(capture.text, "<6>{}\n");

	capture_begin(&capture);
	setenv("JOURNAL_STREAM", "1:1", 1);
	log_open("tftpd", 0);
	log_info("i");
	capture_end(&capture);
	ck_assert_int_eq(count("<"), 0);
	ck_assert_int_eq(count(" tftpd: info: i\n"), 1);

	capture_begin(&capture);
	log_record("{}");
	capture_end(&capture);
	ck_assert_str_eq(capture.text, "{}\n");
	unsetenv("JOURNAL_STREAM");
}
END_TEST

START_TEST(long_lines_are_cut)
{
	char text[4096];
	size_t whole;

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	log_open("tftpd", 0);
	for (size_t len = 1990; len < 2040; len++) {
		capture_begin(&capture);
		log_info("%.*s", (int)len, text);
		capture_end(&capture);
		whole = strlen("2026-01-01T00:00:00.000 tftpd: info: \n") + len;
		ck_assert_uint_eq(
		    strlen(capture.text), whole < 2047 ? whole : 2047);
		ck_assert_int_eq(count("a\n"), 1);
	}
	capture_begin(&capture);
	log_info("%s", text);
	capture_end(&capture);
	ck_assert_int_eq(count("a\n"), 1);
}
END_TEST

/* What needs no formatting looks as if it had been formatted, up to the longest
 * line and beyond, at once or later. */
START_TEST(texts_are_lines)
{
	static char text[4096], formatted[sizeof(capture.text)];
	size_t head = strlen("2026-01-01T00:00:00.000");

	memset(text, 'a', sizeof(text) - 1);
	log_open("tftpd", 0);
	if (_i == 1)
		log_hold();
	for (size_t len = 1990; len < 2040; len++) {
		text[len] = '\0';
		capture_begin(&capture);
		log_info("%s", text);
		log_flush();
		capture_end(&capture);
		snprintf(
		    formatted, sizeof(formatted), "%s", capture.text + head);
		capture_begin(&capture);
		log_info_text(text);
		log_flush();
		capture_end(&capture);
		ck_assert_str_eq(capture.text + head, formatted);
		text[len] = 'a';
	}
	capture_begin(&capture);
	log_info_text("100 %d %s");
	log_flush();
	capture_end(&capture);
	ck_assert_int_eq(count(" tftpd: info: 100 %d %s\n"), 1);
}
END_TEST

/* Lines that wait come out in order: when asked for, before an error, when
 * there is no room for more; with -v at once. No line is torn by it. */
START_TEST(lines_may_wait)
{
	char last[32];

	log_open("tftpd", 0);
	log_hold();
	capture_begin(&capture);
	log_info("one");
	log_warn("two");
	ck_assert_int_eq(lseek(STDERR_FILENO, 0, SEEK_CUR), 0);
	log_flush();
	ck_assert_int_gt(lseek(STDERR_FILENO, 0, SEEK_CUR), 0);
	log_info("three");
	log_error("four");
	for (int i = 0; i < 1000; i++)
		log_info("number %d.", i);
	log_flush();
	log_flush();
	capture_end(&capture);
	ck_assert_int_eq(count("\n"), 1004);
	ck_assert_ptr_nonnull(strstr(capture.text, "one\n"));
	ck_assert_ptr_nonnull(strstr(strstr(capture.text, "two\n"), "three\n"));
	ck_assert_ptr_nonnull(
	    strstr(strstr(capture.text, "three\n"), "error: four\n"));
	for (int i = 0; i < 1000; i++) {
		snprintf(last, sizeof(last), " number %d.\n", i);
		ck_assert_int_eq(count(last), 1);
	}
	ck_assert_str_eq(strstr(capture.text, last), last);

	capture_begin(&capture);
	log_open("tftpd", 1);
	log_info("at once");
	capture_end(&capture);
	ck_assert_int_eq(count("at once\n"), 1);
	log_open("tftpd", 0);
}
END_TEST

/* Several processes may write to one pipe: what it takes at once are whole
 * lines. A packet of it is one write. */
START_TEST(a_pipe_takes_whole_lines)
{
	static char packet[2 * PIPE_BUF];
	int standard_error = dup(STDERR_FILENO), ends[2], n_lines = 0;
	ssize_t len;

	ck_assert_int_eq(pipe2(ends, O_DIRECT | O_NONBLOCK), 0);
	dup2(ends[1], STDERR_FILENO);
	log_open("tftpd", 0);
	log_hold();
	ck_assert(!log_is_waiting());
	for (int i = 0; i < 100; i++)
		log_info("%0*d", 200 + i, i);
	ck_assert(log_is_waiting());
	log_flush();
	ck_assert(!log_is_waiting());
	dup2(standard_error, STDERR_FILENO);
	while ((len = read(ends[0], packet, sizeof(packet))) > 0) {
		ck_assert_int_le(len, PIPE_BUF);
		ck_assert_int_eq(packet[len - 1], '\n');
		for (ssize_t i = 0; i < len; i++)
			n_lines += packet[i] == '\n';
	}
	ck_assert_int_eq(n_lines, 100);
	close(ends[0]);
	close(ends[1]);
	close(standard_error);
}
END_TEST

START_TEST(errno_survives)
{
	log_open("tftpd", 0);
	capture_begin(&capture);
	errno = ENOSPC;
	log_error("%s", strerror(EPERM));
	ck_assert_int_eq(errno, ENOSPC);
	close(STDERR_FILENO);
	log_error("nobody hears this");
	ck_assert_int_eq(errno, ENOSPC);
	capture_end(&capture);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("log");
	TCase *tcase = tcase_create("log");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, a_line_a_message);
	tcase_add_test(tcase, debug_with_v);
	tcase_add_test(tcase, priorities_in_the_journal_alone);
	tcase_add_test(tcase, long_lines_are_cut);
	tcase_add_loop_test(tcase, texts_are_lines, 0, 2);
	tcase_add_test(tcase, lines_may_wait);
	tcase_add_test(tcase, a_pipe_takes_whole_lines);
	tcase_add_test(tcase, errno_survives);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

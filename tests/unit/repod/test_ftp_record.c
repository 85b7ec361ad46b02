/* SPDX-License-Identifier: ISC */
#include "common/log.h"
#include "repod/ftp_record.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char state[] = "/tmp/test_ftp_record.XXXXXX";
static struct event_log *events;
static struct ftp_record record;

static void
set_up(void)
{
	union endpoint peer = endpoint_ipv4(0xc0a80a02, 51000);

	memcpy(state + strlen(state) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(state));
	ck_assert_int_eq(event_log_open(state, "repod", &events), 0);
	ftp_record_init(&record, events, &peer);
}

static void
tear_down(void)
{
	char command[64];

	event_log_close(events);
	snprintf(command, sizeof(command), "rm -rf %s", state);
	ck_assert_int_eq(system(command), 0);
}

/* The last event's line. */
static const char *
last_event(void)
{
	static char line[4096];
	char path[64];
	FILE *file;

	event_log_flush(events);
	snprintf(path, sizeof(path), "%s/events/repod.jsonl", state);
	file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	line[0] = '\0';
	while (fgets(line, sizeof(line), file))
		continue;
	fclose(file);
	return line;
}

static void
assert_member(const char *member)
{
	const char *line = last_event();

	ck_assert_msg(strstr(line, member), "no %s in %s", member, line);
}

START_TEST(sent)
{
	ck_assert(!record.is_open);
	ftp_record_begin(&record, "retr", "pub/ks.cfg");
	ck_assert(record.is_open);
	ck_assert_str_eq(record.object, "/pub/ks.cfg");
	ftp_record_end(&record, 3069, "ok", NULL);
	ck_assert(!record.is_open);
	assert_member("\"step\":\"retr\"");
	assert_member("\"address\":\"192.168.10.2\"");
	assert_member("\"object\":\"/pub/ks.cfg\"");
	assert_member("\"bytes\":3069");
	assert_member("\"outcome\":\"ok\"");
	ck_assert_ptr_null(strstr(last_event(), "reason"));
}
END_TEST

static const struct {
	int error;
	const char *outcome;
} refusals[] = {
	{ -ENOENT, "missing" },
	{ -ENOTDIR, "missing" },
	{ -ENAMETOOLONG, "missing" },
	{ -EACCES, "refused" },
	{ -EXDEV, "refused" },
	{ -ELOOP, "refused" },
	{ -EISDIR, "refused" },
	{ -EINVAL, "refused" },
	{ -EIO, "failed" },
	{ -EMFILE, "failed" },
};

START_TEST(refused)
{
	char member[64];

	ftp_record_refused(&record, "list", "x", refusals[_i].error);
	snprintf(
	    member, sizeof(member), "\"outcome\":\"%s\"", refusals[_i].outcome);
	assert_member(member);
	assert_member("\"reason\":\"");
	ck_assert(!record.is_open);
}
END_TEST

START_TEST(the_longest_name)
{
	char name[PATH_NAME_MAX];

	memset(name, '\x01', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	ftp_record_begin(&record, "retr", name);
	ck_assert_uint_eq(strlen(record.object), PATH_NAME_MAX);
	ftp_record_end(&record, 0, "aborted", "why");
	assert_member("\"outcome\":\"aborted\"");
}
END_TEST

START_TEST(without_events)
{
	union endpoint peer = endpoint_ipv4(1, 1);

	ftp_record_init(&record, NULL, &peer);
	ftp_record_refused(&record, "retr", "x", -ENOENT);
	ck_assert_str_eq(last_event(), "");
	/* Nothing is printed without -v, and no octets are no line. */
	ftp_record_said(&record, "<", (const uint8_t *)"PWD\r\n", 5);
	ftp_record_said(&record, "<", (const uint8_t *)"", 0);
}
END_TEST

static void
said(const char *line)
{
	ftp_record_said(&record, "<", (const uint8_t *)line, strlen(line));
}

START_TEST(a_password_is_not_told)
{
	char text[512] = "";
	FILE *log = tmpfile();
	int saved = dup(STDERR_FILENO);

	ck_assert_ptr_nonnull(log);
	dup2(fileno(log), STDERR_FILENO);
	log_open("repod", 1);
	said("USER ftp\r\n");
	said("pass secret\r\n");
	log_open("repod", 0);
	dup2(saved, STDERR_FILENO);
	close(saved);
	rewind(log);
	ck_assert_uint_gt(fread(text, 1, sizeof(text) - 1, log), 0);
	fclose(log);
	ck_assert_ptr_nonnull(strstr(text, "< USER ftp\n"));
	ck_assert_ptr_nonnull(strstr(text, "< PASS ...\n"));
	ck_assert_ptr_null(strstr(text, "secret"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_record");
	TCase *tcase = tcase_create("ftp_record");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, sent);
	tcase_add_loop_test(
	    tcase, refused, 0, sizeof(refusals) / sizeof(refusals[0]));
	tcase_add_test(tcase, the_longest_name);
	tcase_add_test(tcase, without_events);
	tcase_add_test(tcase, a_password_is_not_told);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

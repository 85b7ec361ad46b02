/* SPDX-License-Identifier: ISC */
#include "common/event.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/unit/common/capture.h"

static struct capture capture;
static char state[64];
static struct event_log *events;

static const char *
in_state(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", state, name);
	return path;
}

static void
set_up(void)
{
	snprintf(state, sizeof(state), "/tmp/test_event.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(state));
	events = NULL;
}

static void
tear_down(void)
{
	event_log_close(events);
	unlink(in_state("events/t.jsonl"));
	unlink(in_state("events/t.jsonl.1"));
	rmdir(in_state("events"));
	rmdir(state);
}

/* The whole of @name below the state folder, NUL at its end. */
static const char *
content(const char *name)
{
	static char text[64 << 10];
	int fd = open(in_state(name), O_RDONLY);
	ssize_t len;

	ck_assert_msg(fd >= 0, "%s", name);
	len = read(fd, text, sizeof(text) - 1);
	close(fd);
	ck_assert_int_ge(len, 0);
	text[len] = '\0';
	return text;
}

static off_t
size_of(const char *name)
{
	struct stat st;

	return stat(in_state(name), &st) < 0 ? -1 : st.st_size;
}

static void
open_events(void)
{
	ck_assert_int_eq(event_log_open(state, "t", &events), 0);
}

static void
write_step(const char *step)
{
	event_log_write(events, &(struct event){ .step = step });
	event_log_flush(events);
}

START_TEST(a_line_an_event)
{
	const char *text;
	int end = 0;

	open_events();
	event_log_write(events,
	    &(struct event){ .step = "read",
		.machine = "52:54:00:12:34:56",
		.address = "192.168.10.50",
		.object = "pxelinux.0",
		.bytes = UINT64_MAX,
		.duration_ms = 12,
		.outcome = "failed",
		.reason = "why" });
	write_step("ack");
	text = content("events/t.jsonl");
	ck_assert_int_eq(
	    sscanf(text, "{\"time\":\"%*4d-%*2d-%*2dT%*2d:%*2d:%*2d.%*3dZ\"%n",
		&end),
	    0);
	ck_assert_int_eq(end, 34);
	ck_assert_ptr_eq(strstr(text,
			     ",\"machine\":\"52:54:00:12:34:56\","
			     "\"address\":\"192.168.10.50\",\"step\":\"read\","
			     "\"object\":\"pxelinux.0\","
			     "\"bytes\":18446744073709551615,"
			     "\"duration_ms\":12,\"outcome\":\"failed\","
			     "\"reason\":\"why\"}\n{\"time\":"),
	    text + 34);
	ck_assert_ptr_nonnull(strstr(text, "Z\",\"step\":\"ack\"}\n"));
}
END_TEST

START_TEST(names_are_escaped)
{
	open_events();
	event_log_write(events,
	    &(struct event){ .object = "a\"b\\c\n\x01\x1f\x7f\xff~ \xc3\xa4" });
	event_log_flush(events);
	ck_assert_ptr_nonnull(strstr(content("events/t.jsonl"),
	    "\"object\":\"a\\\"b\\\\c\\u000a\\u0001\\u001f\\u007f\\u00ff~ "
	    "\\u00c3\\u00a4\"}\n"));
}
END_TEST

START_TEST(long_names_do_not_lose_the_event)
{
	char name[1026];
	size_t octets = 0;

	for (size_t len = 1024; len <= 1025; len++) {
		const char *text;

		memset(name, 0xff, len);
		name[len] = '\0';
		open_events();
		capture_begin(&capture);
		event_log_write(events,
		    &(struct event){ .step = "read",
			.object = name,
			.reason = name,
			.outcome = "failed" });
		event_log_flush(events);
		capture_end(&capture);
		ck_assert_str_eq(capture.text, "");
		text = content("events/t.jsonl");
		octets = 0;
		for (; (text = strstr(text, "\\u00ff")); text++)
			octets++;
		ck_assert_uint_eq(octets, 2048);
		tear_down();
		set_up();
	}
}
END_TEST

START_TEST(appends_to_what_is_there)
{
	open_events();
	write_step("one");
	event_log_close(events);
	open_events();
	write_step("two");
	ck_assert_ptr_nonnull(strstr(content("events/t.jsonl"), "one"));
	ck_assert_ptr_nonnull(strstr(content("events/t.jsonl"), "two"));
}
END_TEST

START_TEST(a_new_file_at_the_maximum)
{
	off_t len;

	open_events();
	write_step("x");
	len = size_of("events/t.jsonl");
	event_log_close(events);

	/* The last line that fits makes it exactly full. */
	ck_assert_int_eq(
	    truncate(in_state("events/t.jsonl"), EVENT_FILE_MAX - len), 0);
	open_events();
	write_step("x");
	ck_assert_int_eq(size_of("events/t.jsonl"), EVENT_FILE_MAX);
	ck_assert_int_eq(size_of("events/t.jsonl.1"), -1);
	write_step("y");
	ck_assert_int_eq(size_of("events/t.jsonl"), len);
	ck_assert_int_eq(size_of("events/t.jsonl.1"), EVENT_FILE_MAX);
	ck_assert_ptr_nonnull(strstr(content("events/t.jsonl"), "\"y\""));
}
END_TEST

START_TEST(a_file_that_was_taken_away)
{
	open_events();
	event_log_close(events);
	ck_assert_int_eq(
	    truncate(in_state("events/t.jsonl"), EVENT_FILE_MAX), 0);
	open_events();
	unlink(in_state("events/t.jsonl"));
	capture_begin(&capture);
	write_step("x");
	capture_end(&capture);
	ck_assert_str_eq(capture.text, "");
	ck_assert_ptr_nonnull(strstr(content("events/t.jsonl"), "\"x\""));
}
END_TEST

/* Out of descriptors just when the file is full: told once, and over as soon
 * as there are some again. */
START_TEST(recovers_when_no_new_file_could_be_opened)
{
	struct rlimit limit, none;

	open_events();
	event_log_close(events);
	ck_assert_int_eq(
	    truncate(in_state("events/t.jsonl"), EVENT_FILE_MAX), 0);
	open_events();
	getrlimit(RLIMIT_NOFILE, &limit);
	none = limit;
	none.rlim_cur = 0;
	capture_begin(&capture);
	setrlimit(RLIMIT_NOFILE, &none);
	write_step("lost");
	write_step("lost");
	setrlimit(RLIMIT_NOFILE, &limit);
	write_step("kept");
	capture_end(&capture);
	ck_assert_ptr_nonnull(strstr(capture.text,
	    "events/t.jsonl: Too many open files; events are lost until this "
	    "is mended\n"));
	ck_assert_ptr_eq(strchr(capture.text, '\n'),
	    capture.text + strlen(capture.text) - 1);
	ck_assert_ptr_nonnull(strstr(content("events/t.jsonl"), "\"kept\""));
	ck_assert_ptr_null(strstr(content("events/t.jsonl"), "lost"));
}
END_TEST

/* A step so long that a limit of file sizes, which holds for what the logger
 * says, too, leaves that room. */
static const char *
long_step(void)
{
	static char step[512];

	memset(step, 'a', sizeof(step) - 1);
	return step;
}

/* Flush when the events' file can grow to @size and no more: it fails. */
static void
flush_onto_full_disk(off_t size)
{
	struct rlimit limit, small;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = (rlim_t)size;
	capture_begin(&capture);
	setrlimit(RLIMIT_FSIZE, &small);
	event_log_flush(events);
	setrlimit(RLIMIT_FSIZE, &limit);
	capture_end(&capture);
	ck_assert_ptr_nonnull(strstr(capture.text, "events are lost"));
}

/* A disk that fills up in the middle of a line; of several lines those that
 * fit stay whole. */
START_TEST(a_torn_line_is_taken_back)
{
	off_t len;

	open_events();
	write_step(long_step());
	len = size_of("events/t.jsonl");
	event_log_write(events, &(struct event){ .step = long_step() });
	flush_onto_full_disk(len + 10);
	ck_assert_int_eq(size_of("events/t.jsonl"), len);
	write_step(long_step());
	ck_assert_int_eq(size_of("events/t.jsonl"), 2 * len);
	for (int i = 0; i < 3; i++)
		event_log_write(events, &(struct event){ .step = long_step() });
	flush_onto_full_disk(len * 7 / 2);
	ck_assert_int_eq(size_of("events/t.jsonl"), 3 * len);
	write_step(long_step());
	ck_assert_int_eq(size_of("events/t.jsonl"), 4 * len);
}
END_TEST

/* What one turn of a daemon's loop notes is one write. */
START_TEST(events_are_written_together)
{
	open_events();
	event_log_write(events, &(struct event){ .step = "one" });
	event_log_write(events, &(struct event){ .step = "two" });
	ck_assert_int_eq(size_of("events/t.jsonl"), 0);
	event_log_flush(events);
	ck_assert_ptr_nonnull(
	    strstr(strstr(content("events/t.jsonl"), "one"), "two"));
	event_log_write(events, &(struct event){ .step = "three" });
	event_log_close(events);
	events = NULL;
	ck_assert_ptr_nonnull(strstr(content("events/t.jsonl"), "three"));
	event_log_flush(NULL);
}
END_TEST

/* More than there is room for, between two flushes: every one is kept, and in
 * order. */
START_TEST(a_turn_with_many_events)
{
	FILE *file;
	char line[256], want[32];
	unsigned n = 0;

	open_events();
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(want, sizeof(want), "number %u", i);
		event_log_write(events, &(struct event){ .object = want });
	}
	event_log_flush(events);
	file = fopen(in_state("events/t.jsonl"), "r");
	ck_assert_ptr_nonnull(file);
	while (fgets(line, sizeof(line), file)) {
		snprintf(want, sizeof(want), "\"number %u\"}\n", n++);
		ck_assert_ptr_nonnull(strstr(line, want));
	}
	fclose(file);
	ck_assert_uint_eq(n, 5000);
}
END_TEST

START_TEST(no_folder)
{
	capture_begin(&capture);
	ck_assert_int_eq(event_log_open("/nonexistent", "t", &events), -ENOENT);
	ck_assert_ptr_null(events);
	event_log_write(NULL, &(struct event){ .step = "x" });
	event_log_close(NULL);
	capture_end(&capture);
	ck_assert_str_eq(capture.text, "");
}
END_TEST

START_TEST(a_link_is_not_followed)
{
	ck_assert_int_eq(mkdir(in_state("events"), 0755), 0);
	ck_assert_int_eq(
	    symlink("/tmp/nothing-here", in_state("events/t.jsonl")), 0);
	ck_assert_int_eq(event_log_open(state, "t", &events), -ELOOP);
}
END_TEST

/* For a log whose lines are shorter than an event's may be. */
START_TEST(a_text_that_fits)
{
	static char object[1001], out[500];
	const struct event event = { .step = "get", .object = object };

	memset(object, '"', 1000);
	event_text(&event, out, sizeof(out));
	ck_assert_uint_gt(strlen(out), 250);
	ck_assert_str_eq(out + strlen(out) - 3, "\"\"}");
	object[3] = '\0';
	event_text(&event, out, sizeof(out));
	ck_assert_ptr_nonnull(
	    strstr(out, "\"step\":\"get\",\"object\":\"\\\"\\\"\\\"\"}"));
}
END_TEST

START_TEST(a_state_path_that_is_too_long)
{
	static char path[5000];

	memset(path, 'a', sizeof(path) - 1);
	ck_assert_int_eq(event_log_open(path, "t", &events), -ENAMETOOLONG);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("event");
	TCase *tcase = tcase_create("event");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_line_an_event);
	tcase_add_test(tcase, names_are_escaped);
	tcase_add_test(tcase, long_names_do_not_lose_the_event);
	tcase_add_test(tcase, appends_to_what_is_there);
	tcase_add_test(tcase, a_new_file_at_the_maximum);
	tcase_add_test(tcase, a_file_that_was_taken_away);
	tcase_add_test(tcase, recovers_when_no_new_file_could_be_opened);
	tcase_add_test(tcase, a_torn_line_is_taken_back);
	tcase_add_test(tcase, events_are_written_together);
	tcase_add_test(tcase, a_turn_with_many_events);
	tcase_add_test(tcase, no_folder);
	tcase_add_test(tcase, a_link_is_not_followed);
	tcase_add_test(tcase, a_text_that_fits);
	tcase_add_test(tcase, a_state_path_that_is_too_long);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/stream.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* One stream at one end of a socket pair; the test holds the other end. Each
 * test runs the loop under a deadline of its own. */
enum {
	DEADLINE_MS = 5000,
	FILE_LEN = 3 << 20
};

static struct loop *loop;
static struct stream *stream;
static struct loop_timer *deadline;
static int far_end;

/* What the stream told. */
static char seen[256];
static size_t n_seen;
static int n_drained;
static int ended_with;
/* How the owner acts. */
static size_t take_at_most;
static size_t wanted;
static bool pauses_each_time;

static size_t
on_received(void *owner, const uint8_t *bytes, size_t len)
{
	size_t n = len < take_at_most ? len : take_at_most;

	(void)owner;
	ck_assert_uint_le(n_seen + n, sizeof(seen));
	memcpy(seen + n_seen, bytes, n);
	n_seen += n;
	if (pauses_each_time) {
		stream_pause(stream);
		stream_write(stream, "ok", 2);
	}
	if (wanted > 0 && n_seen >= wanted)
		loop_stop(loop);
	return n;
}

static void
on_drained(void *owner)
{
	(void)owner;
	n_drained++;
	if (pauses_each_time)
		stream_resume(stream);
	else
		loop_stop(loop);
}

static void
on_ended(void *owner, int error)
{
	(void)owner;
	ended_with = error;
	loop_stop(loop);
}

static void
on_deadline(void *owner)
{
	(void)owner;
	ck_abort_msg("nothing came within %d ms", DEADLINE_MS);
}

static const struct stream_events events = { on_received, on_drained,
	on_ended };

static void
setup(void)
{
	int pair[2];

	loop = loop_new();
	ck_assert_ptr_nonnull(loop);
	ck_assert_int_eq(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	far_end = pair[1];
	ck_assert_int_eq(stream_new(loop, pair[0], &events, NULL, &stream), 0);
	ck_assert_int_eq(loop_timer_new(loop, on_deadline, NULL, &deadline), 0);
	loop_timer_start(deadline, DEADLINE_MS);
	n_seen = 0;
	n_drained = 0;
	ended_with = 1;
	take_at_most = SIZE_MAX;
	wanted = 0;
	pauses_each_time = false;
}

static void
teardown(void)
{
	stream_free(stream);
	loop_timer_free(deadline);
	loop_free(loop);
	if (far_end >= 0)
		close(far_end);
}

/* A file of FILE_LEN octets, each telling its place. */
static struct stream_file *
numbered_file(void)
{
	char name[] = "/tmp/test_stream.XXXXXX";
	int fd = mkstemp(name);
	uint32_t *words = malloc(FILE_LEN);

	ck_assert_int_ge(fd, 0);
	unlink(name);
	for (uint32_t i = 0; i < FILE_LEN / 4; i++)
		words[i] = i * 2654435761u;
	ck_assert_int_eq(write(fd, words, FILE_LEN), FILE_LEN);
	free(words);
	return stream_file_new(fd);
}

START_TEST(offers_again_what_was_not_consumed)
{
	take_at_most = 3;
	wanted = 7;
	pauses_each_time = true;
	ck_assert_int_eq(write(far_end, "abcdefg", 7), 7);
	loop_run(loop);
	ck_assert_mem_eq(seen, "abcdefg", 7);
}
END_TEST

START_TEST(reads_nothing_while_paused)
{
	stream_pause(stream);
	ck_assert_int_eq(write(far_end, "abc", 3), 3);
	stream_write(stream, "x", 1);
	loop_run(loop);
	ck_assert_uint_eq(n_seen, 0);
	ck_assert_int_eq(n_drained, 1);
	wanted = 3;
	stream_resume(stream);
	loop_run(loop);
	ck_assert_uint_eq(n_seen, 3);
}
END_TEST

START_TEST(tells_the_orderly_end_and_still_writes)
{
	char got[8];

	shutdown(far_end, SHUT_WR);
	loop_run(loop);
	ck_assert_int_eq(ended_with, 0);
	ck_assert_int_eq(stream_write(stream, "late", 4), 0);
	loop_run(loop);
	ck_assert_int_eq(n_drained, 1);
	ck_assert_int_eq(read(far_end, got, sizeof(got)), 4);
}
END_TEST

/* One that only sends: what arrives is not read, nor the peer's end. */
START_TEST(reads_nothing_where_nobody_wants_it)
{
	static const struct stream_events sends_only = {
		.drained = on_drained,
		.ended = on_ended,
	};
	int pair[2];
	char got[8];

	ck_assert_int_eq(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	stream_free(stream);
	ck_assert_int_eq(
	    stream_new(loop, pair[0], &sends_only, NULL, &stream), 0);
	ck_assert_int_eq(write(pair[1], "x", 1), 1);
	shutdown(pair[1], SHUT_WR);
	ck_assert_int_eq(stream_write(stream, "sent", 4), 0);
	loop_run(loop);
	ck_assert_int_eq(n_drained, 1);
	ck_assert_int_eq(ended_with, 1);
	ck_assert_int_eq(read(pair[1], got, sizeof(got)), 4);
	close(pair[1]);
}
END_TEST

START_TEST(tells_a_broken_pipe)
{
	stream_pause(stream);
	close(far_end);
	far_end = -1;
	ck_assert_int_eq(stream_write(stream, "lost", 4), 0);
	loop_run(loop);
	ck_assert_int_eq(ended_with, -EPIPE);
	ck_assert_uint_eq(stream_queued(stream), 0);
}
END_TEST

START_TEST(ends_an_idle_stream)
{
	stream_idle_after(stream, 30);
	loop_run(loop);
	ck_assert_int_eq(ended_with, -ETIMEDOUT);
}
END_TEST

/* Read the far end on a turn of its own until all came. */
static uint8_t *far_bytes;
static size_t n_far;

static void
on_far_ready(void *owner, unsigned ready)
{
	ssize_t n;

	(void)owner;
	(void)ready;
	n = read(far_end, far_bytes + n_far, 64 << 10);
	ck_assert_int_gt(n, 0);
	n_far += (size_t)n;
}

START_TEST(sends_octets_and_files_in_order)
{
	static const size_t pieces[][2] = { { 0, FILE_LEN }, { 5, 100 },
		{ 4096, 20000 }, { FILE_LEN - 1, 1 } };
	struct stream_file *file = numbered_file();
	struct loop_watch *watch;
	uint8_t *whole = malloc(FILE_LEN);
	size_t at = 0;

	far_bytes = malloc(2 * FILE_LEN);
	n_far = 0;
	ck_assert_int_eq(
	    pread(stream_file_fd(file), whole, FILE_LEN, 0), FILE_LEN);
	for (size_t i = 0; i < 4; i++) {
		ck_assert_int_eq(stream_write(stream, "head", 4), 0);
		ck_assert_int_eq(
		    stream_send_file(stream, file, pieces[i][0], pieces[i][1]),
		    0);
	}
	stream_file_unref(file);
	ck_assert_int_eq(
	    loop_watch_new(loop, far_end, on_far_ready, NULL, &watch), 0);
	loop_watch_set(watch, LOOP_READ);
	loop_run(loop);
	while (n_far < stream_sent(stream))
		on_far_ready(NULL, LOOP_READ);
	for (size_t i = 0; i < 4; i++) {
		ck_assert_mem_eq(far_bytes + at, "head", 4);
		ck_assert_mem_eq(
		    far_bytes + at + 4, whole + pieces[i][0], pieces[i][1]);
		at += 4 + pieces[i][1];
	}
	ck_assert_uint_eq(at, n_far);
	loop_watch_free(watch);
	free(far_bytes);
	free(whole);
}
END_TEST

/* What the socket takes is there without a turn of the loop, and what it does
 * not take follows, in order; drained() is told all the same. */
START_TEST(sends_the_last_at_once)
{
	static uint8_t octets[STREAM_OUTPUT_MAX];
	struct loop_watch *watch;
	uint8_t first[5];

	for (size_t i = 0; i < sizeof(octets); i++)
		octets[i] = (uint8_t)(i * 2654435761u >> 24);
	ck_assert_int_eq(stream_write_last(stream, "first", 5), 0);
	ck_assert_int_eq(read(far_end, first, sizeof(first)), 5);
	ck_assert_mem_eq(first, "first", 5);
	ck_assert_uint_eq(stream_sent(stream), 5);
	loop_run(loop);
	ck_assert_int_eq(n_drained, 1);

	ck_assert_int_eq(stream_write_last(stream, octets, sizeof(octets)), 0);
	ck_assert_uint_gt(stream_sent(stream), 5);
	ck_assert_uint_gt(stream_queued(stream), 0);
	ck_assert_int_eq(stream_write_last(stream, "behind", 6), 0);
	far_bytes = malloc(2 * FILE_LEN + sizeof(octets));
	n_far = 0;
	ck_assert_int_eq(
	    loop_watch_new(loop, far_end, on_far_ready, NULL, &watch), 0);
	loop_watch_set(watch, LOOP_READ);
	loop_run(loop);
	while (n_far < sizeof(octets) + 6)
		on_far_ready(NULL, LOOP_READ);
	ck_assert_mem_eq(far_bytes, octets, sizeof(octets));
	ck_assert_mem_eq(far_bytes + sizeof(octets), "behind", 6);
	loop_watch_free(watch);
	free(far_bytes);
}
END_TEST

/* Nobody is there: the stream ends as it does for what was queued. */
START_TEST(tells_a_broken_pipe_of_the_last)
{
	close(far_end);
	far_end = -1;
	ck_assert_int_eq(stream_write_last(stream, "gone", 4), 0);
	loop_run(loop);
	ck_assert_int_ne(ended_with, 1);
	ck_assert_uint_eq(stream_sent(stream), 0);
}
END_TEST

static const size_t changed_lens[] = { 100, FILE_LEN };

START_TEST(cuts_when_the_file_was_truncated)
{
	struct stream_file *file = numbered_file();

	ck_assert_int_eq(stream_write(stream, "head", 4), 0);
	ck_assert_int_eq(
	    stream_send_file(stream, file, 0, changed_lens[_i]), 0);
	ck_assert_int_eq(ftruncate(stream_file_fd(file), 50), 0);
	loop_run(loop);
	ck_assert_int_eq(ended_with, -EIO);
	stream_file_unref(file);
}
END_TEST

START_TEST(bounds_its_output)
{
	uint8_t *octets = calloc(1, STREAM_OUTPUT_MAX + 1);

	ck_assert_int_eq(
	    stream_write(stream, octets, STREAM_OUTPUT_MAX + 1), -ENOBUFS);
	ck_assert_int_eq(stream_write(stream, octets, STREAM_OUTPUT_MAX), 0);
	ck_assert_int_eq(stream_write(stream, octets, 1), -ENOBUFS);
	ck_assert_uint_eq(stream_queued(stream), STREAM_OUTPUT_MAX);
	free(octets);
}
END_TEST

START_TEST(bounds_its_pieces)
{
	for (int i = 0; i < STREAM_PIECES_MAX; i++)
		ck_assert_int_eq(stream_write(stream, "x", 1), 0);
	ck_assert_int_eq(stream_write(stream, "x", 1), -ENOBUFS);
	loop_run(loop);
	ck_assert_uint_eq(stream_sent(stream), STREAM_PIECES_MAX);
	ck_assert_int_eq(stream_write(stream, "x", 1), 0);
}
END_TEST

START_TEST(sends_the_end_behind_what_is_queued)
{
	char got[8];

	stream_write(stream, "bye", 3);
	stream_shutdown(stream);
	loop_run(loop);
	ck_assert_int_eq(read(far_end, got, sizeof(got)), 3);
	ck_assert_int_eq(read(far_end, got, sizeof(got)), 0);
}
END_TEST

/* --- listening and connecting --- */

static int accepted;

static void
on_accept(void *owner, int fd)
{
	(void)owner;
	accepted = fd;
	loop_stop(loop);
}

START_TEST(listens_and_connects)
{
	union endpoint local = endpoint_ipv4(0x7f000001, 0);
	socklen_t len = sizeof(local);
	struct stream_listener *listener;
	struct stream *client;
	int fd, to;

	ck_assert_int_eq(stream_bind(&local, &fd), 0);
	ck_assert_int_eq(getsockname(fd, &local.any, &len), 0);
	ck_assert_int_eq(
	    stream_listen(loop, fd, on_accept, NULL, &listener), 0);
	to = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	connect(to, &local.any, len);
	ck_assert_int_eq(stream_new(loop, to, &events, NULL, &client), 0);
	accepted = -1;
	loop_run(loop);
	ck_assert_int_ge(accepted, 0);
	stream_free(client);
	stream_listener_free(listener);
	close(accepted);
}
END_TEST

START_TEST(tells_a_refused_connection)
{
	union endpoint nobody = endpoint_ipv4(0x7f000001, 1);
	struct stream *client;
	int to = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	connect(to, &nobody.any, endpoint_len(&nobody));
	ck_assert_int_eq(stream_new(loop, to, &events, NULL, &client), 0);
	if (ended_with == 1)
		loop_run(loop);
	ck_assert_int_ne(ended_with, 1);
	ck_assert_int_ne(ended_with, -ETIMEDOUT);
	stream_free(client);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stream");
	TCase *tests = tcase_create("stream");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, offers_again_what_was_not_consumed);
	tcase_add_test(tests, reads_nothing_while_paused);
	tcase_add_test(tests, tells_the_orderly_end_and_still_writes);
	tcase_add_test(tests, reads_nothing_where_nobody_wants_it);
	tcase_add_test(tests, tells_a_broken_pipe);
	tcase_add_test(tests, ends_an_idle_stream);
	tcase_add_test(tests, sends_octets_and_files_in_order);
	tcase_add_test(tests, sends_the_last_at_once);
	tcase_add_test(tests, tells_a_broken_pipe_of_the_last);
	tcase_add_loop_test(tests, cuts_when_the_file_was_truncated, 0, 2);
	tcase_add_test(tests, bounds_its_output);
	tcase_add_test(tests, bounds_its_pieces);
	tcase_add_test(tests, sends_the_end_behind_what_is_queued);
	tcase_add_test(tests, listens_and_connects);
	tcase_add_test(tests, tells_a_refused_connection);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

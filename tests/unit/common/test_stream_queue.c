/* SPDX-License-Identifier: ISC */
#include "common/stream_queue.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	BUDGET = 1 << 30
};

static struct stream_queue queue;
static struct stream_chunk chunk;
static int ends[2];

static void
setup(void)
{
	memset(&queue, 0, sizeof(queue));
	ck_assert_int_eq(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
}

static void
teardown(void)
{
	stream_queue_clear(&queue);
	close(ends[0]);
	close(ends[1]);
}

static struct stream_file *
file_of(const char *text, size_t size)
{
	char name[] = "/tmp/test_queue.XXXXXX";
	int fd = mkstemp(name);

	ck_assert_int_ge(fd, 0);
	unlink(name);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	ck_assert_int_eq(ftruncate(fd, (off_t)size), 0);
	return stream_file_new(fd);
}

static void
expect_received(const char *want)
{
	char got[256];
	ssize_t n = read(ends[1], got, sizeof(got) - 1);

	ck_assert_int_ge(n, 0);
	got[n] = '\0';
	ck_assert_str_eq(got, want);
}

START_TEST(sends_in_order)
{
	struct stream_file *file = file_of("0123456789", 10);

	ck_assert(stream_queue_is_empty(&queue));
	ck_assert_int_eq(stream_queue_bytes(&queue, "a", 1), 0);
	ck_assert_int_eq(stream_queue_bytes(&queue, "b", 1), 0);
	ck_assert_int_eq(stream_queue_file(&queue, file, 2, 3), 0);
	ck_assert_int_eq(stream_queue_bytes(&queue, "c", 1), 0);
	ck_assert_int_eq(stream_queue_file(&queue, file, 9, 1), 0);
	ck_assert_int_eq(stream_queue_file(&queue, file, 0, 1), 0);
	ck_assert_uint_eq(queue.queued, 8);
	stream_file_unref(file);
	ck_assert_int_eq(stream_queue_send(&queue, ends[0], BUDGET, &chunk), 0);
	ck_assert(stream_queue_is_empty(&queue));
	ck_assert_uint_eq(queue.queued, 0);
	ck_assert_uint_eq(queue.octets, 0);
	expect_received("ab234c90");
}
END_TEST

/* Small files that are held in memory are sent from there, in one piece with
 * what is around them, also from their middle and though they have changed. */
START_TEST(sends_what_is_kept)
{
	struct stream_file *file = file_of("0123456789", 10);

	sleep(STREAM_FILE_SETTLED_S + 1);
	stream_file_keep(file);
	ck_assert_ptr_nonnull(stream_file_kept(file));
	ck_assert_int_eq(ftruncate(stream_file_fd(file), 0), 0);
	stream_queue_bytes(&queue, "a", 1);
	stream_queue_file(&queue, file, 2, 3);
	stream_queue_file(&queue, file, 0, 10);
	stream_queue_bytes(&queue, "b", 1);
	stream_file_unref(file);
	ck_assert_int_eq(stream_queue_send(&queue, ends[0], BUDGET, &chunk), 0);
	expect_received("a2340123456789b");
	ck_assert(stream_queue_is_empty(&queue));
}
END_TEST

START_TEST(takes_nothing_for_nothing)
{
	struct stream_file *file = file_of("x", 1);

	ck_assert_int_eq(stream_queue_bytes(&queue, "", 0), 0);
	ck_assert_int_eq(stream_queue_file(&queue, file, 0, 0), 0);
	ck_assert(stream_queue_is_empty(&queue));
	stream_file_unref(file);
}
END_TEST

START_TEST(stops_at_its_budget)
{
	for (int i = 0; i < 100; i++)
		stream_queue_bytes(&queue, "0123456789", 10);
	ck_assert_int_eq(stream_queue_send(&queue, ends[0], 1, &chunk), 0);
	ck_assert_uint_gt(queue.queued, 0);
	ck_assert_uint_lt(queue.queued, 1000);
	ck_assert_int_eq(stream_queue_send(&queue, ends[0], BUDGET, &chunk), 0);
	ck_assert_uint_eq(queue.queued, 0);
}
END_TEST

START_TEST(goes_on_where_the_socket_was_full)
{
	enum {
		SIZE = 8 << 20
	};
	struct stream_file *file = file_of("", SIZE);
	char sink[64 << 10];
	uint64_t received = 0;
	ssize_t n;
	int r;

	stream_queue_bytes(&queue, "head", 4);
	stream_queue_file(&queue, file, 0, SIZE);
	stream_file_load(file, 0, SIZE);
	stream_file_unref(file);
	do {
		r = stream_queue_send(&queue, ends[0], BUDGET, &chunk);
		ck_assert(r == 0 || r == -EAGAIN || r == STREAM_QUEUE_COLD);
		while ((n = read(ends[1], sink, sizeof(sink))) > 0)
			received += (uint64_t)n;
		ck_assert_uint_eq(received, SIZE + 4 - queue.queued);
	} while (!stream_queue_is_empty(&queue));
	ck_assert_uint_eq(received, SIZE + 4);
}
END_TEST

/* What begins within a page, as files in images do, goes on at one's begin. */
START_TEST(sends_a_large_file_by_whole_pages)
{
	enum {
		SIZE = 16 * STREAM_FILE_CHUNK,
		BEGIN = 2048,
		PAGE = 4096,
	};
	struct stream_file *file = file_of("", SIZE);
	FILE *out = tmpfile();
	unsigned n_calls = 0;

	ck_assert_ptr_nonnull(out);
	stream_file_load(file, 0, SIZE);
	stream_queue_file(&queue, file, BEGIN, SIZE - BEGIN);
	stream_file_unref(file);
	while (!stream_queue_is_empty(&queue)) {
		ck_assert_int_eq(
		    stream_queue_send(&queue, fileno(out), 1, &chunk), 0);
		ck_assert_uint_eq(queue.queued % PAGE, 0);
		n_calls++;
	}
	ck_assert_uint_gt(n_calls, 1);
	fclose(out);
}
END_TEST

/* Both ends of a connection on the loopback interface. */
static void
connect_tcp(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ck_assert_int_eq(
	    bind(listener, (struct sockaddr *)&address, sizeof(address)), 0);
	ck_assert_int_eq(listen(listener, 1), 0);
	ck_assert_int_eq(
	    getsockname(listener, (struct sockaddr *)&address, &len), 0);
	close(ends[0]);
	close(ends[1]);
	ends[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(
	    connect(ends[0], (struct sockaddr *)&address, sizeof(address)), 0);
	ck_assert_int_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	ends[1] = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	ck_assert_int_ge(ends[1], 0);
	close(listener);
}

static bool
is_corked(void)
{
	int on = -1;
	socklen_t len = sizeof(on);

	ck_assert_int_eq(
	    getsockopt(ends[0], IPPROTO_TCP, TCP_CORK, &on, &len), 0);
	return on;
}

/* Short segments wait while more of a file is to come, and no longer. */
START_TEST(fills_segments_within_a_file_alone)
{
	enum {
		SIZE = 16 * STREAM_FILE_CHUNK
	};
	struct stream_file *file = file_of("", SIZE);
	static char sink[1 << 20];
	bool was_corked = false;

	connect_tcp();
	stream_file_load(file, 0, SIZE);
	stream_queue_file(&queue, file, 0, SIZE);
	stream_file_unref(file);
	while (!stream_queue_is_empty(&queue)) {
		int r = stream_queue_send(&queue, ends[0], 1, &chunk);

		ck_assert(r == 0 || r == -EAGAIN);
		was_corked = was_corked || is_corked();
		while (read(ends[1], sink, sizeof(sink)) > 0)
			continue;
	}
	ck_assert(was_corked);
	ck_assert(!is_corked());
}
END_TEST

/* With octets before it, and by itself. */
START_TEST(finds_a_file_that_ends_early)
{
	struct stream_file *file = file_of("0123456789", 10);

	if (_i)
		stream_queue_bytes(&queue, "head", 4);
	stream_queue_file(&queue, file, 5, 6);
	stream_file_unref(file);
	for (int i = 0; i < 2; i++)
		if (stream_queue_send(&queue, ends[0], BUDGET, &chunk) == -EIO)
			return;
	ck_abort_msg("a file of 10 octets was sent to its 11th");
}
END_TEST

/* A file of which the first page is in memory and the others are not. */
static struct stream_file *
half_cold_file(const uint8_t *content, size_t size)
{
	char name[] = "/tmp/test_queue.XXXXXX";
	int fd = mkstemp(name);
	uint8_t octet;

	ck_assert_int_ge(fd, 0);
	unlink(name);
	ck_assert_int_eq(write(fd, content, size), (ssize_t)size);
	ck_assert_int_eq(fsync(fd), 0);
	ck_assert_int_eq(posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED), 0);
	/* No reading ahead: one page is one page. */
	ck_assert_int_eq(posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM), 0);
	ck_assert_int_eq(pread(fd, &octet, 1, 0), 1);
	return stream_file_new(fd);
}

START_TEST(sends_a_small_file_that_is_half_in_memory)
{
	enum {
		SIZE = 12 << 10
	};
	uint8_t content[SIZE], got[SIZE + 64];
	struct stream_file *file;

	memset(content, 'x', SIZE);
	file = half_cold_file(content, SIZE);
	stream_queue_bytes(&queue, "head", 4);
	stream_queue_file(&queue, file, 0, SIZE);
	stream_file_unref(file);
	while (!stream_queue_is_empty(&queue)) {
		int r = stream_queue_send(&queue, ends[0], BUDGET, &chunk);

		ck_assert(r == 0 || r == STREAM_QUEUE_COLD);
		if (r == STREAM_QUEUE_COLD)
			stream_file_load(chunk.file, chunk.offset, chunk.len);
	}
	ck_assert_int_eq(read(ends[1], got, sizeof(got)), SIZE + 4);
	ck_assert_int_eq(memcmp(got, "head", 4), 0);
	ck_assert_int_eq(memcmp(got + 4, content, SIZE), 0);
}
END_TEST

START_TEST(tells_a_peer_that_is_gone)
{
	close(ends[1]);
	ends[1] = -1;
	stream_queue_bytes(&queue, "lost", 4);
	ck_assert_int_eq(
	    stream_queue_send(&queue, ends[0], BUDGET, &chunk), -EPIPE);
	stream_queue_clear(&queue);
	ck_assert(stream_queue_is_empty(&queue));
	ck_assert_uint_eq(queue.queued, 0);
	ck_assert_uint_eq(queue.n_pieces, 0);
}
END_TEST

START_TEST(bounds_octets_and_pieces)
{
	struct stream_file *file = file_of("x", 1);
	uint8_t *octets = calloc(1, STREAM_OUTPUT_MAX);

	ck_assert_int_eq(
	    stream_queue_bytes(&queue, octets, STREAM_OUTPUT_MAX), 0);
	ck_assert_int_eq(stream_queue_bytes(&queue, "x", 1), -ENOBUFS);
	for (int i = 1; i < STREAM_PIECES_MAX; i++)
		ck_assert_int_eq(stream_queue_file(&queue, file, 0, 1), 0);
	ck_assert_int_eq(stream_queue_file(&queue, file, 0, 1), -ENOBUFS);
	stream_file_unref(file);
	free(octets);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stream_queue");
	TCase *tests = tcase_create("stream_queue");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, finds_a_file_that_ends_early, 0, 2);
	tcase_add_test(tests, sends_in_order);
	tcase_add_test(tests, sends_what_is_kept);
	tcase_add_test(tests, takes_nothing_for_nothing);
	tcase_add_test(tests, stops_at_its_budget);
	tcase_add_test(tests, goes_on_where_the_socket_was_full);
	tcase_add_test(tests, sends_a_large_file_by_whole_pages);
	tcase_add_test(tests, fills_segments_within_a_file_alone);
	tcase_add_test(tests, sends_a_small_file_that_is_half_in_memory);
	tcase_add_test(tests, tells_a_peer_that_is_gone);
	tcase_add_test(tests, bounds_octets_and_pieces);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

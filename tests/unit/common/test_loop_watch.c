/* SPDX-License-Identifier: ISC */
#include "common/loop_watch.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/common/guarded_loop.h"

static void
stop_in_time(void *owner)
{
	(void)owner;
	loop_stop(loop);
}

struct watched {
	struct loop_watch *watch;
	int fd;
	unsigned ready;
	unsigned n_ready;
	int error;
};

static void
take_and_stop(void *owner, unsigned ready)
{
	struct watched *watched = owner;
	char octet;

	watched->n_ready++;
	watched->ready |= ready;
	if (read(watched->fd, &octet, 1) < 0)
		watched->error = errno;
	loop_stop(loop);
}

static void
free_self_and_stop(void *owner, unsigned ready)
{
	struct watched *watched = owner;

	(void)ready;
	watched->n_ready++;
	loop_watch_free(watched->watch);
	close(watched->fd);
	loop_stop(loop);
}

static void
stop_now(void *owner, unsigned ready)
{
	struct watched *watched = owner;

	watched->n_ready++;
	watched->ready |= ready;
	loop_stop(loop);
}

static void
watch(struct watched *watched, int fd, loop_ready_fn *ready, unsigned interest)
{
	memset(watched, 0, sizeof(*watched));
	watched->fd = fd;
	ck_assert_int_eq(
	    loop_watch_new(loop, fd, ready, watched, &watched->watch), 0);
	loop_watch_set(watched->watch, interest);
}

static void
make_pair(int ends[2])
{
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
}

START_TEST(a_watch_tells_what_was_asked)
{
	struct watched watched;
	int ends[2];

	make_pair(ends);
	ck_assert_int_eq(write(ends[1], "x", 1), 1);
	watch(&watched, ends[0], stop_now, LOOP_WRITE);
	run();
	ck_assert_uint_eq(watched.ready, LOOP_WRITE);
	watched.ready = 0;
	loop_watch_set(watched.watch, LOOP_READ);
	run();
	ck_assert_uint_eq(watched.ready, LOOP_READ);
	loop_watch_set(watched.watch, LOOP_READ | LOOP_WRITE);
	watched.ready = 0;
	run();
	ck_assert_uint_eq(watched.ready, LOOP_READ | LOOP_WRITE);
	loop_watch_free(watched.watch);
	close(ends[0]);
	close(ends[1]);
}
END_TEST

START_TEST(a_watch_is_quiet_without_interest)
{
	struct watched watched;
	struct loop_timer *end;
	int ends[2];

	make_pair(ends);
	ck_assert_int_eq(write(ends[1], "x", 1), 1);
	watch(&watched, ends[0], stop_now, LOOP_READ);
	loop_watch_set(watched.watch, LOOP_NONE);
	ck_assert_int_eq(loop_timer_new(loop, stop_in_time, NULL, &end), 0);
	loop_timer_start(end, 30);
	run();
	ck_assert_uint_eq(watched.n_ready, 0);
	/* Level-triggered: what came meanwhile is told. */
	loop_watch_set(watched.watch, LOOP_READ);
	run();
	ck_assert_uint_eq(watched.n_ready, 1);
	loop_watch_free(watched.watch);
	loop_timer_free(end);
	close(ends[0]);
	close(ends[1]);
}
END_TEST

START_TEST(a_hang_up_is_ready)
{
	struct watched watched;
	int ends[2];

	make_pair(ends);
	watch(&watched, ends[0], take_and_stop, LOOP_READ);
	close(ends[1]);
	run();
	ck_assert_uint_eq(watched.ready, LOOP_READ);
	ck_assert_int_eq(watched.error, 0);
	loop_watch_free(watched.watch);
	close(ends[0]);
}
END_TEST

START_TEST(a_watch_is_freed_in_its_callback)
{
	struct watched watched;
	int ends[2];

	make_pair(ends);
	ck_assert_int_eq(write(ends[1], "x", 1), 1);
	watch(&watched, ends[0], free_self_and_stop, LOOP_READ);
	run();
	ck_assert_uint_eq(watched.n_ready, 1);
	close(ends[1]);
	loop_watch_free(NULL);
}
END_TEST

/* The number of a closed descriptor comes back: the next one with it is
 * watched as if there had been none before. */
START_TEST(a_descriptor_that_comes_again)
{
	struct watched first, second;
	int ends[2], again[2];

	make_pair(ends);
	watch(&first, ends[0], stop_now, LOOP_READ);
	loop_watch_free(first.watch);
	close(ends[0]);
	make_pair(again);
	ck_assert_int_eq(again[0], ends[0]);
	watch(&second, again[0], take_and_stop, LOOP_READ);
	ck_assert_int_eq(write(again[1], "x", 1), 1);
	run();
	ck_assert_uint_eq(first.n_ready, 0);
	ck_assert_uint_eq(second.n_ready, 1);
	loop_watch_free(second.watch);
	close(ends[1]);
	close(again[0]);
	close(again[1]);
}
END_TEST

START_TEST(a_watch_is_closed_with_its_descriptor)
{
	struct watched first, second;
	int ends[2], again[2];

	make_pair(ends);
	watch(&first, ends[0], stop_now, LOOP_READ);
	ck_assert_int_eq(write(ends[1], "x", 1), 1);
	loop_watch_close(first.watch);
	ck_assert_int_eq(fcntl(ends[0], F_GETFD), -1);
	make_pair(again);
	ck_assert_int_eq(again[0], ends[0]);
	watch(&second, again[0], take_and_stop, LOOP_READ);
	ck_assert_int_eq(write(again[1], "x", 1), 1);
	run();
	ck_assert_uint_eq(first.n_ready, 0);
	ck_assert_uint_eq(second.n_ready, 1);
	loop_watch_close(second.watch);
	close(ends[1]);
	close(again[1]);
}
END_TEST

/* An ICMP error of a connected UDP socket is told, and is not the end. */
START_TEST(an_error_does_not_end_a_watch)
{
	struct sockaddr_in own = { .sin_family = AF_INET };
	socklen_t len = sizeof(own);
	int peer = socket(AF_INET, SOCK_DGRAM, 0);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	struct watched watched;

	own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(peer, (struct sockaddr *)&own, len), 0);
	ck_assert_int_eq(getsockname(peer, (struct sockaddr *)&own, &len), 0);
	close(peer);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&own, len), 0);
	watch(&watched, fd, take_and_stop, LOOP_READ);
	for (int i = 0; i < 3; i++) {
		watched.error = 0;
		watched.ready = 0;
		ck_assert_int_eq(send(fd, "x", 1, 0), 1);
		run();
		ck_assert_int_eq(watched.error, ECONNREFUSED);
		ck_assert_uint_eq(watched.ready, LOOP_READ);
	}
	loop_watch_free(watched.watch);
	close(fd);
}
END_TEST

START_TEST(what_cannot_be_watched)
{
	struct loop_watch *got = NULL;
	int fd = open("/etc/passwd", O_RDONLY);

	ck_assert_int_eq(
	    loop_watch_new(loop, -1, take_and_stop, NULL, &got), -EBADF);
	ck_assert_ptr_null(got);
	/* The kernel knows no readiness of files. */
	ck_assert_int_eq(
	    loop_watch_new(loop, fd, take_and_stop, NULL, &got), 0);
	ck_assert_int_eq(loop_watch_set(got, LOOP_READ), -EPERM);
	loop_watch_free(got);
	close(fd);
}
END_TEST

/* Of two that are ready together the first frees the other, or closes it. */
static void
free_other(void *owner, unsigned ready)
{
	struct watched *other = owner;

	(void)ready;
	loop_watch_free(other->watch);
	close(other->fd);
	loop_stop(loop);
}

static void
close_other(void *owner, unsigned ready)
{
	struct watched *other = owner;

	(void)ready;
	loop_watch_close(other->watch);
	loop_stop(loop);
}

static void
count(void *owner, unsigned ready)
{
	struct watched *watched = owner;

	(void)ready;
	watched->n_ready++;
	if (watched->n_ready == 1)
		loop_watch_set(watched->watch, LOOP_NONE);
}

START_TEST(what_was_freed_is_not_told)
{
	static loop_ready_fn *const frees[] = { free_other, close_other };
	struct watched first = { 0 }, second = { 0 };
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(
	    loop_watch_new(loop, ends[1], frees[_i], &second, &first.watch), 0);
	ck_assert_int_eq(loop_watch_set(first.watch, LOOP_WRITE), 0);
	second.fd = dup(ends[1]);
	ck_assert_int_eq(
	    loop_watch_new(loop, second.fd, count, &second, &second.watch), 0);
	ck_assert_int_eq(loop_watch_set(second.watch, LOOP_WRITE), 0);
	run();
	ck_assert_uint_eq(second.n_ready, 0);
	loop_watch_free(first.watch);
	close(ends[0]);
	close(ends[1]);
}
END_TEST

/* More than one turn tells. */
START_TEST(all_of_many_are_told)
{
	enum {
		MANY = 600
	};
	struct watched *many = calloc(MANY, sizeof(*many));
	struct loop_timer *timer;

	for (int i = 0; i < MANY; i++) {
		many[i].fd = eventfd(0, EFD_CLOEXEC);
		ck_assert_int_eq(loop_watch_new(loop, many[i].fd, count,
				     &many[i], &many[i].watch),
		    0);
		ck_assert_int_eq(loop_watch_set(many[i].watch, LOOP_WRITE), 0);
	}
	ck_assert_int_eq(loop_timer_new(loop, stop_in_time, NULL, &timer), 0);
	loop_timer_start(timer, 50);
	run();
	for (int i = 0; i < MANY; i++) {
		ck_assert_uint_eq(many[i].n_ready, 1);
		loop_watch_free(many[i].watch);
		close(many[i].fd);
	}
	loop_timer_free(timer);
	free(many);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("loop_watch");
	TCase *tcase = tcase_create("loop_watch");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_watch_tells_what_was_asked);
	tcase_add_test(tcase, a_watch_is_quiet_without_interest);
	tcase_add_test(tcase, a_hang_up_is_ready);
	tcase_add_test(tcase, a_watch_is_freed_in_its_callback);
	tcase_add_test(tcase, a_descriptor_that_comes_again);
	tcase_add_test(tcase, a_watch_is_closed_with_its_descriptor);
	tcase_add_test(tcase, an_error_does_not_end_a_watch);
	tcase_add_test(tcase, what_cannot_be_watched);
	tcase_add_loop_test(tcase, what_was_freed_is_not_told, 0, 2);
	tcase_add_test(tcase, all_of_many_are_told);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/stream_listener.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	DEADLINE_MS = 5000,
	MANY = 100
};

static struct loop *loop;
static struct stream_listener *listener;
static struct loop_timer *deadline;
static union endpoint at;
static int n_accepted;
static bool frees_inside;

static void
on_accept(void *owner, int fd)
{
	(void)owner;
	ck_assert_int_ne(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	close(fd);
	n_accepted++;
	if (frees_inside) {
		stream_listener_free(listener);
		listener = NULL;
	}
	if (frees_inside || n_accepted == MANY)
		loop_stop(loop);
}

static void
on_deadline(void *owner)
{
	(void)owner;
	ck_abort_msg("nothing came within %d ms", DEADLINE_MS);
}

static void
setup(void)
{
	socklen_t len = sizeof(at);
	int fd;

	n_accepted = 0;
	frees_inside = false;
	loop = loop_new();
	ck_assert_ptr_nonnull(loop);
	ck_assert_int_eq(loop_timer_new(loop, on_deadline, NULL, &deadline), 0);
	loop_timer_start(deadline, DEADLINE_MS);
	at = endpoint_ipv4(0x7f000001, 0);
	ck_assert_int_eq(stream_bind(&at, &fd), 0);
	ck_assert_int_eq(getsockname(fd, &at.any, &len), 0);
	ck_assert_int_eq(
	    stream_listen(loop, fd, on_accept, NULL, &listener), 0);
}

static void
teardown(void)
{
	stream_listener_free(listener);
	loop_timer_free(deadline);
	loop_free(loop);
}

static int
client(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	ck_assert_int_ge(fd, 0);
	connect(fd, &at.any, endpoint_len(&at));
	return fd;
}

START_TEST(accepts_many)
{
	int clients[MANY];

	for (int i = 0; i < MANY; i++)
		clients[i] = client();
	loop_run(loop);
	ck_assert_int_eq(n_accepted, MANY);
	for (int i = 0; i < MANY; i++)
		close(clients[i]);
}
END_TEST

START_TEST(may_be_freed_while_it_accepts)
{
	int one = client(), two = client();

	frees_inside = true;
	loop_run(loop);
	ck_assert_int_eq(n_accepted, 1);
	ck_assert_ptr_null(listener);
	close(one);
	close(two);
}
END_TEST

START_TEST(binds_an_address_once)
{
	int fd;

	ck_assert_int_eq(stream_bind(&at, &fd), -EADDRINUSE);
}
END_TEST

START_TEST(leaves_ipv4_to_others)
{
	union endpoint ipv6 = { .ipv6 = { .sin6_family = AF_INET6 } };
	int fd, r;

	endpoint_set_port(&ipv6, endpoint_port(&at));
	r = stream_bind(&ipv6, &fd);
	ck_assert(r == 0 || r == -EAFNOSUPPORT);
	if (r == 0)
		close(fd);
}
END_TEST

/* Without a turn of the loop, and also where nobody waits. */
START_TEST(accepts_at_once)
{
	int first, second;

	stream_listener_accept(listener);
	ck_assert_int_eq(n_accepted, 0);
	first = client();
	second = client();
	stream_listener_accept(listener);
	ck_assert_int_eq(n_accepted, 2);
	close(first);
	close(second);
}
END_TEST

START_TEST(accepts_at_once_and_is_freed)
{
	int fd = client();

	frees_inside = true;
	stream_listener_accept(listener);
	ck_assert_int_eq(n_accepted, 1);
	ck_assert_ptr_null(listener);
	close(fd);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stream_listener");
	TCase *tests = tcase_create("stream_listener");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, accepts_many);
	tcase_add_test(tests, may_be_freed_while_it_accepts);
	tcase_add_test(tests, binds_an_address_once);
	tcase_add_test(tests, leaves_ipv4_to_others);
	tcase_add_test(tests, accepts_at_once);
	tcase_add_test(tests, accepts_at_once_and_is_freed);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

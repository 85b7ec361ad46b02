/* SPDX-License-Identifier: ISC */
#include "repod/passed.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/activation.h"
#include "common/stream_listener.h"
#include "tests/unit/common/capture.h"

static struct capture capture;

/* Listening sockets from descriptor 3 on, each on a port of its own. */
static void
open_sockets(void)
{
	const union endpoint any = endpoint_ipv4(INADDR_LOOPBACK, 0);

	for (int i = 0; i <= PASSED_MAX; i++) {
		int fd, to = ACTIVATION_FIRST_FD + i;

		if (stream_bind(&any, &fd) < 0)
			abort();
		if (fd != to) {
			dup2(fd, to);
			close(fd);
		}
	}
}

/* Say that @n of them are for us. Return: the first one's port. */
static uint16_t
pass(int n)
{
	union endpoint local;
	socklen_t len = sizeof(local);
	char text[16];

	snprintf(text, sizeof(text), "%d", (int)getpid());
	setenv("LISTEN_PID", text, 1);
	snprintf(text, sizeof(text), "%d", n);
	setenv("LISTEN_FDS", text, 1);
	ck_assert_int_eq(getsockname(ACTIVATION_FIRST_FD, &local.any, &len), 0);
	return endpoint_port(&local);
}

START_TEST(none)
{
	struct passed passed;

	ck_assert_int_eq(passed_take(&passed), 0);
	ck_assert_uint_eq(passed.n_all, 0);
	ck_assert_int_eq(passed_claim(&passed, 80), -1);
	passed_close(&passed);
}
END_TEST

START_TEST(each_is_claimed_once_by_its_port)
{
	uint16_t port = pass(2);
	struct passed passed;
	int fd;

	ck_assert_int_eq(passed_take(&passed), 0);
	ck_assert_uint_eq(passed.n_all, 2);
	fd = passed_claim(&passed, port);
	ck_assert_int_eq(fd, ACTIVATION_FIRST_FD);
	ck_assert(fcntl(fd, F_GETFL) & O_NONBLOCK);
	ck_assert_int_eq(passed_claim(&passed, port), -1);

	/* The other one is told, and closed. */
	capture_begin(&capture);
	passed_close(&passed);
	ck_assert_ptr_nonnull(
	    strstr(capture_end(&capture), "was passed, which is none of http"));
	ck_assert_int_eq(fcntl(ACTIVATION_FIRST_FD + 1, F_GETFD), -1);
	ck_assert_int_ne(fcntl(fd, F_GETFD), -1);
}
END_TEST

START_TEST(as_many_as_there_is_room_for)
{
	struct passed passed;

	pass(PASSED_MAX);
	ck_assert_int_eq(passed_take(&passed), 0);
	ck_assert_uint_eq(passed.n, PASSED_MAX);
	pass(PASSED_MAX + 1);
	ck_assert_int_eq(passed_take(&passed), -E2BIG);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("passed");
	TCase *tests = tcase_create("passed");
	SRunner *runner;
	int failed;

	/* Before the runner opens files of its own there. */
	open_sockets();
	tcase_add_test(tests, none);
	tcase_add_test(tests, each_is_claimed_once_by_its_port);
	tcase_add_test(tests, as_many_as_there_is_room_for);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

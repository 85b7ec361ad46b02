/* SPDX-License-Identifier: ISC */
#include "common/activation.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	PASSED = 4
};

/* The descriptors 3 to 6: two of UDP, one of TCP, and a file. */
static void
pass_descriptors(void)
{
	static const int types[] = { SOCK_DGRAM, SOCK_STREAM, 0, SOCK_DGRAM };

	for (int i = 0; i < PASSED; i++) {
		int fd = types[i] ? socket(AF_INET, types[i], 0)
				  : open("/dev/null", O_RDONLY);

		if (fd != ACTIVATION_FIRST_FD + i) {
			dup2(fd, ACTIVATION_FIRST_FD + i);
			close(fd);
		}
	}
}

static void
say(long pid, const char *fds)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", pid);
	setenv("LISTEN_PID", text, 1);
	setenv("LISTEN_FDS", fds, 1);
}

static const struct {
	long pid; /* more than ours */
	const char *fds;
	unsigned max;
	int result;
} rows[] = {
	{ 0, "4", 2, 2 },
	{ 0, "4", 1, -E2BIG },
	{ 0, "3", 1, 1 },
	{ 0, "1", 4, 1 },
	{ 0, "0", 4, 0 },
	{ 0, "", 4, 0 },
	{ 0, "-1", 4, 0 },
	{ 0, "99999999999", 4, 0 },
	{ 1, "4", 4, 0 },
};

START_TEST(sockets_are_found)
{
	int fds[PASSED] = { -1, -1, -1, -1 };

	say((long)getpid() + rows[_i].pid, rows[_i].fds);
	ck_assert_int_eq(
	    activation_sockets(SOCK_DGRAM, fds, rows[_i].max), rows[_i].result);
	ck_assert_ptr_null(getenv("LISTEN_PID"));
	ck_assert_ptr_null(getenv("LISTEN_FDS"));
	if (rows[_i].result > 0) {
		ck_assert_int_eq(fds[0], 3);
		ck_assert_int_ne(fcntl(3, F_GETFD) & FD_CLOEXEC, 0);
	}
	if (rows[_i].result > 1)
		ck_assert_int_eq(fds[1], 6);
	ck_assert_int_eq(activation_sockets(SOCK_DGRAM, fds, PASSED), 0);
}
END_TEST

START_TEST(nothing_is_said)
{
	int fd;

	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	ck_assert_int_eq(activation_sockets(SOCK_DGRAM, &fd, 1), 0);
}
END_TEST

START_TEST(the_other_type)
{
	int fd = -1;

	say((long)getpid(), "4");
	ck_assert_int_eq(activation_sockets(SOCK_STREAM, &fd, 1), 1);
	ck_assert_int_eq(fd, 4);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("activation");
	TCase *tests = tcase_create("activation");
	SRunner *runner;
	int failed;

	/* Before the runner opens files of its own there. */
	pass_descriptors();
	runner = srunner_create(suite);
	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, sockets_are_found, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, nothing_is_said);
	tcase_add_test(tests, the_other_type);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/port_holder.h"

#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Bind @at, of port 0, as a process of its own would, in @child. */
static pid_t
hold(int type, union endpoint *at)
{
	socklen_t len = sizeof(*at);
	int fd = socket(at->any.sa_family, type, 0);
	pid_t child;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(bind(fd, &at->any, endpoint_len(at)), 0);
	if (type == SOCK_STREAM)
		ck_assert_int_eq(listen(fd, 1), 0);
	ck_assert_int_eq(getsockname(fd, &at->any, &len), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		pause();
		_exit(0);
	}
	close(fd);
	return child;
}

static void
release(pid_t child)
{
	kill(child, SIGKILL);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
}

static const struct {
	int type;
	const char *held;
	const char *asked; /* an address; the port is the held one */
	bool is_in_the_way;
} rows[] = {
	{ SOCK_DGRAM, "127.0.0.1", "127.0.0.1", true },
	{ SOCK_DGRAM, "0.0.0.0", "127.0.0.1", true },
	{ SOCK_DGRAM, "127.0.0.1", "0.0.0.0", true },
	{ SOCK_DGRAM, "127.0.0.1", "127.0.0.2", false },
	{ SOCK_DGRAM, "127.0.0.1", "[::]", false },
	{ SOCK_DGRAM, "0.0.0.0", "[::]", false },
	{ SOCK_STREAM, "127.0.0.1", "127.0.0.1", true },
	{ SOCK_STREAM, "0.0.0.0", "127.0.0.1", true },
	{ SOCK_STREAM, "127.0.0.1", "127.0.0.2", false },
};

/* The child is this program in another process. */
START_TEST(who_is_in_the_way)
{
	char want[PORT_HOLDER_TEXT_MAX], text[PORT_HOLDER_TEXT_MAX];
	union endpoint held, asked;
	enum port_holder kind;
	pid_t child;

	ck_assert(endpoint_parse(rows[_i].held, 1, &held));
	endpoint_set_port(&held, 0);
	ck_assert(endpoint_parse(rows[_i].asked, 1, &asked));
	child = hold(rows[_i].type, &held);
	endpoint_set_port(&asked, endpoint_port(&held));
	kind = port_holder_find(rows[_i].type, &asked, text);
	release(child);
	snprintf(want, sizeof(want), "%.15s (pid %d)",
	    program_invocation_short_name, (int)child);
	ck_assert_str_eq(
	    text, rows[_i].is_in_the_way ? want : "another socket");
	ck_assert_int_eq(
	    kind, rows[_i].is_in_the_way ? PORT_HOLDER_OWN : PORT_HOLDER_NONE);
}
END_TEST

/* A port of the other protocol is another port. */
START_TEST(of_its_protocol_alone)
{
	union endpoint at = endpoint_ipv4(INADDR_LOOPBACK, 0);
	char text[PORT_HOLDER_TEXT_MAX];
	pid_t child = hold(SOCK_STREAM, &at);
	enum port_holder kind = port_holder_find(SOCK_DGRAM, &at, text);

	release(child);
	ck_assert_int_eq(kind, PORT_HOLDER_NONE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("port_holder");
	TCase *tests = tcase_create("port_holder");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, who_is_in_the_way, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, of_its_protocol_alone);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/system_calls.h"

#include <check.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child enters the filter, tries one thing, and hands back its errno. */

static int
enter(void)
{
	struct system_calls *calls;

	if (system_calls_new(&calls) < 0 ||
	    system_calls_allow(calls, "fdatasync") < 0 ||
	    system_calls_allow(calls, "no_such_call") < 0 ||
	    system_calls_allow_socket(calls, AF_INET, SOCK_DGRAM) < 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    system_calls_enter(calls) < 0)
		return -1;
	system_calls_free(calls);
	return 0;
}

static int
try_socket_flags(void)
{
	return socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static int
try_other_type(void)
{
	return socket(AF_INET, SOCK_STREAM, 0);
}

static int
try_other_domain(void)
{
	return socket(AF_INET6, SOCK_DGRAM, 0);
}

static int
try_allowed(void)
{
	return fdatasync(-1);
}

static int
try_not_allowed(void)
{
	return fsync(-1);
}

static int
try_exec(void)
{
	return execl("/bin/true", "true", NULL);
}

static int
try_chmod(void)
{
	return chmod("/no/such/file", 0);
}

static void *
in_a_thread(void *result)
{
	*(int *)result = try_chmod();
	return result;
}

/* The libraries' pools still get their threads, and those are bound too. */
static int
try_thread(void)
{
	pthread_t thread;
	int result = 0,
	    error = pthread_create(&thread, NULL, in_a_thread, &result);

	if (error == 0)
		error = pthread_join(thread, NULL);
	errno = error;
	return error == 0 && result == -1 ? 0 : -1;
}

static const struct {
	const char *name;
	int (*attempt)(void);
	int error;
} rows[] = {
	{ "a socket", try_socket_flags, 0 },
	{ "another type", try_other_type, ENOSYS },
	{ "another domain", try_other_domain, ENOSYS },
	{ "an allowed call reaches the kernel", try_allowed, EBADF },
	{ "another does not", try_not_allowed, ENOSYS },
	{ "exec", try_exec, ENOSYS },
	{ "chmod", try_chmod, ENOSYS },
	{ "a thread", try_thread, 0 },
};

START_TEST(only_what_was_allowed)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (enter() < 0)
			_exit(255);
		_exit(rows[_i].attempt() < 0 ? errno : 0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(
	    WIFEXITED(status) && WEXITSTATUS(status) == rows[_i].error,
	    "%s: status %x", rows[_i].name, (unsigned)status);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("system_calls");
	TCase *tests = tcase_create("system_calls");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(
	    tests, only_what_was_allowed, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

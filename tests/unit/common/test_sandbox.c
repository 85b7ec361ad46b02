/* SPDX-License-Identifier: ISC */
#include "common/sandbox.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/log.h"
#include "common/system_calls.h"
#include "tests/unit/common/capture.h"

static struct capture capture;

/* A sandbox with one folder, one kind of socket and one call. */
static void
enter(void)
{
	static const char *const calls[] = { "fdatasync", NULL };
	struct sandbox *sandbox = sandbox_new();

	if (!sandbox)
		_exit(255);
	sandbox_allow_path(sandbox, "/proc", false);
	sandbox_allow_path(sandbox, "/no/such/folder", true);
	sandbox_allow_socket(sandbox, AF_INET, SOCK_DGRAM);
	sandbox_allow_calls(sandbox, calls);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	sandbox_enter(sandbox);
	sandbox_free(sandbox);
}

/* Run @inside in a child. Return: what the logger said meanwhile; the child
 * ended with 0. */
static const char *
said_in_child(void (*inside)(void), int verbosity)
{
	const char *said;
	pid_t child;
	int status;

	capture_begin(&capture);
	child = fork();
	if (child == 0) {
		log_open("test", verbosity);
		inside();
		_exit(0);
	}
	waitpid(child, &status, 0);
	said = capture_end(&capture);
	ck_assert_msg(status == 0, "status %x: %s", (unsigned)status, said);
	return said;
}

static void
all_in_force(void)
{
	enter();
	if (open("/proc/self/status", O_RDONLY | O_CLOEXEC) < 0)
		_exit(1);
	if (open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 || errno != EACCES)
		_exit(2);
	if (socket(AF_INET, SOCK_DGRAM, 0) < 0 ||
	    socket(AF_UNIX, SOCK_DGRAM, 0) < 0)
		_exit(3);
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != ENOSYS)
		_exit(4);
	if (fdatasync(-1) == 0 || errno != EBADF)
		_exit(5);
	if (fsync(-1) == 0 || errno != ENOSYS)
		_exit(6);
}

START_TEST(both_in_force)
{
	const char *said = said_in_child(all_in_force, 1);

	ck_assert_ptr_nonnull(strstr(said, "sandbox: reads /proc\n"));
	ck_assert_ptr_nonnull(strstr(
	    said, "sandbox: reads and writes /no/such/folder: No such file"));
	ck_assert_ptr_nonnull(
	    strstr(said, "sandbox: Landlock on, seccomp on\n"));
	ck_assert_str_eq(said_in_child(all_in_force, 0), "");
}
END_TEST

/* To whom is in a filter already the kernel is an old one: it knows neither
 * Landlock nor further filters. */
static void
on_an_old_kernel(void)
{
	struct system_calls *calls;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (system_calls_new(&calls) < 0 ||
	    system_calls_allow(calls, "clone") < 0 ||
	    system_calls_enter(calls) < 0)
		_exit(255);
	enter();
	if (open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0)
		_exit(1);
}

START_TEST(an_old_kernel)
{
	const char *said = said_in_child(on_an_old_kernel, 0), *line;

	ck_assert_ptr_nonnull(strstr(said,
	    "sandbox: no Landlock (Function "
	    "not implemented)"));
	ck_assert_ptr_nonnull(strstr(said, "sandbox: no seccomp ("));
	line = strchr(said, '\n');
	ck_assert_ptr_nonnull(line);
	line = strchr(line + 1, '\n');
	ck_assert_msg(
	    line && line[1] == '\0', "more than a line each: %s", said);
}
END_TEST

static const struct {
	const char *entered;
	bool may_write;
	const char *wanted;
	bool wants_to_write;
	bool has;
} reach[] = {
	{ "/usr/lib", false, "/usr/lib", false, true },
	{ "/usr", false, "/usr/lib", false, true },
	{ "/", false, "/usr/lib", false, true },
	{ "/usr/lib", false, "/usr", false, false },
	{ "/usr/sbin", false, "/usr/sbin/../lib", false, false },
	{ "/usr/../etc", false, "/etc", false, true },
	{ "/usr", true, "/usr/lib", true, true },
	{ "/usr", true, "/usr/lib", false, true },
	{ "/usr", false, "/usr/lib", true, false },
	/* The name of the one begins with that of the other. */
	{ "/usr/lib", false, "/usr/libexec", false, false },
	{ "/usr", false, "/no/such/folder", false, true },
};

START_TEST(what_is_within_reach)
{
	struct sandbox *entered = sandbox_new(), *wanted = sandbox_new();
	const char *said;
	bool has;

	sandbox_allow_path(entered, reach[_i].entered, reach[_i].may_write);
	sandbox_allow_path(wanted, reach[_i].wanted, reach[_i].wants_to_write);
	log_open("test", 0);
	capture_begin(&capture);
	has = sandbox_has_all(entered, wanted);
	said = capture_end(&capture);
	ck_assert_int_eq(has, reach[_i].has);
	ck_assert_int_eq(has,
	    strstr(said,
		reach[_i].wants_to_write ? " lets it write to; restart"
					 : " lets it read; restart") == NULL);
	sandbox_free(entered);
	sandbox_free(wanted);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sandbox");
	TCase *tests = tcase_create("sandbox");
	SRunner *runner;
	int failed;

	tcase_add_test(tests, both_in_force);
	tcase_add_test(tests, an_old_kernel);
	tcase_add_loop_test(tests, what_is_within_reach, 0,
	    (int)(sizeof(reach) / sizeof(reach[0])));
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

/* SPDX-License-Identifier: ISC */
#include "common/landlock.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child may read folder/read and write folder/write; folder/neither and the
 * rest of the machine are out of its reach. */

static char folder[] = "/tmp/test-landlock.XXXXXX";

static const char *
below(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void
make_file(const char *name)
{
	int fd = open(below(name), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	ck_assert_int_ge(fd, 0);
	close(fd);
}

static void
setup(void)
{
	static const char *const folders[] = { "read", "write", "neither" };

	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (int i = 0; i < 3; i++) {
		char name[32];

		ck_assert_int_eq(mkdir(below(folders[i]), 0777), 0);
		snprintf(name, sizeof(name), "%s/file", folders[i]);
		make_file(name);
	}
	make_file("lone");
}

static void
teardown(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static void
enter(void)
{
	int set = landlock_new();

	if (set < 0 || landlock_allow(set, below("read"), false) < 0 ||
	    landlock_allow(set, below("write"), true) < 0 ||
	    landlock_allow(set, below("lone"), false) < 0 ||
	    landlock_allow(set, below("not-there"), false) != -ENOENT ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    landlock_enter(set) < 0)
		_exit(255);
}

/* What becomes of an open(), after which a file is to be had. */
static const struct {
	const char *name;
	int flags;
	int error;
} opens[] = {
	{ "read/file", O_RDONLY, 0 },
	{ "read", O_RDONLY | O_DIRECTORY, 0 },
	{ "read/../read/file", O_RDONLY, 0 },
	{ "read/file", O_WRONLY, EACCES },
	{ "read/file", O_WRONLY | O_TRUNC, EACCES },
	{ "read/new", O_WRONLY | O_CREAT, EACCES },
	{ "write/file", O_RDWR, 0 },
	{ "write/file", O_WRONLY | O_TRUNC, 0 },
	{ "write/new", O_WRONLY | O_CREAT, 0 },
	{ "lone", O_RDONLY, 0 },
	{ "lone", O_WRONLY, EACCES },
	{ "neither/file", O_RDONLY, EACCES },
	{ "read/../neither/file", O_RDONLY, EACCES },
	{ "neither", O_RDONLY | O_DIRECTORY, EACCES },
	{ "neither/new", O_WRONLY | O_CREAT, EACCES },
	{ "/../../etc/passwd", O_RDONLY, EACCES },
};

START_TEST(files_in_and_out_of_reach)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		int fd;

		enter();
		fd = open(
		    below(opens[_i].name), opens[_i].flags | O_CLOEXEC, 0666);
		_exit(fd < 0 ? errno : 0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(
	    WIFEXITED(status) && WEXITSTATUS(status) == opens[_i].error,
	    "%s: status %d", opens[_i].name, status);
}
END_TEST

/* What the lease journal does in its folder, done and refused. */
START_TEST(renames_and_removals)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		char other[128];

		enter();
		snprintf(other, sizeof(other), "%s", below("write/other"));
		if (rename(below("write/file"), other) < 0 ||
		    unlink(other) < 0 || mkdir(below("write/folder"), 0755) < 0)
			_exit(1);
		if (unlink(below("read/file")) == 0 || errno != EACCES ||
		    mkdir(below("read/folder"), 0755) == 0 || errno != EACCES)
			_exit(2);
		if (symlink("/etc", below("write/link")) == 0 ||
		    errno != EACCES || mkfifo(below("write/pipe"), 0644) == 0 ||
		    errno != EACCES)
			_exit(3);
		execl("/bin/true", "true", NULL);
		_exit(errno == EACCES ? 0 : 4);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("landlock");
	TCase *tests = tcase_create("landlock");
	SRunner *runner;
	int failed;

	tcase_add_unchecked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, files_in_and_out_of_reach, 0,
	    sizeof(opens) / sizeof(opens[0]));
	tcase_add_test(tests, renames_and_removals);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

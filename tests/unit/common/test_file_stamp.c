/* SPDX-License-Identifier: ISC */
#include "common/file_stamp.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int fd;
static struct file_stamp stamp;

static struct file_stamp
now(void)
{
	struct stat st;

	ck_assert_int_eq(fstat(fd, &st), 0);
	return file_stamp_of(&st);
}

static void
set_up(void)
{
	const struct timespec times[2] = { { 1000, 1 }, { 1000, 1 } };
	char path[] = "/tmp/test_file_stamp.XXXXXX";

	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	unlink(path);
	ck_assert_int_eq(write(fd, "12345", 5), 5);
	ck_assert_int_eq(futimens(fd, times), 0);
	stamp = now();
}

static void
tear_down(void)
{
	close(fd);
}

START_TEST(the_same_is_the_same)
{
	struct file_stamp again = now();

	ck_assert(file_stamp_is_same(&stamp, &again));
	ck_assert(file_stamp_has_content(&stamp, fd));
	ck_assert(!file_stamp_has_content(&stamp, -1));
}
END_TEST

START_TEST(another_mode_is_the_same_content)
{
	struct file_stamp again;

	usleep(20000);
	ck_assert_int_eq(fchmod(fd, 0400), 0);
	again = now();
	ck_assert(!file_stamp_is_same(&stamp, &again));
	ck_assert(file_stamp_has_content(&stamp, fd));
}
END_TEST

START_TEST(size_and_time_tell_other_content)
{
	const struct timespec times[2] = { { 1000, 1 }, { 1000, 2 } };

	ck_assert_int_eq(futimens(fd, times), 0);
	ck_assert(!file_stamp_has_content(&stamp, fd));
	stamp = now();
	ck_assert_int_eq(ftruncate(fd, 4), 0);
	stamp.mtime = now().mtime;
	ck_assert(!file_stamp_has_content(&stamp, fd));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("file_stamp");
	TCase *tests = tcase_create("file_stamp");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, the_same_is_the_same);
	tcase_add_test(tests, another_mode_is_the_same_content);
	tcase_add_test(tests, size_and_time_tell_other_content);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}

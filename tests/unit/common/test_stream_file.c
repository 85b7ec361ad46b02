/* SPDX-License-Identifier: ISC */
#include "common/stream_file.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char name[32];

static struct stream_file *
fresh(void)
{
	int fd;

	snprintf(name, sizeof(name), "/tmp/test_file.XXXXXX");
	fd = mkstemp(name);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "12345", 5), 5);
	return stream_file_new(fd);
}

static void
finish(struct stream_file *file)
{
	stream_file_unref(file);
	unlink(name);
}

START_TEST(closes_with_its_last_holder)
{
	struct stream_file *file = fresh();
	int fd = stream_file_fd(file);

	ck_assert_ptr_eq(stream_file_ref(file), file);
	stream_file_unref(file);
	ck_assert_int_ge(fcntl(fd, F_GETFD), 0);
	finish(file);
	ck_assert_int_lt(fcntl(fd, F_GETFD), 0);
	stream_file_unref(NULL);
}
END_TEST

START_TEST(is_a_text_without_a_file)
{
	struct stream_file *file =
	    stream_file_of_text((uint8_t *)strdup("12345"), 5);
	uint8_t bytes[8];

	ck_assert_str_eq((const char *)stream_file_kept(file), "12345");
	ck_assert_int_eq(stream_file_fd(file), -1);
	ck_assert_int_eq(stream_file_read(file, bytes, 8, 3), 2);
	ck_assert_mem_eq(bytes, "45", 2);
	ck_assert_int_eq(stream_file_read(file, bytes, 1, 0), 1);
	ck_assert_int_eq(stream_file_read(file, bytes, 8, 5), 0);
	ck_assert_int_eq(stream_file_read(file, bytes, 8, 6), 0);
	stream_file_unref(file);
}
END_TEST

START_TEST(reads_what_is_intact)
{
	struct stream_file *file = fresh();
	uint8_t bytes[8];

	ck_assert_int_eq(stream_file_read(file, bytes, 8, 3), 2);
	ck_assert_mem_eq(bytes, "45", 2);
	ck_assert_int_eq(stream_file_read(file, bytes, 8, 5), 0);
	ck_assert_int_eq(truncate(name, 4), 0);
	ck_assert_int_eq(stream_file_read(file, bytes, 8, 3), -EIO);
	finish(file);
}
END_TEST

START_TEST(refuses_what_is_no_descriptor)
{
	ck_assert_ptr_null(stream_file_new(-1));
}
END_TEST

START_TEST(stays_intact_whatever_happens_to_its_name)
{
	struct stream_file *file = fresh();

	ck_assert(stream_file_is_intact(file));
	ck_assert_int_eq(chmod(name, 0444), 0);
	ck_assert(stream_file_is_intact(file));
	ck_assert_int_eq(unlink(name), 0);
	ck_assert(stream_file_is_intact(file));
	finish(file);
}
END_TEST

START_TEST(is_not_intact_when_it_is_shorter)
{
	struct stream_file *file = fresh();

	ck_assert_int_eq(truncate(name, 4), 0);
	ck_assert(!stream_file_is_intact(file));
	finish(file);
}
END_TEST

START_TEST(is_not_intact_when_it_was_written_again)
{
	struct stream_file *file = fresh();
	struct timespec times[2] = { { 0, UTIME_NOW }, { 1, 0 } };

	/* The clock of file times is a coarse one: set the time instead. */
	ck_assert_int_eq(pwrite(stream_file_fd(file), "abcde", 5, 0), 5);
	ck_assert_int_eq(utimensat(AT_FDCWD, name, times, 0), 0);
	ck_assert(!stream_file_is_intact(file));
	finish(file);
}
END_TEST

START_TEST(is_warm_once_it_was_loaded)
{
	struct stream_file *file = fresh();

	stream_file_load(file, 0, 5);
	ck_assert_uint_eq(stream_file_warm(file, 0, 5), 5);
	ck_assert_uint_eq(stream_file_warm(file, 0, 0), 0);
	/* past its end nothing waits for the disk, and loading ends */
	stream_file_load(file, 3, 100);
	ck_assert_uint_eq(stream_file_warm(file, 100, 100), 100);
	finish(file);
}
END_TEST

enum {
	PAGE = 4096,
	CHUNK = STREAM_FILE_CHUNK,
};

/* Which part of files is not in memory; a real page comes in at its own time,
 * also by being asked for. */
static struct {
	off_t begin, end;
} cold;

ssize_t
preadv2(int fd, const struct iovec *iov, int n, off_t offset, int flags)
{
	if (offset < cold.begin || offset >= cold.end)
		return syscall(SYS_preadv2, fd, iov, n, offset, 0, flags);
	errno = EAGAIN;
	return -1;
}

static const struct {
	off_t begin, end;
	size_t len, want;
} cold_parts[] = {
	{ 0, 0, 3 * CHUNK, 3 * CHUNK },
	{ 0, 4 * CHUNK, 3 * CHUNK, 0 },
	{ 0, PAGE, 3 * CHUNK, 0 },
	{ PAGE, CHUNK, 3 * CHUNK, 0 },
	{ PAGE, CHUNK, PAGE, PAGE },
	{ CHUNK, 4 * CHUNK, 3 * CHUNK, CHUNK },
	{ CHUNK, 4 * CHUNK, CHUNK + 1, CHUNK },
	{ CHUNK, 4 * CHUNK, CHUNK - 1, CHUNK - 1 },
	{ 3 * CHUNK - PAGE, 4 * CHUNK, 3 * CHUNK, 2 * CHUNK },
	{ 3 * CHUNK - PAGE, 4 * CHUNK, 3 * CHUNK - PAGE, 3 * CHUNK - PAGE },
};

START_TEST(is_warm_as_far_as_ends_of_chunks_tell)
{
	struct stream_file *file = fresh();
	size_t warm;

	ck_assert_int_eq(ftruncate(stream_file_fd(file), 3 * CHUNK), 0);
	stream_file_load(file, 0, 3 * CHUNK);
	cold.begin = cold_parts[_i].begin;
	cold.end = cold_parts[_i].end;
	warm = stream_file_warm(file, 0, cold_parts[_i].len);
	cold.begin = cold.end = 0;
	ck_assert_uint_eq(warm, cold_parts[_i].want);
	finish(file);
}
END_TEST

/* As a file that was last changed long ago: its time of change cannot be set,
 * only the moment awaited from which on it counts as settled. */
static void
settle(void)
{
	sleep(STREAM_FILE_SETTLED_S + 1);
}

START_TEST(keeps_a_settled_content)
{
	struct stream_file *file = fresh();

	/* Another change may follow with the same time. */
	stream_file_keep(file);
	ck_assert_ptr_null(stream_file_kept(file));
	settle();
	stream_file_keep(file);
	ck_assert_ptr_nonnull(stream_file_kept(file));
	ck_assert_int_eq(truncate(name, 0), 0);
	ck_assert_mem_eq(stream_file_kept(file), "12345", 5);
	finish(file);
}
END_TEST

/* The last size that is kept, the first that is not, a file that changed since
 * it was opened, and an empty one. */
START_TEST(keeps_what_is_small_and_unchanged)
{
	static const off_t sizes[] = { STREAM_FILE_KEPT_MAX,
		STREAM_FILE_KEPT_MAX + 1, 100, 0 };
	struct stream_file *files[4];
	char names[4][32];

	for (int i = 0; i < 4; i++) {
		stream_file_unref(fresh());
		ck_assert_int_eq(truncate(name, sizes[i]), 0);
		files[i] = stream_file_new(open(name, O_RDWR | O_CLOEXEC));
		memcpy(names[i], name, sizeof(name));
	}
	settle();
	ck_assert_int_eq(truncate(names[2], 99), 0);
	for (int i = 0; i < 4; i++) {
		stream_file_load(files[i], 0, (size_t)sizes[i]);
		stream_file_keep(files[i]);
		ck_assert_int_eq(stream_file_kept(files[i]) != NULL, i == 0);
		stream_file_unref(files[i]);
		unlink(names[i]);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stream_file");
	TCase *tests = tcase_create("stream_file");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, closes_with_its_last_holder);
	tcase_add_test(tests, is_a_text_without_a_file);
	tcase_add_test(tests, reads_what_is_intact);
	tcase_add_test(tests, refuses_what_is_no_descriptor);
	tcase_add_test(tests, stays_intact_whatever_happens_to_its_name);
	tcase_add_test(tests, is_not_intact_when_it_is_shorter);
	tcase_add_test(tests, is_not_intact_when_it_was_written_again);
	tcase_add_test(tests, is_warm_once_it_was_loaded);
	tcase_add_loop_test(tests, is_warm_as_far_as_ends_of_chunks_tell, 0,
	    sizeof(cold_parts) / sizeof(cold_parts[0]));
	tcase_add_test(tests, keeps_a_settled_content);
	tcase_add_test(tests, keeps_what_is_small_and_unchanged);
	tcase_set_timeout(tests, 20);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

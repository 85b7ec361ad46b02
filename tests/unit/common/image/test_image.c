/* SPDX-License-Identifier: ISC */
#include "common/image/image.h"
#include "common/image/image_read.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"
#include "tests/unit/common/capture.h"

/* An image here is a file of any octets, with one file of all of them in it;
 * one that begins with "bad" cannot be read. */

static char path[64];
static struct image_source *source;
static struct capture capture;
static unsigned n_read;

static int
read_it(int fd, uint64_t size, struct image_index *ret_index, char *ret_why)
{
	const struct image_item root = { .mode = S_IFDIR | 0555 };
	const struct image_item file = {
		.name = "all", .mode = S_IFREG | 0444, .size = size
	};
	char begin[4] = "";
	uint64_t origin;

	n_read++;
	if (pread(fd, begin, 3, 0) < 0 || strcmp(begin, "bad") == 0) {
		snprintf(ret_why, IMAGE_WHY_MAX, "it is bad");
		return -EBADMSG;
	}
	ck_assert_int_eq(image_index_init(ret_index, &root), 0);
	ck_assert_int_eq(image_index_add(ret_index, &file), 0);
	ck_assert_int_eq(image_index_next_folder(ret_index, &origin), 0);
	return 0;
}

/* As old as @age_s; @to is path or another name. */
static void
write_file(const char *to, const char *text, time_t age_s)
{
	struct timespec times[2] = { { .tv_sec = time(NULL) - age_s },
		{ .tv_sec = time(NULL) - age_s } };
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	ck_assert_int_eq(futimens(fd, times), 0);
	close(fd);
}

static void
replace(const char *text, time_t age_s)
{
	char other[80];

	snprintf(other, sizeof(other), "%s.new", path);
	write_file(other, text, age_s);
	ck_assert_int_eq(rename(other, path), 0);
}

static void
set_up(void)
{
	int fd;

	log_open("test_image", 0);
	snprintf(path, sizeof(path), "/tmp/test_image.XXXXXX");
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(fchmod(fd, 0644), 0);
	close(fd);
	source = image_source_new("r", path, false, read_it);
	ck_assert_ptr_nonnull(source);
	n_read = 0;
	capture_begin(&capture);
}

static void
tear_down(void)
{
	image_source_unref(source);
	unlink(path);
}

/* Return: how large the image is that is served now; 0: there is none. */
static uint64_t
served(void)
{
	struct image *image = image_source_take(source);
	uint64_t size = image ? image->stamp.size : 0;

	image_unref(image);
	return size;
}

static int
check(bool is_patient)
{
	image_source_check(source, is_patient);
	return image_source_tell(source);
}

START_TEST(one_is_read_once)
{
	write_file(path, "abc", 60);
	ck_assert_uint_eq(served(), 0);
	ck_assert_int_eq(check(true), 0);
	ck_assert_int_eq(check(true), 0);
	ck_assert_uint_eq(n_read, 1);
	ck_assert_uint_eq(served(), 3);
	ck_assert_ptr_nonnull(
	    strstr(capture_end(&capture), "1 files and folders"));
}
END_TEST

START_TEST(another_one_takes_its_place)
{
	struct image *before;

	write_file(path, "abc", 60);
	ck_assert_int_eq(check(true), 0);
	before = image_source_take(source);
	replace("abcd", 60);
	ck_assert_uint_eq(served(), 3);
	ck_assert_int_eq(check(true), 0);
	ck_assert_uint_eq(served(), 4);
	ck_assert_uint_eq(before->stamp.size, 3);
	ck_assert_int_eq(fcntl(before->fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	image_unref(before);
	capture_end(&capture);
}
END_TEST

START_TEST(one_that_is_written_waits)
{
	write_file(path, "abc", 60);
	ck_assert_int_eq(check(true), 0);
	replace("abcd", 0);
	ck_assert_int_eq(check(true), 0);
	ck_assert_uint_eq(served(), 3);
	ck_assert_int_eq(check(false), 0);
	ck_assert_uint_eq(served(), 4);
	/* Its own octets are others now: nothing of it may leave. */
	write_file(path, "abcde", 0);
	ck_assert_uint_eq(served(), 0);
	ck_assert_int_eq(check(true), 0);
	ck_assert_uint_eq(served(), 0);
	ck_assert_int_eq(check(false), 0);
	ck_assert_uint_eq(served(), 5);
	capture_end(&capture);
}
END_TEST

START_TEST(a_bad_one_is_told_once)
{
	const char *said;

	write_file(path, "abc", 60);
	ck_assert_int_eq(check(true), 0);
	replace("bad", 60);
	ck_assert_int_eq(check(true), -EBADMSG);
	ck_assert_int_eq(check(true), -EBADMSG);
	ck_assert_uint_eq(served(), 0);
	ck_assert_uint_eq(n_read, 2);
	replace("good", 60);
	ck_assert_int_eq(check(true), 0);
	ck_assert_uint_eq(served(), 4);
	said = strstr(capture_end(&capture), "it is bad");
	ck_assert_ptr_nonnull(said);
	ck_assert_ptr_null(strstr(said + 1, "it is bad"));
}
END_TEST

START_TEST(a_missing_one_is_told_once)
{
	const char *said;

	unlink(path);
	ck_assert_int_eq(check(true), -ENOENT);
	ck_assert_int_eq(check(true), -ENOENT);
	said = strstr(capture_end(&capture), "No such file");
	ck_assert_ptr_nonnull(said);
	ck_assert_ptr_null(strstr(said + 1, "No such file"));
}
END_TEST

START_TEST(everybody_must_be_able_to_read_it)
{
	struct image_source *private =
	    image_source_new("r", path, true, read_it);

	write_file(path, "abc", 60);
	ck_assert_int_eq(chmod(path, 0640), 0);
	ck_assert_int_eq(check(true), -EACCES);
	image_source_check(private, true);
	ck_assert_int_eq(image_source_tell(private), 0);
	ck_assert(image_source_is(private, "r", path, true));
	ck_assert(!image_source_is(private, "r", path, false));
	ck_assert(!image_source_is(private, "s", path, true));
	image_source_unref(private);
	capture_end(&capture);
}
END_TEST

START_TEST(a_pipe_does_not_hold_it_up)
{
	unlink(path);
	ck_assert_int_eq(mkfifo(path, 0644), 0);
	ck_assert_int_eq(check(false), -EINVAL);
	ck_assert_ptr_nonnull(
	    strstr(capture_end(&capture), "neither a folder nor an image"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("image");
	TCase *tests = tcase_create("image");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, one_is_read_once);
	tcase_add_test(tests, another_one_takes_its_place);
	tcase_add_test(tests, one_that_is_written_waits);
	tcase_add_test(tests, a_bad_one_is_told_once);
	tcase_add_test(tests, a_missing_one_is_told_once);
	tcase_add_test(tests, everybody_must_be_able_to_read_it);
	tcase_add_test(tests, a_pipe_does_not_hold_it_up);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}

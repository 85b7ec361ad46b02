/* SPDX-License-Identifier: ISC */
#include "tftpd/cold_read.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
make_file(const char *content)
{
	char path[] = "/tmp/test_cold_read.XXXXXX";
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	unlink(path);
	ck_assert_int_eq(
	    write(fd, content, strlen(content)), (int)strlen(content));
	return fd;
}

struct told {
	struct loop *loop;
	unsigned n;
	int result;
	char bytes[64];
};

static void
note(void *owner, int result, uint8_t *bytes)
{
	struct told *told = owner;

	told->n++;
	told->result = result;
	memcpy(told->bytes, bytes, 10);
	loop_stop(told->loop);
}

static const struct {
	struct blocks blocks;
	int result;
	const char *octets; /* the gaps are the test's */
} rows[] = {
	{ { 0, 8, 4, 1 }, 0, "abcdefgh" },
	{ { 2, 8, 4, 1 }, 0, "cdefghij" },
	{ { 4, 8, 4, 1 }, -ENODATA, NULL },
};

START_TEST(what_was_read_is_told_once)
{
	struct told told = { .loop = loop_new() };
	struct cold_read *cold_read;
	int fd = make_file("abcdefghij");

	ck_assert_int_eq(cold_read_start(told.loop, fd, &rows[_i].blocks, 10,
			     note, &told, &cold_read),
	    0);
	ck_assert_uint_eq(told.n, 0);
	ck_assert_int_eq(loop_run(told.loop), 0);
	ck_assert_uint_eq(told.n, 1);
	ck_assert_int_eq(told.result, rows[_i].result);
	if (rows[_i].octets) {
		ck_assert_mem_eq(told.bytes + 1, rows[_i].octets, 4);
		ck_assert_mem_eq(told.bytes + 6, rows[_i].octets + 4, 4);
	}
	loop_free(told.loop);
	close(fd);
}
END_TEST

START_TEST(abandoned_it_closes_the_file_in_silence)
{
	struct told told = { .loop = loop_new() };
	struct blocks blocks = { 0, 8, 4, 1 };
	struct tree_file file = { .fd = make_file("abcdefghij") };
	struct cold_read *cold_read;

	ck_assert_int_eq(cold_read_start(told.loop, file.fd, &blocks, 10, note,
			     &told, &cold_read),
	    0);
	cold_read_abandon(cold_read, &file);
	/* It waits for the work under way. */
	loop_free(told.loop);
	ck_assert_uint_eq(told.n, 0);
	ck_assert_int_eq(fcntl(file.fd, F_GETFD), -1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("cold_read");
	TCase *tests = tcase_create("cold_read");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, what_was_read_is_told_once, 0,
	    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, abandoned_it_closes_the_file_in_silence);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

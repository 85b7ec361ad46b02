/* SPDX-License-Identifier: ISC */
#include "tftpd/blocks.h"

#include <check.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file of "0123456789...", gone when it is closed. */
static int
make_file(size_t len)
{
	char path[] = "/tmp/test_blocks.XXXXXX";
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	unlink(path);
	for (size_t i = 0; i < len; i++) {
		char digit = (char)('0' + i % 10);

		ck_assert_int_eq(write(fd, &digit, 1), 1);
	}
	return fd;
}

static const struct row {
	struct blocks blocks;
	const char *want; /* a dot where nothing is written */
} rows[] = {
	{ { 0, 8, 4, 2 }, "..0123..4567" },
	{ { 0, 7, 4, 2 }, "..0123..456" },
	{ { 3, 9, 4, 1 }, ".3456.7890.1" },
	{ { 0, 4, 4, 2 }, "..0123" },
	{ { 0, 3, 8, 0 }, "012" },
	{ { 5, 0, 4, 2 }, "" },
	{ { 20, 0, 4, 2 }, "" },
};

static void
assert_read(int (*read_blocks)(int, const struct blocks *, uint8_t *), int row)
{
	int fd = make_file(20);
	char out[32] = "";

	memset(out, '.', strlen(rows[row].want));
	ck_assert_int_eq(read_blocks(fd, &rows[row].blocks, (uint8_t *)out), 0);
	ck_assert_str_eq(out, rows[row].want);
	close(fd);
}

START_TEST(blocks_lie_where_packets_want_them)
{
	assert_read(blocks_read, _i);
}
END_TEST

START_TEST(cached_blocks_too)
{
	int fd = make_file(20);
	uint8_t out[32];
	struct blocks all = { 0, 20, 20, 0 };
	bool is_supported = blocks_read_cached(fd, &all, out) == 0;

	close(fd);
	/* Some file systems cannot tell; there the pool reads. */
	if (is_supported)
		assert_read(blocks_read_cached, _i);
}
END_TEST

START_TEST(a_shorter_file_is_told)
{
	int fd = make_file(20);
	uint8_t out[32];
	struct blocks blocks = { 16, 5, 4, 0 };

	ck_assert_int_eq(blocks_read(fd, &blocks, out), -ENODATA);
	ck_assert_int_eq(blocks_read_cached(fd, &blocks, out), -EAGAIN);
	close(fd);
	ck_assert_int_eq(blocks_read(-1, &blocks, out), -EBADF);
}
END_TEST

/* More blocks than one call reads. */
START_TEST(many_blocks)
{
	int fd = make_file(200);
	struct blocks blocks = { 0, 200, 1, 1 };
	uint8_t out[400];

	memset(out, '.', sizeof(out));
	ck_assert_int_eq(blocks_read(fd, &blocks, out), 0);
	for (size_t i = 0; i < 200; i++) {
		ck_assert_int_eq(out[2 * i], '.');
		ck_assert_int_eq(out[2 * i + 1], (int)('0' + i % 10));
	}
	close(fd);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

int
main(void)
{
	Suite *suite = suite_create("blocks");
	TCase *tests = tcase_create("blocks");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, blocks_lie_where_packets_want_them, 0, ROWS(rows));
	tcase_add_loop_test(tests, cached_blocks_too, 0, ROWS(rows));
	tcase_add_test(tests, a_shorter_file_is_told);
	tcase_add_test(tests, many_blocks);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

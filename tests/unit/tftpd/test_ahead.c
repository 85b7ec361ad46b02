/* SPDX-License-Identifier: ISC */
#include "tftpd/ahead.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tftpd/blocks.h"

static struct ahead ahead;
static struct transfer transfer;
static size_t left;
static struct tree_file file = { .fd = -1 };

/* A transfer of a file of @size octets, number i of which is i of its
 * block's number. */
static void
begin(size_t size, uint32_t block_size, uint32_t window, bool is_netascii)
{
	struct negotiate_terms terms = { .block_size = block_size,
		.window = window };
	char path[] = "/tmp/test_ahead.XXXXXX";

	file.fd = mkstemp(path);
	ck_assert_int_ge(file.fd, 0);
	unlink(path);
	for (size_t i = 0; i < size; i++) {
		uint8_t octet = (uint8_t)(i / block_size + 1);

		ck_assert_int_eq(write(file.fd, &octet, 1), 1);
	}
	transfer_start(&transfer, &terms, size, is_netascii, 0);
	ahead_init(&ahead, &transfer, &left);
}

static void
set_up(void)
{
	left = AHEAD_OCTETS_ALL;
}

static void
tear_down(void)
{
	ahead_free(&ahead, &left);
	ck_assert_uint_eq(left, AHEAD_OCTETS_ALL);
	close(file.fd);
}

static uint8_t *
find(uint64_t first, uint32_t n)
{
	struct transfer_run run = { .first = first, .n = n };

	return ahead_find(&ahead, &transfer, &run);
}

START_TEST(a_small_file_is_read_once)
{
	begin(20, 8, 1, false);
	ck_assert_uint_eq(ahead.octets, 3 * 12);
	ck_assert_ptr_null(find(1, 1));
	ahead_read(&ahead, &transfer, &file);
	ck_assert(ahead_is_whole(&ahead, &transfer));
	for (uint8_t block = 1; block <= 3; block++)
		ck_assert_uint_eq(find(block, 1)[TFTP_HEADER_LEN], block);
	ck_assert_ptr_null(find(4, 1));
	ck_assert_ptr_null(find(0, 1));
}
END_TEST

/* Nothing is read while the next block is held; then as much as there is room
 * for, and a block before that is not held any more. */
START_TEST(a_large_file_is_read_piece_by_piece)
{
	begin(8 * 100, 8, 1, false);
	ahead_read(&ahead, &transfer, &file);
	ck_assert(!ahead_is_whole(&ahead, &transfer));
	ck_assert_uint_eq(find(64, 1)[TFTP_HEADER_LEN], 64);
	ck_assert_ptr_null(find(64, 2));
	ck_assert_int_eq(ftruncate(file.fd, 0), 0);
	transfer.next = 64;
	ahead_read(&ahead, &transfer, &file);
	ck_assert_uint_eq(find(64, 1)[TFTP_HEADER_LEN], 64);
	/* Shorter than it was: the reader that waits tells what is wrong. */
	transfer.next = 65;
	ahead_read(&ahead, &transfer, &file);
	ck_assert_ptr_null(find(64, 1));
	ck_assert_ptr_null(find(65, 1));
}
END_TEST

START_TEST(the_end_is_read_and_nothing_beyond)
{
	begin(8 * 65, 8, 1, false);
	transfer.next = 65;
	ahead_read(&ahead, &transfer, &file);
	ck_assert_uint_eq(find(65, 1)[TFTP_HEADER_LEN], 65);
	ck_assert_ptr_nonnull(find(66, 1)); /* the empty one */
	ck_assert_ptr_null(find(67, 1));
	transfer.next = 67;
	ahead_read(&ahead, &transfer, &file);
	ck_assert_ptr_null(find(67, 1));
}
END_TEST

/* Of a window that is larger than the room, nothing is read ahead. */
START_TEST(windows_are_held_whole)
{
	static const struct {
		uint32_t window, held;
	} rows[] = { { 2, 64 }, { 24, 48 }, { 33, 33 }, { 64, 64 }, { 65, 0 } };

	begin(8 * 100, 8, rows[_i].window, false);
	ck_assert_uint_eq(ahead.n_max, rows[_i].held);
	ahead_read(&ahead, &transfer, &file);
	ck_assert_int_eq(find(1, rows[_i].window) != NULL, rows[_i].held > 0);
	ck_assert_ptr_null(find(1, rows[_i].held + 1));
}
END_TEST

START_TEST(a_file_shorter_than_its_window_is_held_whole)
{
	begin(20, 8, 16, false);
	ahead_read(&ahead, &transfer, &file);
	ck_assert(ahead_is_whole(&ahead, &transfer));
	ck_assert_uint_eq(find(1, 3)[2 * 12 + TFTP_HEADER_LEN], 3);
}
END_TEST

START_TEST(text_is_not_read_ahead)
{
	begin(20, 8, 1, true);
	ck_assert_uint_eq(ahead.octets, 0);
	ahead_read(&ahead, &transfer, &file);
	ck_assert_ptr_null(find(1, 1));
}
END_TEST

START_TEST(the_largest_block_has_room)
{
	begin(1, TFTP_BLKSIZE_MAX, 1, false);
	ck_assert_uint_eq(ahead.n_max, 1);
	ahead_read(&ahead, &transfer, &file);
	ck_assert_uint_eq(find(1, 1)[TFTP_HEADER_LEN], 1);
}
END_TEST

/* What all may take is taken by some; one more reads when it sends. */
START_TEST(no_more_than_all_may_take)
{
	begin(20, 8, 1, false);
	ahead_free(&ahead, &left);
	left = 3 * 12;
	ahead_init(&ahead, &transfer, &left);
	ck_assert_uint_eq(left, 0);
	ahead_free(&ahead, &left);
	left--;
	ahead_init(&ahead, &transfer, &left);
	ck_assert_uint_eq(left, 3 * 12 - 1);
	ck_assert_uint_eq(ahead.n_max, 0);
	left = AHEAD_OCTETS_ALL;
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ahead");
	TCase *tcase = tcase_create("ahead");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_small_file_is_read_once);
	tcase_add_test(tcase, a_large_file_is_read_piece_by_piece);
	tcase_add_test(tcase, the_end_is_read_and_nothing_beyond);
	tcase_add_loop_test(tcase, windows_are_held_whole, 0, 5);
	tcase_add_test(tcase, a_file_shorter_than_its_window_is_held_whole);
	tcase_add_test(tcase, text_is_not_read_ahead);
	tcase_add_test(tcase, the_largest_block_has_room);
	tcase_add_test(tcase, no_more_than_all_may_take);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

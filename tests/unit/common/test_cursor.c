/* SPDX-License-Identifier: ISC */
#include "common/cursor.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t octets[] = { 0x01, 0x02, 0xfe, 0xff, 0x80, 0x00, 0x7f, 'a',
	'b', 0, 'c' };

START_TEST(reads_in_network_order)
{
	struct cursor cursor = cursor_over(octets, sizeof(octets));

	ck_assert_uint_eq(cursor_u8(&cursor), 0x01);
	ck_assert_uint_eq(cursor_u16(&cursor), 0x02fe);
	ck_assert_uint_eq(cursor_u32(&cursor), 0xff80007f);
	ck_assert_uint_eq(cursor_left(&cursor), 4);
	ck_assert_str_eq(cursor_string(&cursor), "ab");
	ck_assert_ptr_eq(cursor_take(&cursor, 1), octets + 10);
	ck_assert_uint_eq(cursor_left(&cursor), 0);
	ck_assert(!cursor.failed);
}
END_TEST

START_TEST(each_read_at_the_end_and_one_short)
{
	static const size_t needs[] = { 1, 2, 4, 3 };

	for (size_t i = 0; i < 4; i++) {
		for (size_t len = needs[i] - 1; len <= needs[i]; len++) {
			struct cursor cursor = cursor_over(octets + 7, len);
			bool is_long_enough = len == needs[i];
			bool is_read = false;

			switch (i) {
			case 0:
				is_read = cursor_u8(&cursor) == 'a';
				break;
			case 1:
				is_read = cursor_u16(&cursor) == 0x6162;
				break;
			case 2:
				is_read = cursor_u32(&cursor) == 0x61620063;
				break;
			case 3:
				is_read = cursor_string(&cursor) != NULL;
				break;
			}
			ck_assert_msg(is_read == is_long_enough &&
				cursor.failed != is_long_enough,
			    "read %zu of %zu octets", i, len);
			ck_assert_uint_eq(cursor_left(&cursor), 0);
		}
	}
}
END_TEST

START_TEST(takes_nothing_of_nothing)
{
	struct cursor cursor = cursor_over(octets, 0);

	ck_assert_ptr_nonnull(cursor_take(&cursor, 0));
	ck_assert(!cursor.failed);
	ck_assert_ptr_null(cursor_string(&cursor));
	ck_assert(cursor.failed);
}
END_TEST

START_TEST(takes_no_length_that_would_wrap)
{
	struct cursor cursor = cursor_over(octets, sizeof(octets));

	cursor_u8(&cursor);
	ck_assert_ptr_null(cursor_take(&cursor, SIZE_MAX));
	ck_assert(cursor.failed);
}
END_TEST

START_TEST(a_failure_stays)
{
	struct cursor cursor = cursor_over(octets, 3);

	ck_assert_uint_eq(cursor_u32(&cursor), 0);
	ck_assert(cursor.failed);
	ck_assert_uint_eq(cursor_left(&cursor), 0);
	ck_assert_uint_eq(cursor_u8(&cursor), 0);
	ck_assert_uint_eq(cursor_u16(&cursor), 0);
	ck_assert_ptr_null(cursor_take(&cursor, 0));
	ck_assert_ptr_null(cursor_string(&cursor));
}
END_TEST

START_TEST(writes_what_reads_back)
{
	uint8_t out[32];
	struct writer writer = writer_over(out, sizeof(out));

	writer_u8(&writer, 0x01);
	writer_u16(&writer, 0x0203);
	writer_u32(&writer, 0x84050607);
	writer_bytes(&writer, "xy", 2);
	writer_bytes(&writer, NULL, 0);
	writer_fill(&writer, 0xee, 2);
	writer_fill(&writer, 0xee, 0);
	writer_text(&writer, "ab");
	writer_string(&writer, "cd");
	writer_format(&writer, "%d-%s", -7, "e");
	ck_assert(!writer.failed);
	ck_assert_uint_eq(writer.pos, 20);
	ck_assert_uint_eq(writer_left(&writer), 12);
	ck_assert_mem_eq(out,
	    "\x01\x02\x03\x84\x05\x06\x07xy\xee\xee"
	    "abcd\0-7-e",
	    20);
}
END_TEST

/* One write of @kind, of three octets but for the numbers. Return: how many
 * octets of room it needs, at the least. */
static size_t
write_kind(struct writer *writer, int kind)
{
	switch (kind) {
	case 0:
		writer_u8(writer, 1);
		return 1;
	case 1:
		writer_u16(writer, 1);
		return 2;
	case 2:
		writer_u32(writer, 1);
		return 4;
	case 3:
		writer_bytes(writer, "abc", 3);
		return 3;
	case 4:
		writer_fill(writer, 'a', 3);
		return 3;
	case 5:
		writer_text(writer, "abc");
		return 3;
	case 6:
		writer_string(writer, "abc");
		return 4;
	default: /* A NUL that is not kept. */
		writer_format(writer, "a%dc", 7);
		return 4;
	}
}

START_TEST(each_write_at_the_end_and_one_short)
{
	for (int kind = 0; kind < 8; kind++) {
		uint8_t out[8];
		struct writer probe = writer_over(out, sizeof(out));
		size_t need = write_kind(&probe, kind);

		for (size_t size = need - 1; size <= need; size++) {
			struct writer writer = writer_over(out, size);

			memset(out, 0x55, sizeof(out));
			write_kind(&writer, kind);
			ck_assert_msg(writer.failed == (size < need),
			    "kind %d into %zu octets", kind, size);
			ck_assert_uint_eq(
			    writer.pos, writer.failed ? 0 : probe.pos);
			ck_assert_uint_eq(out[size], 0x55);
		}
	}
}
END_TEST

START_TEST(a_failed_writer_writes_no_more)
{
	uint8_t out[4] = { 0x55, 0x55, 0x55, 0x55 };
	struct writer writer = writer_over(out, 2);

	writer_u32(&writer, 0);
	for (int kind = 0; kind < 8; kind++)
		write_kind(&writer, kind);
	ck_assert(writer.failed);
	ck_assert_uint_eq(writer.pos, 0);
	ck_assert_uint_eq(writer_left(&writer), 0);
	ck_assert_mem_eq(out, "\x55\x55\x55\x55", 4);
}
END_TEST

START_TEST(writes_no_length_that_would_wrap)
{
	uint8_t out[4];
	struct writer writer = writer_over(out, sizeof(out));

	writer_u8(&writer, 1);
	writer_fill(&writer, 0, SIZE_MAX);
	ck_assert(writer.failed);
	ck_assert_uint_eq(writer.pos, 1);
}
END_TEST

static const struct {
	uint64_t value;
	unsigned digits;
	const char *decimal, *hex;
} numbers[] = {
	{ 0, 1, "0", "0" },
	{ 0, 3, "000", "000" },
	{ 7, 2, "07", "07" },
	{ 10, 1, "10", "a" },
	{ 255, 2, "255", "ff" },
	{ 256, 4, "0256", "0100" },
	{ UINT64_MAX, 1, "18446744073709551615", "ffffffffffffffff" },
	{ UINT64_MAX, 16, "18446744073709551615", "ffffffffffffffff" },
};

START_TEST(writes_numbers)
{
	char text[64];
	struct writer w = writer_over(text, sizeof(text));
	char want[64];

	writer_decimal(&w, numbers[_i].value, numbers[_i].digits);
	writer_u8(&w, ' ');
	writer_hex(&w, numbers[_i].value, numbers[_i].digits);
	writer_u8(&w, '\0');
	snprintf(
	    want, sizeof(want), "%s %s", numbers[_i].decimal, numbers[_i].hex);
	ck_assert_str_eq(text, want);
}
END_TEST

START_TEST(writes_no_part_of_a_number)
{
	char text[20];
	struct writer w = writer_over(text, 19);

	writer_decimal(&w, UINT64_MAX, 1);
	ck_assert(w.failed);
	ck_assert_uint_eq(w.pos, 0);
	w = writer_over(text, 20);
	writer_decimal(&w, 1, 20);
	ck_assert(!w.failed);
	ck_assert_mem_eq(text, "00000000000000000001", 20);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("cursor");
	TCase *tcase = tcase_create("cursor");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, reads_in_network_order);
	tcase_add_test(tcase, each_read_at_the_end_and_one_short);
	tcase_add_test(tcase, takes_nothing_of_nothing);
	tcase_add_test(tcase, takes_no_length_that_would_wrap);
	tcase_add_test(tcase, a_failure_stays);
	tcase_add_test(tcase, writes_what_reads_back);
	tcase_add_test(tcase, each_write_at_the_end_and_one_short);
	tcase_add_test(tcase, a_failed_writer_writes_no_more);
	tcase_add_test(tcase, writes_no_length_that_would_wrap);
	tcase_add_loop_test(
	    tcase, writes_numbers, 0, sizeof(numbers) / sizeof(numbers[0]));
	tcase_add_test(tcase, writes_no_part_of_a_number);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

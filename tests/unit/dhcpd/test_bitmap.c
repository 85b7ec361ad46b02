/* SPDX-License-Identifier: ISC */
#include "dhcpd/bitmap.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

static void
init_empty(struct bitmap *bitmap, uint32_t size)
{
	ck_assert_int_eq(bitmap_init(bitmap, size), 0);
	for (uint32_t i = 0; i < size; i++)
		bitmap_clear(bitmap, i);
}

START_TEST(limits)
{
	struct bitmap bitmap;

	ck_assert_int_eq(bitmap_init(&bitmap, 0), -EINVAL);
	ck_assert_int_eq(bitmap_init(&bitmap, BITMAP_SIZE_MAX + 1), -EINVAL);
	ck_assert_int_eq(bitmap_init(&bitmap, BITMAP_SIZE_MAX), 0);
	ck_assert(bitmap_has(&bitmap, BITMAP_SIZE_MAX - 1));
	bitmap_clear(&bitmap, BITMAP_SIZE_MAX - 1);
	ck_assert(!bitmap_has(&bitmap, BITMAP_SIZE_MAX - 1));
	bitmap_set(&bitmap, BITMAP_SIZE_MAX - 1);
	ck_assert(bitmap_has(&bitmap, BITMAP_SIZE_MAX - 1));
	bitmap_free(&bitmap);
	bitmap_free(&bitmap);
}
END_TEST

START_TEST(goes_round)
{
	static const uint32_t sizes[] = { 1, 2, 63, 64, 65, 4096, 4097, 262145,
		BITMAP_SIZE_MAX };
	uint32_t size = sizes[_i], number = 99;
	struct bitmap bitmap;

	init_empty(&bitmap, size);
	ck_assert(!bitmap_next(&bitmap, 0, &number));
	ck_assert_uint_eq(number, 99);
	bitmap_set(&bitmap, size - 1);
	bitmap_set(&bitmap, 0);
	ck_assert(bitmap_next(&bitmap, 0, &number));
	ck_assert_uint_eq(number, 0);
	ck_assert(bitmap_next(&bitmap, size - 1, &number));
	ck_assert_uint_eq(number, size - 1);
	ck_assert(bitmap_next(&bitmap, size, &number)); /* as 0 */
	ck_assert_uint_eq(number, 0);
	bitmap_clear(&bitmap, 0);
	if (size > 1) {
		ck_assert(bitmap_next(&bitmap, 0, &number));
		ck_assert_uint_eq(number, size - 1);
	}
	bitmap_clear(&bitmap, size - 1);
	ck_assert(!bitmap_next(&bitmap, size / 2, &number));
	bitmap_free(&bitmap);
}
END_TEST

START_TEST(filled)
{
	static const uint32_t sizes[] = { 1, 63, 64, 65, 4095, 4096, 4097 };
	uint32_t size = sizes[_i], number;
	struct bitmap bitmap;

	ck_assert_int_eq(bitmap_init(&bitmap, size), 0);
	for (uint32_t i = 0; i < size; i++) {
		ck_assert(bitmap_next(&bitmap, i, &number));
		ck_assert_uint_eq(number, i);
	}
	for (uint32_t i = 0; i < size; i++)
		bitmap_clear(&bitmap, i);
	ck_assert(!bitmap_next(&bitmap, 0, &number));
	bitmap_free(&bitmap);
}
END_TEST

/* Against the slow way, on a set that changes by a fixed series. */
START_TEST(as_a_slow_one)
{
	enum {
		SIZE = 5000
	};
	bool slow[SIZE] = { false };
	uint32_t series = 1, number, want;
	struct bitmap bitmap;

	init_empty(&bitmap, SIZE);
	for (int i = 0; i < 20000; i++) {
		series = series * 1664525 + 1013904223;
		number = (series >> 8) % SIZE;
		if (series >> 31) {
			bitmap_set(&bitmap, number);
			slow[number] = true;
		} else {
			bitmap_clear(&bitmap, number);
			slow[number] = false;
		}
		if (i % 97)
			continue;
		want = number = (series >> 3) % SIZE;
		for (int n = 0; n < SIZE && !slow[want]; n++)
			want = (want + 1) % SIZE;
		ck_assert_int_eq(
		    bitmap_next(&bitmap, number, &number), slow[want]);
		if (slow[want])
			ck_assert_uint_eq(number, want);
	}
	bitmap_free(&bitmap);
}
END_TEST

TEST_MAIN("bitmap", tcase_add_test(tests, limits);
	  tcase_add_loop_test(tests, filled, 0, 7);
	  tcase_add_loop_test(tests, goes_round, 0, 9);
	  tcase_add_test(tests, as_a_slow_one);)

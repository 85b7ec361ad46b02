/* SPDX-License-Identifier: ISC */
#include "tftpd/netascii.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define OCTETS(text) text, sizeof(text) - 1

static const struct row {
	const char *file;
	size_t len;
	const char *wire;
	size_t wire_len;
} rows[] = {
	{ OCTETS(""), OCTETS("") },
	{ OCTETS("plain"), OCTETS("plain") },
	{ OCTETS("a\nb"), OCTETS("a\r\nb") },
	{ OCTETS("a\rb"), OCTETS("a\r\0b") },
	{ OCTETS("a\r\nb"), OCTETS("a\r\0\r\nb") },
	{ OCTETS("\n\n\n"), OCTETS("\r\n\r\n\r\n") },
	{ OCTETS("\0\xff"), OCTETS("\0\xff") },
};

/* At every block size: the pairs split everywhere they can. */
START_TEST(text_is_translated)
{
	const struct row *row = &rows[_i];

	for (size_t size = 1; size <= row->wire_len + 1; size++) {
		struct netascii place = netascii_start();
		uint8_t out[64];
		size_t len = 0, n;

		do {
			n = netascii_encode(&place,
			    (const uint8_t *)row->file + place.offset,
			    row->len - (size_t)place.offset, out + len, size);
			len += n;
			ck_assert_uint_le(len + size, sizeof(out));
		} while (n == size);
		ck_assert_msg(
		    len == row->wire_len && memcmp(out, row->wire, len) == 0,
		    "row %d, size %zu: %zu octets", _i, size, len);
		ck_assert_uint_eq(place.offset, row->len);
		ck_assert_int_lt(place.pending, 0);
	}
}
END_TEST

/* And back, whatever the length of the pieces that it arrives in. */
START_TEST(text_is_translated_back)
{
	const struct row *row = &rows[_i];

	for (size_t size = 1; size <= row->wire_len + 1; size++) {
		bool has_return = false;
		uint8_t out[64];
		size_t len = 0;

		for (size_t at = 0; at < row->wire_len; at += size) {
			size_t left = row->wire_len - at;

			len += netascii_decode(&has_return,
			    (const uint8_t *)row->wire + at,
			    left < size ? left : size, out + len);
		}
		ck_assert(!has_return);
		ck_assert_msg(
		    len == row->len && memcmp(out, row->file, len) == 0,
		    "row %d, size %zu: %zu octets", _i, size, len);
	}
}
END_TEST

/* A CR before neither LF nor NUL is no line end of anybody's: it stays. */
START_TEST(a_stray_return_stays)
{
	static const char wire[] = "a\rb\r\r\nc\r";
	bool has_return = false;
	uint8_t out[sizeof(wire)];
	size_t len = netascii_decode(
	    &has_return, (const uint8_t *)wire, sizeof(wire) - 1, out);

	ck_assert_uint_eq(len, 6);
	ck_assert_mem_eq(out, "a\rb\r\nc", 6);
	ck_assert(has_return);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("netascii");
	TCase *tests = tcase_create("netascii");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, text_is_translated, 0,
	    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tests, text_is_translated_back, 0,
	    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, a_stray_return_stays);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

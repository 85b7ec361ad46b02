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
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

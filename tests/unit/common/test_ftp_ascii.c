/* SPDX-License-Identifier: ISC */
#include "common/ftp_ascii.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *in, *want;
} rows[] = {
	{ "", "" },
	{ "a", "a" },
	{ "\n", "\r\n" },
	{ "a\nb\n", "a\r\nb\r\n" },
	{ "\n\n\n", "\r\n\r\n\r\n" },
	{ "a\r\nb\r\n", "a\r\nb\r\n" },
	{ "a\rb\n", "a\rb\r\n" },
	{ "\r\r\n", "\r\r\n" },
};

START_TEST(at_every_cut)
{
	const uint8_t *in = (const uint8_t *)rows[_i].in;
	size_t len = strlen(rows[_i].in), want = strlen(rows[_i].want);

	for (size_t cut = 0; cut <= len; cut++) {
		struct ftp_ascii ascii = { 0 };
		uint8_t out[64];
		size_t at = ftp_ascii_encode(&ascii, in, cut, out);

		at += ftp_ascii_encode(&ascii, in + cut, len - cut, out + at);
		ck_assert_msg(at == want && memcmp(out, rows[_i].want, at) == 0,
		    "row %d cut at %zu", _i, cut);
	}
}
END_TEST

START_TEST(at_most_twice_as_long)
{
	struct ftp_ascii ascii = { 0 };
	uint8_t in[1000], out[2 * sizeof(in)];

	memset(in, '\n', sizeof(in));
	ck_assert_uint_eq(
	    ftp_ascii_encode(&ascii, in, sizeof(in), out), sizeof(out));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_ascii");
	TCase *tcase = tcase_create("ftp_ascii");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(
	    tcase, at_every_cut, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, at_most_twice_as_long);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "tftpd/negotiate.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define B TFTP_OPTION_BLKSIZE
#define S TFTP_OPTION_TSIZE
#define T TFTP_OPTION_TIMEOUT
#define W TFTP_OPTION_WINDOWSIZE
#define U TFTP_OPTION_UTIMEOUT
#define B2 TFTP_OPTION_BLKSIZE2
#define R TFTP_OPTION_ROLLOVER
#define NO_LIMITS                                                              \
	{                                                                      \
		TFTP_BLKSIZE_MAX, NEGOTIATE_WINDOW_MAX, 0, 0                   \
	}

static const struct row {
	const char *what;
	struct tftp_option asked[TFTP_OPTION_KINDS];
	size_t n_asked;
	struct tftp_option granted[TFTP_OPTION_KINDS];
	size_t n_granted;
	uint32_t block_size, window, timeout_us;
	struct negotiate_limits limits;
	bool has_no_size;
	uint16_t rollover;
} rows[] = {
	{ "nothing asked, nothing granted", .block_size = 512, .window = 1,
	    .limits = NO_LIMITS },
	{ "in the order asked",
	    { { W, 4, 0 }, { S, 0, 0 }, { B, 1468, 0 }, { T, 5, 0 } }, 4,
	    { { W, 4, 0 }, { S, 5000, 0 }, { B, 1468, 0 }, { T, 5, 0 } }, 4,
	    1468, 4, 5000000, .limits = NO_LIMITS },
	{ "the size is the file's, whatever was sent", { { S, 7, 0 } }, 1,
	    { { S, 5000, 0 } }, 1, 512, 1, 0, .limits = NO_LIMITS },
	{ "no size is known", { { S, 0, 0 }, { B, 1024, 0 } }, 2,
	    { { B, 1024, 0 } }, 1, 1024, 1, 0, .limits = NO_LIMITS,
	    .has_no_size = true },
	{ "at the limits", { { B, 1000, 0 }, { W, 8, 0 } }, 2,
	    { { B, 1000, 0 }, { W, 8, 0 } }, 2, 1000, 8, 0,
	    .limits = { 1000, 8, 0 } },
	{ "above the limits", { { B, 1001, 0 }, { W, 9, 0 } }, 2,
	    { { B, 1000, 0 }, { W, 8, 0 } }, 2, 1000, 8, 0,
	    .limits = { 1000, 8, 0 } },
	{ "below the limits nothing is raised", { { B, 8, 0 }, { W, 1, 0 } }, 2,
	    { { B, 8, 0 }, { W, 1, 0 } }, 2, 8, 1, 0,
	    .limits = { 1000, 8, 0 } },
	{ "the largest", { { B, 65464, 0 }, { W, 65535, 0 } }, 2,
	    { { B, 65464, 0 }, { W, 65535, 0 } }, 2, 65464, 65535, 0,
	    .limits = NO_LIMITS },
	{ "tftp-hpa's, at their limits",
	    { { U, 10000, 0 }, { B2, 8, 0 }, { R, 0, 0 } }, 3,
	    { { U, 10000, 0 }, { B2, 8, 0 }, { R, 0, 0 } }, 3, 8, 1, 10000,
	    .limits = NO_LIMITS },
	{ "and at the others",
	    { { U, 255000000, 0 }, { B2, 65464, 0 }, { R, 1, 0 } }, 3,
	    { { U, 255000000, 0 }, { B2, 32768, 0 }, { R, 1, 0 } }, 3, 32768, 1,
	    255000000, .limits = NO_LIMITS, .rollover = 1 },
	{ "a power of two below", { { B2, 1023, 0 } }, 1, { { B2, 512, 0 } }, 1,
	    512, 1, 0, .limits = NO_LIMITS },
	{ "a power of two as it is", { { B2, 1024, 0 } }, 1,
	    { { B2, 1024, 0 } }, 1, 1024, 1, 0, .limits = NO_LIMITS },
	{ "a power of two below the limit", { { B2, 32768, 0 } }, 1,
	    { { B2, 1024, 0 } }, 1, 1024, 1, 0, .limits = { 1468, 8, 0, 0 } },
	{ "said twice, the first counts: blksize",
	    { { B, 1000, 0 }, { B2, 512, 0 }, { T, 2, 0 }, { U, 10000, 0 } }, 4,
	    { { B, 1000, 0 }, { T, 2, 0 } }, 2, 1000, 1, 2000000,
	    .limits = NO_LIMITS },
	{ "said twice, the first counts: blksize2",
	    { { B2, 512, 0 }, { B, 1000, 0 }, { U, 10000, 0 }, { T, 2, 0 } }, 4,
	    { { B2, 512, 0 }, { U, 10000, 0 } }, 2, 512, 1, 10000,
	    .limits = NO_LIMITS },
	{ "a refused one does not count", { { B, 1000, 0 }, { B2, 512, 0 } }, 2,
	    { { B2, 512, 0 } }, 1, 512, 1, 0,
	    .limits = { 65464, 8, 1u << B, 0 } },
	{ "the rollover where none is asked", { { W, 65535, 0 } }, 1,
	    { { W, 65534, 0 } }, 1, 512, 65534, 0,
	    .limits = { 65464, 65535, 0, 1 }, .rollover = 1 },
	{ "the one that is asked", { { W, 65535, 0 }, { R, 0, 0 } }, 2,
	    { { W, 65535, 0 }, { R, 0, 0 } }, 2, 512, 65535, 0,
	    .limits = { 65464, 65535, 0, 1 } },
	{ "asked behind the window", { { W, 65535, 0 }, { R, 1, 0 } }, 2,
	    { { W, 65534, 0 }, { R, 1, 0 } }, 2, 512, 65534, 0,
	    .limits = NO_LIMITS, .rollover = 1 },
	{ "all there are",
	    { { B, 1468, 0 }, { S, 0, 0 }, { T, 1, 0 }, { W, 2, 0 },
		{ R, 0, 0 } },
	    5,
	    { { B, 1468, 0 }, { S, 5000, 0 }, { T, 1, 0 }, { W, 2, 0 },
		{ R, 0, 0 } },
	    5, 1468, 2, 1000000, .limits = NO_LIMITS },
	{ "the timeout is the asked one", { { T, 255, 0 } }, 1,
	    { { T, 255, 0 } }, 1, 512, 1, 255000000, .limits = NO_LIMITS },
	{ "refused ones are not granted",
	    { { B, 1024, 0 }, { S, 0, 0 }, { T, 5, 0 }, { W, 4, 0 } }, 4,
	    { { S, 5000, 0 } }, 1, 512, 1, 0,
	    .limits = { 65464, 64, 1u << B | 1u << T | 1u << W } },
	{ "all are refused", { { B, 1024, 0 }, { S, 0, 0 } }, 2,
	    { { 0, 0, 0 } }, 0, 512, 1, 0, .limits = { 65464, 64, 0xf } },
};

START_TEST(terms_are_agreed)
{
	const struct row *row = &rows[_i];
	struct tftp_packet request = { .n_options = row->n_asked };
	struct negotiate_terms terms;

	memcpy(request.options, row->asked, sizeof(row->asked));
	terms = negotiate(&request, &row->limits, !row->has_no_size, 5000);
	ck_assert_msg(terms.block_size == row->block_size &&
		terms.window == row->window &&
		terms.timeout_us == row->timeout_us &&
		terms.rollover == row->rollover,
	    "%s: block %u, window %u, timeout %u", row->what, terms.block_size,
	    terms.window, terms.timeout_us);
	ck_assert_msg(terms.n_granted == row->n_granted, "%s: %zu granted",
	    row->what, terms.n_granted);
	for (size_t i = 0; i < row->n_granted; i++)
		ck_assert_msg(terms.granted[i].kind == row->granted[i].kind &&
			terms.granted[i].value == row->granted[i].value,
		    "%s: option %zu", row->what, i);
}
END_TEST

static const struct {
	uint64_t block;
	uint16_t zero, one; /* its number with a rollover of 0, and of 1 */
} numbers[] = {
	{ 0, 0, 0 }, { 1, 1, 1 }, { 65535, 65535, 65535 }, { 65536, 0, 1 },
	{ 65537, 1, 2 }, { 131070, 65534, 65535 }, { 131071, 65535, 1 },
	{ 131072, 0, 2 },
	{ UINT64_C(1) << 40, 0, 256 }, /* 2^40 is 256 modulo 2^16 - 1 */
};

START_TEST(blocks_are_numbered)
{
	struct negotiate_terms terms = { .rollover = 0 };

	ck_assert_uint_eq(
	    negotiate_number(&terms, numbers[_i].block), numbers[_i].zero);
	terms.rollover = 1;
	ck_assert_uint_eq(
	    negotiate_number(&terms, numbers[_i].block), numbers[_i].one);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("negotiate");
	TCase *tests = tcase_create("negotiate");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, terms_are_agreed, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tests, blocks_are_numbered, 0,
	    (int)(sizeof(numbers) / sizeof(numbers[0])));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/check/kernel_file.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	LEN = 0x400
};

static uint8_t bytes[LEN + KERNEL_RELEASE_MAX + 1];

static void
set_up(const char *magic, unsigned at, const char *version)
{
	memset(bytes, 0, sizeof(bytes));
	memcpy(bytes + 0x202, magic, 4);
	bytes[0x20e] = (uint8_t)at;
	bytes[0x20f] = (uint8_t)(at >> 8);
	memcpy(bytes + 0x200 + at, version, strlen(version));
}

/* HdrS at 0x202, and at 0x20e where the text is, less 0x200. */
static const struct {
	const char *magic;
	unsigned at;
	const char *text, *release; /* NULL: none */
} rows[] = {
	{ "HdrS", 0x100, "3.10.0-514.el7.x86_64 (b@h) #1 SMP",
	    "3.10.0-514.el7.x86_64" },
	{ "HdrS", 0x100, "6.8", "6.8" },
	{ "HdrS", 0x100, "6.8\x80", "6.8" },
	{ "HdrS", 0, "6.8", NULL },
	{ "HdrS", 0x100, " 6.8", NULL },
	{ "HdrS", 0x100, "", NULL },
	{ "Hdrs", 0x100, "6.8", NULL },
};

START_TEST(tells_the_release)
{
	char out[KERNEL_RELEASE_MAX] = "x";

	set_up("HdrS", rows[_i].at, rows[_i].text);
	memcpy(bytes + 0x202, rows[_i].magic, 4);
	ck_assert_int_eq(
	    kernel_file_release(bytes, LEN, out), rows[_i].release != NULL);
	ck_assert_str_eq(out, rows[_i].release ? rows[_i].release : "");
}
END_TEST

START_TEST(reads_no_further_than_it_has)
{
	char out[KERNEL_RELEASE_MAX];

	set_up("HdrS", LEN - 0x200 - 2, "6.8");
	ck_assert(kernel_file_release(bytes, LEN, out));
	ck_assert_str_eq(out, "6.");
	set_up("HdrS", 0x100, "");
	bytes[0x20e] = bytes[0x20f] = 0xff;
	ck_assert(!kernel_file_release(bytes, LEN, out));
	set_up("HdrS", 0x100, "6.8");
	for (size_t len = 0; len <= 0x300; len++)
		ck_assert(!kernel_file_release(bytes, len, out));
	ck_assert(kernel_file_release(bytes, 0x301, out));
	ck_assert_str_eq(out, "6");
}
END_TEST

START_TEST(cuts_a_long_one)
{
	char out[KERNEL_RELEASE_MAX];

	set_up("HdrS", 0x100, "");
	memset(bytes + 0x300, 'x', KERNEL_RELEASE_MAX);
	ck_assert(kernel_file_release(bytes, LEN, out));
	ck_assert_uint_eq(strlen(out), KERNEL_RELEASE_MAX - 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernel_file");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(
	    tcase, tells_the_release, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, reads_no_further_than_it_has);
	tcase_add_test(tcase, cuts_a_long_one);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

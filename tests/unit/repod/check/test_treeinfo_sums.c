/* SPDX-License-Identifier: ISC */
#include "repod/check/treeinfo_sums.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	struct {
		unsigned line;
		const char *name, *kind, *hex;
	} sums[3];
} rows[] = {
	{ "[general]\na = sha256:1\n[checksums]\nimages/x = sha256:ab\n"
	  "y=md5:cd\n[stage2]\nz = sha256:ef\n",
	    { { 4, "images/x", "sha256", "ab" }, { 5, "y", "md5", "cd" } } },
	{ "[checksums]\r\n x = sha1 : ab \r\n", { { 2, "x", "sha1", "ab" } } },
	{ "[checksums]\nx = y = sha1:ab\n[checksums]\nz = sha1:cd",
	    { { 2, "x", "y = sha1", "ab" }, { 4, "z", "sha1", "cd" } } },
	{ "[checksums]\nx\nx =\nx = sha1\nx = sha1:\n= sha1:ab\n", { { 0 } } },
	{ "x = sha1:ab\n", { { 0 } } },
	{ "[Checksums]\nx = sha1:ab\n", { { 0 } } },
	{ "", { { 0 } } },
};

START_TEST(reads_checksums)
{
	struct treeinfo_sums reading = { .lines.rest = { rows[_i].text,
					     strlen(rows[_i].text) } };
	struct treeinfo_sum sum;

	for (unsigned i = 0; rows[_i].sums[i].name; i++) {
		ck_assert(treeinfo_sums_next(&reading, &sum));
		ck_assert_uint_eq(sum.line, rows[_i].sums[i].line);
		ck_assert_str_eq(sum.name, rows[_i].sums[i].name);
		ck_assert_str_eq(sum.kind, rows[_i].sums[i].kind);
		ck_assert_str_eq(sum.hex, rows[_i].sums[i].hex);
	}
	ck_assert(!treeinfo_sums_next(&reading, &sum));
}
END_TEST

/* At the most that fits, and past it. */
START_TEST(passes_over_what_does_not_fit)
{
	struct treeinfo_sum sum;

	for (int more = 0; more < 2; more++) {
		char text[512] = "[checksums]\nx = sha512:";
		size_t len = strlen(text);
		struct treeinfo_sums reading = {
			.lines.rest = { text, len + 128 + (size_t)more }
		};

		memset(text + len, 'a', 129);
		ck_assert_int_eq(treeinfo_sums_next(&reading, &sum), more == 0);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("treeinfo_sums");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(
	    tcase, reads_checksums, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, passes_over_what_does_not_fit);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

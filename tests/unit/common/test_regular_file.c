/* SPDX-License-Identifier: ISC */
#include "common/regular_file.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(opens_files_alone)
{
	char folder[] = "/tmp/test_regular_file.XXXXXX";
	char line[8];
	FILE *file;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(regular_file_open("a", &file), -ENOENT);
	file = fopen("a", "w");
	ck_assert_ptr_nonnull(file);
	fputs("text", file);
	fclose(file);
	ck_assert_int_eq(regular_file_open("a", &file), 0);
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), file));
	ck_assert_str_eq(line, "text");
	fclose(file);
	ck_assert_int_eq(regular_file_open(".", &file), -EINVAL);
	/* nobody writes into it */
	ck_assert_int_eq(mkfifo("pipe", 0600), 0);
	ck_assert_int_eq(regular_file_open("pipe", &file), -EINVAL);
	unlink("a");
	unlink("pipe");
	rmdir(folder);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("regular_file");
	TCase *tests = tcase_create("regular_file");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, opens_files_alone);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

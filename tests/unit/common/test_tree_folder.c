/* SPDX-License-Identifier: ISC */
#include "common/tree_folder.h"

#include <check.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[64];

static void
set_up(void)
{
	int at;

	snprintf(path, sizeof(path), "/tmp/test_tree_folder.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(path));
	at = open(path, O_DIRECTORY);
	ck_assert_int_eq(mkdirat(at, "a", 0755), 0);
	ck_assert_int_eq(mkdirat(at, "b", 0755), 0);
	close(at);
}

static void
tear_down(void)
{
	int at = open(path, O_DIRECTORY);

	unlinkat(at, "a", AT_REMOVEDIR);
	unlinkat(at, "b", AT_REMOVEDIR);
	close(at);
	rmdir(path);
}

/* Every name read is one letter. Return: each one's number of times. */
static const unsigned *
read_all(struct tree_folder *folder)
{
	static unsigned times[128];
	const struct tree_entry *entry;

	memset(times, 0, sizeof(times));
	while ((entry = tree_folder_next(folder))) {
		ck_assert_uint_eq(strlen(entry->name), 1);
		times[entry->name[0] & 127]++;
	}
	ck_assert_int_eq(tree_folder_error(folder), 0);
	return times;
}

START_TEST(added_names_hide_those_on_disk)
{
	struct tree_folder *folder = tree_folder_new(opendir(path));
	const unsigned *times;

	ck_assert_ptr_nonnull(folder);
	ck_assert_int_eq(tree_folder_add(folder, "b"), 0);
	ck_assert_int_eq(tree_folder_add(folder, "c"), 0);
	ck_assert_int_eq(tree_folder_add(folder, "c"), 0);
	times = read_all(folder);
	ck_assert(times['a'] == 1 && times['b'] == 1 && times['c'] == 1);
	ck_assert_uint_eq(times['.'], 0);
	tree_folder_close(folder);
}
END_TEST

START_TEST(nothing_is_on_disk)
{
	struct tree_folder *folder = tree_folder_new(NULL);

	ck_assert_ptr_null(tree_folder_next(folder));
	ck_assert_int_eq(tree_folder_add(folder, "c"), 0);
	ck_assert_uint_eq(read_all(folder)['c'], 1);
	tree_folder_close(folder);
	tree_folder_close(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tree_folder");
	TCase *tests = tcase_create("tree_folder");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, added_names_hide_those_on_disk);
	tcase_add_test(tests, nothing_is_on_disk);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}

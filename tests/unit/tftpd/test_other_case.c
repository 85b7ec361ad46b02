/* SPDX-License-Identifier: ISC */
#include "tftpd/other_case.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/path.h"

static char root[] = "/tmp/test_other_case.XXXXXX";
static struct tree *tree;

static const char *
path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return path;
}

static void
make_file(const char *name)
{
	int fd = open(path_of(name), O_WRONLY | O_CREAT | O_EXCL, 0644);

	ck_assert_int_ge(fd, 0);
	close(fd);
}

static void
set_up(void)
{
	ck_assert_ptr_nonnull(mkdtemp(root));
	ck_assert_int_eq(chmod(root, 0755), 0);
	ck_assert_int_eq(mkdir(path_of("Boot"), 0755), 0);
	ck_assert_int_eq(mkdir(path_of("Hidden"), 0711), 0);
	make_file("Boot/BCD");
	make_file("Boot/fOO");
	make_file("Boot/Foo");
	make_file("Hidden/File");
	ck_assert_int_eq(tree_open(root, false, &tree), 0);
}

static void
tear_down(void)
{
	char command[64];

	tree_unref(tree);
	snprintf(command, sizeof(command), "rm -r %s", root);
	ck_assert_int_eq(system(command), 0);
	memcpy(root + strlen(root) - 6, "XXXXXX", 6);
}

static const struct {
	const char *name;
	const char *found; /* NULL: -ENOENT */
} rows[] = {
	{ "boot/bcd", "Boot/BCD" },
	{ "/BOOT//Bcd", "Boot/BCD" },
	{ "Boot/BCD", "Boot/BCD" },
	{ "boot/foo", "Boot/Foo" },
	{ "boot/fOO", "Boot/fOO" },
	{ "boot", "Boot" },
	{ "boot/bcd/x", NULL },
	{ "boot/bcd2", NULL },
	{ "hidden/file", NULL },
	{ "hidden/File", "Hidden/File" },
	{ "", NULL },
	{ "/", NULL },
	{ "..", NULL },
};

START_TEST(case_is_found)
{
	char name[PATH_NAME_MAX] = "untouched";
	int r = other_case_find(tree, rows[_i].name, name);

	ck_assert_msg(
	    r == (rows[_i].found ? 0 : -ENOENT), "%s: %d", rows[_i].name, r);
	ck_assert_str_eq(name, rows[_i].found ? rows[_i].found : "untouched");
}
END_TEST

/* A folder's . and .. are no entries. */
START_TEST(large_folders)
{
	char name[PATH_NAME_MAX];

	ck_assert_int_eq(mkdir(path_of("Large"), 0755), 0);
	/* Two folders are read: the root, of three entries, and this. */
	for (int i = 0; i < OTHER_CASE_ENTRIES_MAX - 3 - 1 - 1; i++) {
		snprintf(name, sizeof(name), "Large/%d", i);
		make_file(name);
	}
	make_file("Large/Wanted");
	ck_assert_int_eq(other_case_find(tree, "large/wanted", name), 0);
	ck_assert_str_eq(name, "Large/Wanted");
	make_file("Large/More");
	ck_assert_int_eq(other_case_find(tree, "large/wanted", name), -ENOENT);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("other_case");
	TCase *tests = tcase_create("other_case");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(
	    tests, case_is_found, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, large_folders);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

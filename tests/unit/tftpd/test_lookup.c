/* SPDX-License-Identifier: ISC */
#include "tftpd/lookup.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/test_lookup.XXXXXX";
static struct tree *tree;

static void
make_file(const char *name, mode_t mode)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(fchmod(fd, mode), 0);
	/* Its name is its content, so that a test sees which it got. */
	ck_assert_int_eq(write(fd, name, strlen(name)), (int)strlen(name));
	close(fd);
}

static void
make_folder(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	ck_assert_int_eq(mkdir(path, 0755), 0);
}

static void
set_up(void)
{
	ck_assert_ptr_nonnull(mkdtemp(root));
	ck_assert_int_eq(chmod(root, 0755), 0);
	make_folder("Boot");
	make_file("a", 0644);
	make_file("Boot/BCD", 0644);
	make_file("secret", 0600);
	make_file("back\\slash", 0644);
	make_file("Boot/grubx64.efi", 0644);
	ck_assert_int_eq(tree_open(root, false, &tree), 0);
}

static void
tear_down(void)
{
	static const char *const names[] = { "a", "Boot/BCD", "secret",
		"back\\slash", "Boot/grubx64.efi" };
	char path[256];

	tree_unref(tree);
	for (size_t i = 0; i < 5; i++) {
		snprintf(path, sizeof(path), "%s/%s", root, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/Boot", root);
	rmdir(path);
	rmdir(root);
	memcpy(root + strlen(root) - 6, "XXXXXX", 6);
}

static const struct row {
	const char *name; /* %s is the root */
	int error;
	const char *found;
	bool is_repaired;
	const char *boot_file;
} rows[] = {
	{ "a", 0, "a", false, NULL },
	{ "/a", 0, "a", false, NULL },
	{ "//a", 0, "a", false, NULL },
	{ "Boot//BCD", 0, "Boot/BCD", false, NULL },
	{ "\\Boot\\BCD", 0, "Boot/BCD", true, NULL },
	{ "back\\slash", 0, "back\\slash", false, NULL },
	{ "A", 0, "a", true, NULL },
	{ "/BOOT/bcd", 0, "Boot/BCD", true, NULL },
	{ "\\boot\\bcd ", 0, "Boot/BCD", true, NULL },
	{ "SECRET", -EACCES, NULL, false, NULL },
	{ "grubx64.efi", -ENOENT, NULL, false, NULL },
	{ "grubx64.efi", 0, "Boot/grubx64.efi", true, "Boot/shimx64.efi" },
	{ "Boot/\x90USB", 0, "Boot/grubx64.efi", true, "Boot/shimx64.efi" },
	{ "mmx64.efi", -ENOENT, NULL, false, "Boot/shimx64.efi" },
	{ "a\xff", 0, "a", true, NULL },
	{ "a  ", 0, "a", true, NULL },
	{ "%s/a", 0, "a", true, NULL },
	{ "%s/Boot/BCD", 0, "Boot/BCD", true, NULL },
	{ "b", -ENOENT, NULL, false, NULL },
	{ "a/b", -ENOTDIR, NULL, false, NULL },
	{ "Boot", -EISDIR, NULL, false, NULL },
	{ "secret", -EACCES, NULL, false, NULL },
	{ "../../etc/passwd", -EXDEV, NULL, false, NULL },
	{ "Boot/../../a", -EXDEV, NULL, false, NULL },
	{ "..\\..\\etc\\passwd", -EXDEV, NULL, false, NULL },
};

START_TEST(names_are_found)
{
	const struct row *row = &rows[_i];
	const struct lookup lookup = {
		.tree = tree,
		.root = root,
		.boot_file = row->boot_file,
	};
	struct lookup_found found;
	char name[256], content[64] = "";
	const char *percent = strstr(row->name, "%s");
	int r;

	snprintf(name, sizeof(name), "%s%s", percent ? root : "",
	    percent ? percent + 2 : row->name);
	r = lookup_open(&lookup, name, &found);
	ck_assert_msg(r == row->error, "%s: %d, not %d", name, r, row->error);
	if (r != 0)
		return;
	ck_assert_int_ge(read(found.file.fd, content, sizeof(content) - 1), 0);
	ck_assert_str_eq(content, row->found);
	ck_assert_uint_eq(found.file.size, strlen(row->found));
	ck_assert_msg(
	    (found.repair != NULL) == row->is_repaired, "%s", row->name);
	tree_close(&found.file);
}
END_TEST

static const struct {
	const char *name;
	int error;
	const char *found;
} own_rows[] = {
	{ "BCD", 0, "Boot/BCD" },
	{ "../BCD", 0, "Boot/BCD" },
	{ "\\BCD ", 0, "Boot/BCD" },
	{ "Boot/BCD", 0, "Boot/BCD" },
	{ "a", 0, "a" },
	{ "secret", -EACCES, NULL },
	{ "missing", -ENOENT, NULL },
	{ "../a", -EXDEV, NULL },
};

START_TEST(own_folder_comes_first)
{
	const struct lookup lookup = {
		.tree = tree,
		.root = root,
		.folder = "Boot",
	};
	struct lookup_found found;
	int r = lookup_open(&lookup, own_rows[_i].name, &found);

	ck_assert_msg(r == own_rows[_i].error, "%s: %d", own_rows[_i].name, r);
	if (r != 0)
		return;
	ck_assert_str_eq(found.name, own_rows[_i].found);
	tree_close(&found.file);
}
END_TEST

START_TEST(a_name_that_is_too_long)
{
	char name[2000];
	const struct lookup lookup = { .tree = tree, .root = root };
	struct lookup_found found;

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	ck_assert_int_eq(lookup_open(&lookup, name, &found), -ENAMETOOLONG);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lookup");
	TCase *tests = tcase_create("lookup");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(
	    tests, names_are_found, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tests, own_folder_comes_first, 0,
	    (int)(sizeof(own_rows) / sizeof(own_rows[0])));
	tcase_add_test(tests, a_name_that_is_too_long);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

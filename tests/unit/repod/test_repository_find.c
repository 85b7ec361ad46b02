/* SPDX-License-Identifier: ISC */
#include "repod/repository_find.h"

#include "tests/unit/repod/folder.h"

static struct folder folder;
static struct repository found;

static void
setup(void)
{
	folder = folder_make();
}

static void
teardown(void)
{
	folder_remove(&folder);
}

static void
make_folder(const char *name)
{
	ck_assert_int_eq(mkdir(folder_path(&folder, name), 0755), 0);
}

START_TEST(finds_an_install_tree)
{
	folder_put(&folder, ".treeinfo", "[general]\nfamily = Lab\n");
	make_folder("repodata");
	folder_put(&folder, "repodata/repomd.xml", "<repomd/>");
	make_folder("Packages");
	make_folder("Packages/a");
	folder_put(&folder, "a.rpm", "");
	folder_put(&folder, "a.rpm.txt", "");
	folder_put(&folder, "Packages/b.rpm", "");
	folder_put(&folder, "Packages/a/c.rpm", "");
	folder_put(&folder, "RPM-GPG-KEY-lab", "");
	ck_assert_int_eq(
	    symlink(".", folder_path(&folder, "Packages/round")), 0);
	ck_assert(repository_find(folder.tree, "", &found));
	ck_assert(found.is_tree && found.is_rpm);
	ck_assert_str_eq(found.name, "Lab");
	ck_assert_str_eq(found.key, "RPM-GPG-KEY-lab");
	ck_assert_uint_eq(found.n_packages, 3);
	ck_assert(!found.has_more_packages);
}
END_TEST

START_TEST(finds_an_archive_and_its_suites)
{
	make_folder("dists");
	make_folder("dists/one");
	folder_put(&folder, "dists/one/Release", "Codename: one\n");
	ck_assert_int_eq(symlink("one", folder_path(&folder, "dists/two")), 0);
	make_folder("pool");
	make_folder("pool/main");
	folder_put(&folder, "pool/main/a.deb", "");
	ck_assert(repository_find(folder.tree, "", &found));
	ck_assert_uint_eq(found.n_suites, 1);
	ck_assert_str_eq(found.suites[0].codename, "one");
	ck_assert_uint_eq(found.n_above, 0);
	ck_assert_uint_eq(found.n_packages, 1);
	ck_assert(repository_find(folder.tree, "dists/one", &found));
	ck_assert_str_eq(found.suites[0].codename, "one");
	ck_assert_uint_eq(found.n_above, 2);
	ck_assert_uint_eq(found.n_packages, 1);
}
END_TEST

START_TEST(finds_a_flat_archive)
{
	folder_put(&folder, "Release", "Origin: Lab\n");
	folder_put(&folder, "a.deb", "");
	ck_assert(repository_find(folder.tree, "", &found));
	ck_assert_str_eq(found.suites[0].codename, "./");
	ck_assert_uint_eq(found.n_packages, 1);
}
END_TEST

START_TEST(finds_a_disk)
{
	make_folder(".disk");
	folder_put(&folder, ".disk/info", "Debian 12 amd64\n");
	ck_assert(repository_find(folder.tree, "", &found));
	ck_assert(found.is_disk);
	ck_assert_str_eq(found.version, "12");
}
END_TEST

START_TEST(finds_none)
{
	folder_put(&folder, "file", "x");
	make_folder("repodata");
	make_folder(".disk");
	ck_assert(!repository_find(folder.tree, "", &found));
	ck_assert(!repository_find(folder.tree, "missing", &found));
	ck_assert(!repository_find(folder.tree, "file", &found));
	ck_assert_int_eq(
	    symlink("/etc/hostname", folder_path(&folder, ".treeinfo")), 0);
	ck_assert(!repository_find(folder.tree, "", &found));
}
END_TEST

/* At REPOSITORY_FOLDERS_MAX, the page's own counted, and one more. */
START_TEST(bounds_the_folders)
{
	char name[32];

	make_folder("repodata");
	folder_put(&folder, "repodata/repomd.xml", "<repomd/>");
	for (int i = 0; i < REPOSITORY_FOLDERS_MAX - 2; i++) {
		snprintf(name, sizeof(name), "%d", i);
		make_folder(name);
	}
	ck_assert(repository_find(folder.tree, "", &found));
	ck_assert(!found.has_more_packages);
	make_folder("more");
	ck_assert(repository_find(folder.tree, "", &found));
	ck_assert(found.has_more_packages);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("repository_find");
	TCase *tests = tcase_create("repository_find");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, finds_an_install_tree);
	tcase_add_test(tests, finds_an_archive_and_its_suites);
	tcase_add_test(tests, finds_a_flat_archive);
	tcase_add_test(tests, finds_a_disk);
	tcase_add_test(tests, finds_none);
	tcase_add_test(tests, bounds_the_folders);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "common/repos_mount.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/log.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/repod/folder.h"

/* FOLDER/root is served; FOLDER/tree is an install tree beside it. */

static struct folder folder;
static struct tree *root;
static struct repos repos;
static struct repos_images images;
static struct capture capture;

static char *
own(const char *name)
{
	return strdup(folder_path(&folder, name));
}

static void
set_up(void)
{
	log_open("test_repos_mount", 0);
	folder = folder_make();
	for (const char *const *name = (const char *const[]){ "root", "tree",
		 "tree/isolinux", "tree/images", "tree/images/pxeboot", NULL };
	     *name; name++)
		ck_assert_int_eq(mkdir(folder_path(&folder, *name), 0755), 0);
	folder_put(&folder, "root/file", "root");
	folder_put(&folder, "tree/file", "tree's");
	folder_put(&folder, "tree/isolinux/vmlinuz", "kernel");
	folder_put(&folder, "tree/isolinux/initrd.img", "an initrd");
	ck_assert_int_eq(
	    tree_open(folder_path(&folder, "root"), false, &root), 0);
	repos = (struct repos){ 0 };
	images = (struct repos_images){ 0 };
	capture_begin(&capture);
}

static void
tear_down(void)
{
	repos_images_free(&images);
	repos_free(&repos);
	tree_unref(root);
	folder_remove(&folder);
}

static void
add(const char *name, const char *path, const char *source, bool has_boot)
{
	struct repo *repo = repos_add(&repos, name, path);

	ck_assert_ptr_nonnull(repo);
	repo->source = source ? own(source) : NULL;
	repo->has_boot = has_boot;
}

static int
mount_all(unsigned how)
{
	return repos_mount(&repos, root, how, false, NULL, &images);
}

/* Return: how many octets it has; -errno. */
static int
size_of(const char *name)
{
	struct tree_file file;
	int r = tree_open_file(root, name, &file);

	if (r < 0)
		return r;
	tree_close(&file);
	return (int)file.size;
}

START_TEST(a_folder_is_at_its_path)
{
	add("t", "os/t", "tree", false);
	add("here", "file", NULL, false);
	ck_assert_int_eq(repos_check(&repos), 0);
	ck_assert_int_eq(mount_all(REPOS_PATHS), 0);
	ck_assert_int_eq(size_of("os/t/file"), 6);
	ck_assert_int_eq(size_of("file"), 4);
	ck_assert_int_eq(size_of("t/vmlinuz"), -ENOENT);
	ck_assert_uint_eq(images.n, 0);
	capture_end(&capture);
}
END_TEST

START_TEST(its_kernel_alone_is_in_a_boot_tree)
{
	add("t", "os/t", "tree", true);
	ck_assert_int_eq(mount_all(0), 0);
	ck_assert_int_eq(size_of("t/vmlinuz"), 6);
	ck_assert_int_eq(size_of("t/initrd.img"), 9);
	ck_assert_int_eq(size_of("t/isolinux/vmlinuz"), -ENOENT);
	ck_assert_int_eq(size_of("os/t/file"), -ENOENT);
	ck_assert_int_eq(
	    repos_boot_check(&repos, root, folder_path(&folder, "root")), 0);
	capture_end(&capture);
}
END_TEST

START_TEST(the_kernel_of_treeinfo_comes_first)
{
	add("t", NULL, "tree", true);
	folder_put(&folder, "tree/.treeinfo",
	    "[tree]\narch = a\n[images-a]\nkernel = file\ninitrd = file\n");
	folder_put(&folder, "tree/images/pxeboot/vmlinuz", "another kernel");
	ck_assert_int_eq(mount_all(0), 0);
	ck_assert_int_eq(size_of("t/vmlinuz"), 6);
	ck_assert_int_eq(size_of("t/initrd.img"), 6);
	/* It names one that is not there; and pxeboot has no initrd yet. */
	folder_put(&folder, "tree/.treeinfo",
	    "[tree]\narch = a\n[images-a]\nkernel = file\ninitrd = no\n");
	ck_assert_int_eq(size_of("t/initrd.img"), 9);
	folder_put(&folder, "tree/images/pxeboot/initrd.img", "12");
	ck_assert_int_eq(size_of("t/initrd.img"), 2);
	ck_assert_int_eq(size_of("t/vmlinuz"), 14);
	capture_end(&capture);
}
END_TEST

START_TEST(a_real_file_wins_and_is_told)
{
	add("t", NULL, "tree", true);
	ck_assert_int_eq(mkdir(folder_path(&folder, "root/t"), 0755), 0);
	folder_put(&folder, "root/t/vmlinuz", "mine");
	ck_assert_int_eq(mount_all(0), 0);
	ck_assert_int_eq(size_of("t/vmlinuz"), 4);
	ck_assert_int_eq(size_of("t/initrd.img"), 9);
	ck_assert_int_eq(
	    repos_boot_check(&repos, root, folder_path(&folder, "root")), 0);
	ck_assert_ptr_nonnull(
	    strstr(capture_end(&capture), "/root/t/vmlinuz is a file of its"));
}
END_TEST

START_TEST(without_a_kernel_is_an_error)
{
	add("t", NULL, "tree/images", true);
	ck_assert_int_eq(mount_all(0), 0);
	ck_assert_int_eq(size_of("t/vmlinuz"), -ENOENT);
	ck_assert_int_eq(
	    repos_boot_check(&repos, root, folder_path(&folder, "root")), 2);
	ck_assert_ptr_nonnull(strstr(capture_end(&capture), "is no initrd"));
}
END_TEST

START_TEST(what_is_no_folder_is_an_image)
{
	struct repos_images again = { 0 };
	struct tree *other;

	add("i", "os/i", "tree/file", false);
	ck_assert_int_eq(mount_all(REPOS_PATHS), 0);
	ck_assert_uint_eq(images.n, 1);
	ck_assert_int_eq(size_of("os/i/x"), -ENOENT);
	ck_assert_int_eq(repos_images_read(&images), 1);
	ck_assert_int_eq(size_of("file"), 4);
	/* It is the same one after a reload. */
	ck_assert_int_eq(
	    tree_open(folder_path(&folder, "root"), false, &other), 0);
	ck_assert_int_eq(
	    repos_mount(&repos, other, REPOS_PATHS, false, &images, &again), 0);
	ck_assert_uint_eq(again.n, 1);
	ck_assert_ptr_eq(again.all[0], images.all[0]);
	repos_images_free(&again);
	tree_unref(other);
	ck_assert_ptr_nonnull(
	    strstr(capture_end(&capture), "[repo i] cannot serve"));
}
END_TEST

START_TEST(sections_that_cannot_be_are_told)
{
	add("empty", NULL, NULL, false);
	add("boot", "x", NULL, true);
	add("a", "same", "tree", false);
	add("b", "same", "tree", false);
	ck_assert_int_eq(repos_check(&repos), 1);
	capture_end(&capture);
	ck_assert_ptr_nonnull(strstr(capture.text, "[repo empty] wants path"));
	ck_assert_ptr_nonnull(
	    strstr(capture.text, "[repo boot] boot = yes wants source"));
	ck_assert_ptr_nonnull(
	    strstr(capture.text, "[repo a] and [repo b] have the same path"));
	ck_assert_ptr_null(repos_find(&repos, "c"));
	ck_assert_str_eq(repos_find(&repos, "b")->path, "same");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("repos_mount");
	TCase *tests = tcase_create("repos_mount");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, a_folder_is_at_its_path);
	tcase_add_test(tests, its_kernel_alone_is_in_a_boot_tree);
	tcase_add_test(tests, the_kernel_of_treeinfo_comes_first);
	tcase_add_test(tests, a_real_file_wins_and_is_told);
	tcase_add_test(tests, without_a_kernel_is_an_error);
	tcase_add_test(tests, what_is_no_folder_is_an_image);
	tcase_add_test(tests, sections_that_cannot_be_are_told);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}

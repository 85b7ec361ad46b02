/* SPDX-License-Identifier: ISC */
#include "repod/open_files.h"

#include <check.h>
#include <errno.h>

#include "tests/unit/repod/folder.h"

static struct folder folder;
static struct open_files *files;

static void
setup(void)
{
	folder = folder_make();
	files = open_files_new();
	ck_assert_ptr_nonnull(files);
}

static void
teardown(void)
{
	open_files_free(files);
	folder_remove(&folder);
}

/* The descriptor that serves name at now_ms, a turn of its own; nobody holds it
 * then but the kept files. */
static int
descriptor(const char *name, uint64_t now_ms, uint64_t want_size)
{
	struct open_file got;
	int fd;

	open_files_turn(files, now_ms + 1);
	ck_assert_int_eq(
	    open_files_get(files, folder.tree, name, now_ms, &got), 0);
	ck_assert_uint_eq(got.size, want_size);
	fd = stream_file_fd(got.file);
	stream_file_unref(got.file);
	return fd;
}

START_TEST(shares_a_descriptor)
{
	int fd;

	folder_put(&folder, "a", "12345");
	fd = descriptor("a", 0, 5);
	ck_assert_int_eq(descriptor("a", 1, 5), fd);
	/* also where the name was looked up again */
	ck_assert_int_eq(descriptor("a", OPEN_FILES_TRUST_MS, 5), fd);
	ck_assert_uint_eq(open_files_expire(files, OPEN_FILES_TRUST_MS), 1);
}
END_TEST

/* A session that began before a reload goes on with its tree. */
START_TEST(tells_trees_apart)
{
	struct folder other = folder_make();
	struct open_file got;

	folder_put(&folder, "a", "12345");
	folder_put(&other, "a", "123");
	for (uint64_t turn = 0; turn < 3; turn++) {
		descriptor("a", turn, 5);
		ck_assert_int_eq(
		    open_files_get(files, other.tree, "a", turn, &got), 0);
		ck_assert_uint_eq(got.size, 3);
		stream_file_unref(got.file);
	}
	folder_remove(&other);
}
END_TEST

START_TEST(sees_a_change_at_once)
{
	folder_put(&folder, "a", "12345");
	descriptor("a", 0, 5);
	folder_put(&folder, "a", "123");
	descriptor("a", 1, 3);
}
END_TEST

/* A thousand requests of one turn cost one stat. */
START_TEST(looks_once_a_turn)
{
	folder_put(&folder, "a", "12345");
	descriptor("a", 7, 5);
	folder_put(&folder, "a", "123");
	descriptor("a", 7, 5);
	descriptor("a", 8, 3);
}
END_TEST

START_TEST(keeps_small_content_of_what_is_asked_for_again)
{
	struct open_file got;

	folder_put(&folder, "a", "12345");
	descriptor("a", 0, 5);
	sleep(STREAM_FILE_SETTLED_S + 1);
	ck_assert_int_eq(open_files_get(files, folder.tree, "a", 1, &got), 0);
	ck_assert_ptr_nonnull(stream_file_kept(got.file));
	stream_file_unref(got.file);
	folder_put(&folder, "a", "54321");
	open_files_turn(files, 2);
	ck_assert_int_eq(open_files_get(files, folder.tree, "a", 2, &got), 0);
	ck_assert_ptr_null(stream_file_kept(got.file));
	stream_file_unref(got.file);
}
END_TEST

START_TEST(sees_another_file_at_once)
{
	folder_put(&folder, "a", "12345");
	descriptor("a", 0, 5);
	folder_put(&folder, "b", "123");
	rename(folder_path(&folder, "b"), "/tmp/test_open_files.tmp");
	ck_assert_int_eq(
	    rename("/tmp/test_open_files.tmp", folder_path(&folder, "a")), 0);
	descriptor("a", 1, 3);
}
END_TEST

START_TEST(sees_a_removal_at_once)
{
	struct open_file got;

	folder_put(&folder, "a", "12345");
	descriptor("a", 0, 5);
	unlink(folder_path(&folder, "a"));
	open_files_turn(files, 2);
	ck_assert_int_eq(
	    open_files_get(files, folder.tree, "a", 1, &got), -ENOENT);
	ck_assert_uint_eq(open_files_expire(files, 0), 0);
}
END_TEST

START_TEST(sees_a_lost_permission_at_once)
{
	struct open_file got;

	folder_put(&folder, "a", "12345");
	descriptor("a", 0, 5);
	chmod(folder_path(&folder, "a"), 0600);
	open_files_turn(files, 2);
	ck_assert_int_eq(
	    open_files_get(files, folder.tree, "a", 1, &got), -EACCES);
}
END_TEST

START_TEST(sees_another_folder_when_trust_ends)
{
	char old[512];

	mkdir(folder_path(&folder, "v1"), 0755);
	mkdir(folder_path(&folder, "v2"), 0755);
	folder_put(&folder, "v1/a", "1");
	folder_put(&folder, "v2/a", "22");
	ck_assert_int_eq(symlink("v1", folder_path(&folder, "now")), 0);
	descriptor("now/a", 0, 1);
	snprintf(old, sizeof(old), "%s", folder_path(&folder, "now"));
	unlink(old);
	ck_assert_int_eq(symlink("v2", old), 0);
	descriptor("now/a", OPEN_FILES_TRUST_MS, 2);
}
END_TEST

START_TEST(lets_go_what_nobody_asks_for)
{
	folder_put(&folder, "a", "1");
	folder_put(&folder, "b", "1");
	descriptor("a", 0, 1);
	descriptor("b", 1, 1);
	ck_assert_uint_eq(open_files_expire(files, OPEN_FILES_KEEP_MS - 1), 2);
	ck_assert_uint_eq(open_files_expire(files, OPEN_FILES_KEEP_MS), 1);
	descriptor("b", OPEN_FILES_KEEP_MS, 1);
	ck_assert_uint_eq(open_files_expire(files, OPEN_FILES_KEEP_MS + 1), 1);
	open_files_clear(files);
	ck_assert_uint_eq(open_files_expire(files, 0), 0);
}
END_TEST

START_TEST(keeps_a_bounded_number)
{
	char name[16];

	for (int i = 0; i < 2 * OPEN_FILES_MAX; i++) {
		snprintf(name, sizeof(name), "f%d", i);
		folder_put(&folder, name, "1");
		descriptor(name, 0, 1);
	}
	ck_assert_uint_le(open_files_expire(files, 0), OPEN_FILES_MAX);
	ck_assert_uint_gt(open_files_expire(files, 0), OPEN_FILES_MAX / 2);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("open_files");
	TCase *tests = tcase_create("open_files");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, shares_a_descriptor);
	tcase_add_test(tests, tells_trees_apart);
	tcase_add_test(tests, sees_a_change_at_once);
	tcase_add_test(tests, looks_once_a_turn);
	tcase_add_test(tests, keeps_small_content_of_what_is_asked_for_again);
	tcase_add_test(tests, sees_another_file_at_once);
	tcase_add_test(tests, sees_a_removal_at_once);
	tcase_add_test(tests, sees_a_lost_permission_at_once);
	tcase_add_test(tests, sees_another_folder_when_trust_ends);
	tcase_add_test(tests, lets_go_what_nobody_asks_for);
	tcase_add_test(tests, keeps_a_bounded_number);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

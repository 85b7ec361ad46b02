/* SPDX-License-Identifier: ISC */
#include "common/image/image_index.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/path.h"

/*
 * The image under test: a/b/file, a/up -> .., a/out -> ../.., file,
 * loop -> loop, root -> /file, to -> a/b, nothing -> nowhere, deep -> to/file
 */

static struct image_index image;

static int
add(const char *name, mode_t mode, const char *target, uint64_t offset)
{
	const struct image_item item = {
		.name = name,
		.target = target,
		.mode = mode,
		.offset = offset,
		.size = target ? strlen(target) : 1,
	};

	return image_index_add(&image, &item);
}

static void
begin(void)
{
	const struct image_item root = { .mode = S_IFDIR | 0555 };

	ck_assert_int_eq(image_index_init(&image, &root), 0);
}

static void
set_up(void)
{
	uint64_t origin = 0;

	begin();
	ck_assert_int_eq(add("to", S_IFLNK | 0777, "a/b", 0), 0);
	ck_assert_int_eq(add("file", S_IFREG | 0444, NULL, 2048), 0);
	ck_assert_int_eq(add("loop", S_IFLNK | 0777, "loop", 0), 0);
	ck_assert_int_eq(add("a", S_IFDIR | 0555, NULL, 4711), 0);
	ck_assert_int_eq(add("root", S_IFLNK | 0777, "/file", 0), 0);
	ck_assert_int_eq(add("nothing", S_IFLNK | 0777, "nowhere", 0), 0);
	ck_assert_int_eq(add("deep", S_IFLNK | 0777, "./to//file", 0), 0);
	ck_assert_int_eq(image_index_next_folder(&image, &origin), 1);
	ck_assert_uint_eq(origin, 4711);
	ck_assert_int_eq(add("up", S_IFLNK | 0777, "..", 0), 0);
	ck_assert_int_eq(add("out", S_IFLNK | 0777, "../..", 0), 0);
	ck_assert_int_eq(add("b", S_IFDIR | 0555, NULL, 4712), 0);
	ck_assert_int_eq(image_index_next_folder(&image, &origin), 1);
	ck_assert_uint_eq(origin, 4712);
	ck_assert_int_eq(add("file", S_IFREG | 0444, NULL, 6144), 0);
	ck_assert_int_eq(image_index_next_folder(&image, &origin), 0);
}

static void
tear_down(void)
{
	image_index_free(&image);
}

static const struct {
	const char *path;
	int r;
	uint64_t offset; /* of a file; 0: a folder */
} rows[] = {
	{ "", 0, 0 },
	{ "/", 0, 0 },
	{ "file", 0, 2048 },
	{ "//file/", 0, 2048 },
	{ "fil", -ENOENT, 0 },
	{ "filee", -ENOENT, 0 },
	{ "file/x", -ENOTDIR, 0 },
	{ "a/b/file", 0, 6144 },
	{ "a//./b/file", 0, 6144 },
	{ "a/../file", 0, 2048 },
	{ "..", -EXDEV, 0 },
	{ "a/../../file", -EXDEV, 0 },
	{ "to/file", 0, 6144 },
	{ "deep", 0, 6144 },
	{ "to/../b/file", 0, 6144 },
	{ "a/up/file", 0, 2048 },
	{ "a/up", 0, 0 },
	{ "a/out", -EXDEV, 0 },
	{ "loop", -ELOOP, 0 },
	{ "root", -EXDEV, 0 },
	{ "nothing", -ENOENT, 0 },
};

START_TEST(finds_through_links_and_never_outside)
{
	const struct image_entry *found = NULL;
	int r = image_index_find(&image, rows[_i].path, &found);

	ck_assert_msg(r == rows[_i].r, "%s: %d", rows[_i].path, r);
	ck_assert((r == 0) == (found != NULL));
	if (r == 0)
		ck_assert_uint_eq(
		    S_ISREG(found->mode) ? found->offset : 0, rows[_i].offset);
}
END_TEST

START_TEST(a_folder_has_its_entries_by_name)
{
	static const char *const want[] = { "a", "deep", "file", "loop",
		"nothing", "root", "to" };
	const struct image_entry *root = NULL;

	ck_assert_int_eq(image_index_find(&image, "", &root), 0);
	ck_assert_uint_eq(root->n, 7);
	for (uint32_t i = 0; i < root->n; i++)
		ck_assert_str_eq(
		    image_index_name(&image, &image.entries[root->first + i]),
		    want[i]);
}
END_TEST

START_TEST(long_paths_are_refused)
{
	const struct image_entry *found = NULL;
	char path[PATH_NAME_MAX + 1];

	memset(path, 'x', sizeof(path));
	path[PATH_NAME_MAX] = '\0';
	ck_assert_int_eq(image_index_find(&image, path, &found), -ENAMETOOLONG);
	path[PATH_NAME_MAX - 1] = '\0';
	ck_assert_int_eq(image_index_find(&image, path, &found), -ENOENT);
	/* "to/" becomes "a/b/": one octet too many. */
	memcpy(path, "to/", 3);
	ck_assert_int_eq(image_index_find(&image, path, &found), -ENAMETOOLONG);
}
END_TEST

START_TEST(names_of_no_file_are_refused)
{
	static const char *const names[] = { "", ".", "..", "a/b", "/" };
	struct image_index other = image;

	begin();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert_int_eq(
		    add(names[i], S_IFREG | 0444, NULL, 0), -EINVAL);
	image_index_free(&image);
	image = other;
}
END_TEST

START_TEST(a_name_is_there_once)
{
	struct image_index other = image;
	uint64_t origin;

	begin();
	ck_assert_int_eq(add("x", S_IFREG | 0444, NULL, 0), 0);
	ck_assert_int_eq(add("y", S_IFREG | 0444, NULL, 0), 0);
	ck_assert_int_eq(add("x", S_IFDIR | 0555, NULL, 0), 0);
	ck_assert_int_eq(image_index_next_folder(&image, &origin), -EEXIST);
	image_index_free(&image);
	image = other;
}
END_TEST

START_TEST(many_are_found)
{
	struct image_index other = image;
	const struct image_entry *found;
	uint64_t origin;
	char name[16];

	begin();
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "%d", i * 7919 % 5000);
		ck_assert_int_eq(
		    add(name, S_IFREG | 0444, NULL, (uint64_t)i), 0);
	}
	ck_assert_int_eq(image_index_next_folder(&image, &origin), 0);
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "%d", i * 7919 % 5000);
		ck_assert_int_eq(image_index_find(&image, name, &found), 0);
		ck_assert_uint_eq(found->offset, (uint64_t)i);
	}
	image_index_free(&image);
	image = other;
}
END_TEST

START_TEST(too_many_are_refused)
{
	image.n = IMAGE_INDEX_MAX - 1;
	image.room = IMAGE_INDEX_MAX;
	image.entries =
	    reallocarray(image.entries, image.room, sizeof(*image.entries));
	ck_assert_ptr_nonnull(image.entries);
	ck_assert_int_eq(add("last", S_IFREG | 0444, NULL, 0), 0);
	ck_assert_int_eq(add("over", S_IFREG | 0444, NULL, 0), -EFBIG);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("image_index");
	TCase *tests = tcase_create("image_index");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, finds_through_links_and_never_outside, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, a_folder_has_its_entries_by_name);
	tcase_add_test(tests, long_paths_are_refused);
	tcase_add_test(tests, names_of_no_file_are_refused);
	tcase_add_test(tests, a_name_is_there_once);
	tcase_add_test(tests, many_are_found);
	tcase_add_test(tests, too_many_are_refused);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}

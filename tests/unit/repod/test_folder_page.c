/* SPDX-License-Identifier: ISC */
#include "repod/folder_page.h"

#include <check.h>
#include <errno.h>

#include "tests/unit/repod/folder.h"

static struct folder folder;
static char page[64 << 10];

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

static int
make(const char *path, struct listing_order order, int *ret_fd,
    uint64_t *ret_size)
{
	struct folder_view view = { .origin = "http://server", .order = order };

	memcpy(view.path, path, strlen(path) + 1);
	return folder_page_make(folder.tree, &view, ret_fd, ret_size);
}

static void
read_in_order(const char *path, enum listing_column column, bool is_descending)
{
	const struct listing_order order = { column, is_descending, true };
	uint64_t size;
	ssize_t n;
	int fd;

	ck_assert_int_eq(make(path, order, &fd, &size), 0);
	n = pread(fd, page, sizeof(page) - 1, 0);
	ck_assert_int_eq(n, (ssize_t)size);
	page[n] = '\0';
	close(fd);
}

static void
read_page(const char *path)
{
	read_in_order(path, LISTING_BY_NAME, false);
}

static const char *
link_to(const char *name)
{
	char text[128];

	snprintf(text, sizeof(text), "<a href=\"%s\">", name);
	return strstr(page, text);
}

START_TEST(lists_by_name)
{
	folder_put(&folder, "b.rpm", "12345");
	folder_put(&folder, "a.rpm", "1");
	mkdir(folder_path(&folder, "sub"), 0755);
	read_page("");
	ck_assert_ptr_nonnull(link_to("a.rpm"));
	ck_assert(link_to("a.rpm") < link_to("b.rpm"));
	ck_assert(link_to("sub/") < link_to("a.rpm"));
	ck_assert_ptr_nonnull(strstr(page, "title=\"5 octets\""));
	ck_assert_ptr_nonnull(strstr(page, "1 folder, 2 files, 6\u00a0B"));
	read_page("sub");
	ck_assert_ptr_nonnull(strstr(page, "Index of /sub/"));
	ck_assert_ptr_nonnull(link_to("../"));
}
END_TEST

/* The links of the page, one letter each, parted from what is not listed. */
static const char *
letters(void)
{
	static char found[16];
	size_t n = 0;

	for (const char *at = page; (at = strstr(at, "<tr><td><a href=\""));
	     at += 17)
		found[n++] = at[17];
	found[n] = '\0';
	return found;
}

/* Folders stay first; equal ones by name; numbers as people count. */
START_TEST(lists_in_other_orders)
{
	/* before 1970 */
	static const struct timespec old[] = { { -1000, 0 }, { -1000, 0 } };
	static const struct timespec new[] = { { 2000, 0 }, { 2000, 0 } };

	folder_put(&folder, "a", "123");
	folder_put(&folder, "b", "1");
	folder_put(&folder, "c", "1");
	mkdir(folder_path(&folder, "y"), 0755);
	mkdir(folder_path(&folder, "z"), 0755);
	utimensat(AT_FDCWD, folder_path(&folder, "a"), old, 0);
	utimensat(AT_FDCWD, folder_path(&folder, "b"), new, 0);
	utimensat(AT_FDCWD, folder_path(&folder, "c"), old, 0);
	utimensat(AT_FDCWD, folder_path(&folder, "y"), new, 0);
	utimensat(AT_FDCWD, folder_path(&folder, "z"), old, 0);
	read_in_order("", LISTING_BY_NAME, true);
	ck_assert_str_eq(letters(), "zycba");
	read_in_order("", LISTING_BY_SIZE, false);
	ck_assert_str_eq(letters(), "yzbca");
	read_in_order("", LISTING_BY_SIZE, true);
	ck_assert_str_eq(letters(), "zyacb");
	read_in_order("", LISTING_BY_DATE, false);
	ck_assert_str_eq(letters(), "zyacb");
	read_in_order("", LISTING_BY_DATE, true);
	ck_assert_str_eq(letters(), "yzbca");
	folder_put(&folder, "k-3.10", "");
	folder_put(&folder, "k-3.9", "");
	read_page("");
	ck_assert(link_to("k-3.9") < link_to("k-3.10"));
}
END_TEST

START_TEST(tells_of_a_repository_and_of_answers)
{
	read_page("");
	ck_assert_ptr_null(strstr(page, "<section"));
	folder_put(&folder, ".treeinfo", "[general]\nfamily = Lab\n");
	folder_put(&folder, "web1.ks", "reboot\n");
	read_page("");
	ck_assert_ptr_nonnull(strstr(page, "inst.repo=http://server/<"));
	ck_assert_ptr_nonnull(strstr(page, "inst.ks=http://server/web1.ks<"));
}
END_TEST

START_TEST(lists_only_what_can_be_fetched)
{
	folder_put(&folder, "open", "x");
	folder_put(&folder, "closed", "x");
	chmod(folder_path(&folder, "closed"), 0600);
	folder_put(&folder, ".hidden", "x");
	folder_put(&folder, ".treeinfo", "x");
	folder_put(&folder, ".discinfo", "x");
	ck_assert_int_eq(mkfifo(folder_path(&folder, "pipe"), 0644), 0);
	ck_assert_int_eq(symlink("open", folder_path(&folder, "inside")), 0);
	ck_assert_int_eq(
	    symlink("/etc/passwd", folder_path(&folder, "outside")), 0);
	ck_assert_int_eq(symlink("gone", folder_path(&folder, "broken")), 0);
	ck_assert_int_eq(symlink("self", folder_path(&folder, "self")), 0);
	read_page("");
	ck_assert_ptr_nonnull(link_to("open"));
	ck_assert_ptr_nonnull(link_to("inside"));
	ck_assert_ptr_nonnull(link_to(".treeinfo"));
	ck_assert_ptr_nonnull(link_to(".discinfo"));
	ck_assert_ptr_null(link_to("closed"));
	ck_assert_ptr_null(link_to(".hidden"));
	ck_assert_ptr_null(link_to("pipe"));
	ck_assert_ptr_null(link_to("outside"));
	ck_assert_ptr_null(link_to("broken"));
	ck_assert_ptr_null(link_to("self"));
	ck_assert_ptr_null(link_to("./"));
	ck_assert_ptr_null(link_to("../"));
}
END_TEST

START_TEST(lists_an_empty_folder)
{
	read_page("");
	ck_assert_ptr_nonnull(strstr(page, "</html>"));
}
END_TEST

/* More than one piece of output, and names that need escapes. */
START_TEST(lists_many)
{
	char name[300];
	size_t n = 0;

	memset(name, '<', 200);
	for (int i = 0; i < 100; i++) {
		snprintf(name + 200, sizeof(name) - 200, "%03d", i);
		folder_put(&folder, name, "");
	}
	uint64_t size;
	int fd;

	ck_assert_int_eq(make("", (struct listing_order){ 0 }, &fd, &size), 0);
	ck_assert_uint_gt(size, 100 * 200 * 7);
	ck_assert_int_gt(
	    pread(fd, page, sizeof(page) - 1, (off_t)size - 3000), 0);
	page[3000] = '\0';
	for (char *at = page; (at = strstr(at, "</a>")); at++)
		n++;
	ck_assert_uint_ge(n, 1);
	ck_assert_ptr_nonnull(strstr(page, "099</a>"));
	ck_assert_ptr_nonnull(strstr(page, "</html>\n"));
	close(fd);
}
END_TEST

START_TEST(tells_what_is_no_folder)
{
	const struct listing_order order = { 0 };
	uint64_t size;
	int fd;

	folder_put(&folder, "file", "x");
	ck_assert_int_eq(symlink("/etc", folder_path(&folder, "out")), 0);
	ck_assert_int_eq(make("missing", order, &fd, &size), -ENOENT);
	ck_assert_int_eq(make("file", order, &fd, &size), -ENOTDIR);
	ck_assert_int_eq(make("out", order, &fd, &size), -EXDEV);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("folder_page");
	TCase *tests = tcase_create("folder_page");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, lists_by_name);
	tcase_add_test(tests, lists_in_other_orders);
	tcase_add_test(tests, tells_of_a_repository_and_of_answers);
	tcase_add_test(tests, lists_only_what_can_be_fetched);
	tcase_add_test(tests, lists_an_empty_folder);
	tcase_add_test(tests, lists_many);
	tcase_add_test(tests, tells_what_is_no_folder);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

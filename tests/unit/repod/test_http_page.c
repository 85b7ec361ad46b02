/* SPDX-License-Identifier: ISC */
#include "repod/http_page.h"

#include <errno.h>
#include <stdbool.h>

#include "tests/unit/repod/folder.h"

enum {
	DEADLINE_MS = 10000
};

static struct folder folder;
static struct http_pages pages;
static struct loop_timer *deadline;
static int n_made;
static int n_wanted;
static int last_error;
static uint64_t last_size;
static bool had_file;

static void
on_made(void *owner, int error, struct stream_file *file, uint64_t size)
{
	(void)owner;
	last_error = error;
	last_size = size;
	had_file = file != NULL;
	if (++n_made == n_wanted)
		loop_stop(pages.loop);
}

static void
on_deadline(void *owner)
{
	(void)owner;
	ck_abort_msg("nothing came within %d ms", DEADLINE_MS);
}

static void
setup(void)
{
	folder = folder_make();
	memset(&pages, 0, sizeof(pages));
	pages.loop = loop_new();
	ck_assert_int_eq(
	    loop_timer_new(pages.loop, on_deadline, NULL, &deadline), 0);
	loop_timer_start(deadline, DEADLINE_MS);
	n_made = 0;
	n_wanted = 1;
}

static void
teardown(void)
{
	http_pages_stop(&pages);
	loop_timer_free(deadline);
	loop_free(pages.loop);
	folder_remove(&folder);
}

static int
start(const char *path, struct http_page **ret_page)
{
	struct folder_view view = { .origin = "http://server" };

	memcpy(view.path, path, strlen(path) + 1);
	return http_page_start(
	    &pages, folder.tree, &view, on_made, NULL, ret_page);
}

START_TEST(makes_a_page)
{
	struct http_page *page;

	folder_put(&folder, "a", "1");
	ck_assert_int_eq(start("", &page), 0);
	ck_assert_uint_eq(pages.n, 1);
	loop_run(pages.loop);
	ck_assert_int_eq(last_error, 0);
	ck_assert(had_file);
	ck_assert_uint_gt(last_size, 100);
	ck_assert_uint_eq(pages.n, 1);
	ck_assert_uint_eq(pages.octets, last_size);
	http_page_sent(&pages, last_size);
	ck_assert_uint_eq(pages.n, 0);
	ck_assert_uint_eq(pages.octets, 0);
}
END_TEST

/* Just room for it, and one octet less. */
START_TEST(bounds_their_octets)
{
	struct http_page *page;
	uint64_t size;

	ck_assert_int_eq(start("", &page), 0);
	loop_run(pages.loop);
	size = last_size;
	n_wanted = 2;
	pages.octets = HTTP_PAGES_OCTETS_MAX - size;
	ck_assert_int_eq(start("", &page), 0);
	loop_run(pages.loop);
	ck_assert_int_eq(last_error, 0);
	n_wanted = 3;
	pages.octets = HTTP_PAGES_OCTETS_MAX - size + 1;
	ck_assert_int_eq(start("", &page), 0);
	loop_run(pages.loop);
	ck_assert_int_eq(last_error, -EAGAIN);
	ck_assert_uint_eq(last_size, 0);
	ck_assert_uint_eq(pages.octets, HTTP_PAGES_OCTETS_MAX - size + 1);
}
END_TEST

START_TEST(tells_why_there_is_none)
{
	struct http_page *page;

	ck_assert_int_eq(start("missing", &page), 0);
	loop_run(pages.loop);
	ck_assert_int_eq(last_error, -ENOENT);
	ck_assert(!had_file);
}
END_TEST

START_TEST(bounds_their_number)
{
	struct http_page *page;

	for (int i = 0; i < HTTP_PAGES_MAX; i++)
		ck_assert_int_eq(start("", &page), 0);
	ck_assert_int_eq(start("", &page), -EAGAIN);
	n_wanted = HTTP_PAGES_MAX;
	loop_run(pages.loop);
	/* made, they still count until they were sent */
	ck_assert_int_eq(start("", &page), -EAGAIN);
	http_page_sent(&pages, last_size);
	ck_assert_int_eq(start("", &page), 0);
}
END_TEST

START_TEST(forgets_an_owner)
{
	struct http_page *first, *second;

	ck_assert_int_eq(start("", &first), 0);
	http_page_forget(first);
	http_page_forget(NULL);
	ck_assert_int_eq(start("", &second), 0);
	loop_run(pages.loop);
	while (pages.n > 1) {
		n_wanted = n_made + 1;
		ck_assert_int_eq(start("", &second), 0);
		loop_run(pages.loop);
		http_page_sent(&pages, last_size);
	}
	ck_assert_uint_eq(pages.n, 1);
}
END_TEST

START_TEST(may_be_stopped_in_the_making)
{
	struct http_page *page;

	for (int i = 0; i < HTTP_PAGES_MAX; i++)
		ck_assert_int_eq(start("", &page), 0);
	http_pages_stop(&pages);
	ck_assert_ptr_null(LIST_FIRST(&pages.making));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_page");
	TCase *tests = tcase_create("http_page");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, makes_a_page);
	tcase_add_test(tests, tells_why_there_is_none);
	tcase_add_test(tests, bounds_their_number);
	tcase_add_test(tests, bounds_their_octets);
	tcase_add_test(tests, forgets_an_owner);
	tcase_add_test(tests, may_be_stopped_in_the_making);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

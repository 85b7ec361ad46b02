/* SPDX-License-Identifier: ISC */
#include "common/listing.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static char out[LISTING_BEGIN_MAX + LISTING_ROW_MAX];

static struct writer
fresh(size_t size)
{
	memset(out, 0, sizeof(out));
	return writer_over(out, size);
}

static struct listing_page
page_of(const char *path)
{
	return (struct listing_page){ .path = path, .site = "server" };
}

/* --- the order --- */

static const struct {
	const char *query;
	struct listing_order order;
} queries[] = {
	{ "", { LISTING_BY_NAME, false, false } },
	{ "sort=name", { LISTING_BY_NAME, false, true } },
	{ "sort=-name", { LISTING_BY_NAME, true, true } },
	{ "sort=size", { LISTING_BY_SIZE, false, true } },
	{ "sort=-date", { LISTING_BY_DATE, true, true } },
	{ "x=1&sort=date&y", { LISTING_BY_DATE, false, true } },
	{ "sort=size&sort=-date", { LISTING_BY_DATE, true, true } },
	{ "sort=", { LISTING_BY_NAME, false, false } },
	{ "sort=-", { LISTING_BY_NAME, false, false } },
	{ "sort=colour", { LISTING_BY_NAME, false, false } },
	{ "sort", { LISTING_BY_NAME, false, false } },
	{ "&&=&sortsort=size", { LISTING_BY_NAME, false, false } },
};

START_TEST(reads_an_order)
{
	const char *query = queries[_i].query;
	struct listing_order order =
	    listing_order_parse((struct http_span){ query, strlen(query) });

	ck_assert_int_eq(order.column, queries[_i].order.column);
	ck_assert_int_eq(order.is_descending, queries[_i].order.is_descending);
	ck_assert_int_eq(order.is_asked, queries[_i].order.is_asked);
}
END_TEST

/* The column that is chosen leads to its other direction, the others to what
 * people look for first. */
START_TEST(links_to_the_other_orders)
{
	struct listing_page page = page_of("");
	struct writer writer = fresh(sizeof(out));

	listing_table(&writer, &page);
	ck_assert_ptr_nonnull(strstr(out,
	    "<th scope=\"col\" aria-sort=\"ascending\">"
	    "<a href=\"?sort=-name\">Name</a>"));
	ck_assert_ptr_nonnull(
	    strstr(out, "<th scope=\"col\"><a href=\"?sort=-date\">"));
	ck_assert_ptr_nonnull(strstr(out, "<a href=\"?sort=-size\">Size</a>"));
	page.order = (struct listing_order){ LISTING_BY_SIZE, true, true };
	writer = fresh(sizeof(out));
	listing_table(&writer, &page);
	ck_assert_ptr_nonnull(strstr(
	    out, "aria-sort=\"descending\"><a href=\"?sort=size\">Size</a>"));
	ck_assert_ptr_nonnull(strstr(out, "<a href=\"?sort=name\">Name</a>"));
	ck_assert_ptr_null(strstr(out, "ascending"));
}
END_TEST

START_TEST(keeps_robots_to_one_order)
{
	struct listing_page page = page_of("");
	struct writer writer = fresh(sizeof(out));

	listing_begin(&writer, &page);
	ck_assert_ptr_null(strstr(out, "robots"));
	page.order.is_asked = true;
	writer = fresh(sizeof(out));
	listing_begin(&writer, &page);
	ck_assert_ptr_nonnull(strstr(out, "noindex, nofollow"));
}
END_TEST

/* --- rows --- */

static const struct {
	struct listing_entry entry;
	const char *row;
} rows[] = {
	{ { "a.rpm", false, 1234, 784111777 },
	    "<tr><td><a href=\"a.rpm\">a.rpm</a></td> "
	    "<td>1994-11-06 08:49</td> "
	    "<td title=\"1234 octets\">1.2\u00a0KiB</td></tr>\n" },
	{ { "Packages", true, 4096, 784111777 },
	    "<tr><td><a href=\"Packages/\">Packages/</a></td> "
	    "<td>1994-11-06 08:49</td> <td>-</td></tr>\n" },
	{ { "<b>&\"'\n", false, 0, 0 },
	    "<tr><td><a href=\"%3Cb%3E%26%22%27%0A\">"
	    "&lt;b&gt;&amp;&quot;&#39;?</a></td> <td>1970-01-01 00:00</td> "
	    "<td title=\"0 octets\">0\u00a0B</td></tr>\n" },
	{ { "javascript:alert(1)", false, 0, 0 },
	    "<tr><td><a href=\"javascript%3Aalert%281%29\">"
	    "javascript:alert(1)</a></td> <td>1970-01-01 00:00</td> "
	    "<td title=\"0 octets\">0\u00a0B</td></tr>\n" },
};

START_TEST(writes_a_row)
{
	struct writer writer = fresh(LISTING_ROW_MAX);

	listing_row(&writer, &rows[_i].entry);
	ck_assert(!writer.failed);
	ck_assert_str_eq(out, rows[_i].row);
}
END_TEST

START_TEST(has_room_for_the_longest_row)
{
	char name[256];
	struct listing_entry entry = { name, true, UINT64_MAX, INT64_MAX };
	struct writer writer = fresh(LISTING_ROW_MAX);

	memset(name, '"', 255);
	name[255] = '\0';
	listing_row(&writer, &entry);
	ck_assert(!writer.failed);
	entry.is_folder = false;
	writer = fresh(LISTING_ROW_MAX);
	listing_row(&writer, &entry);
	ck_assert(!writer.failed);
}
END_TEST

/* --- before and behind them --- */

/* Of paths with few long parts, and with as many as there can be. */
START_TEST(has_room_for_the_longest_beginning_and_end)
{
	static const int lengths[] = { 1, 2, 3, 8, 64, 255, 1023 };
	char path[1024], site[LISTING_SITE_MAX];
	struct listing_page page = { path, site,
		{ LISTING_BY_SIZE, true, true }, UINT64_MAX / 2, UINT64_MAX / 2,
		UINT64_MAX };
	struct writer writer;

	memset(site, '"', sizeof(site) - 1);
	site[sizeof(site) - 1] = '\0';
	memset(path, '"', 1023);
	path[1023] = '\0';
	for (int i = lengths[_i]; i < 1022; i += lengths[_i] + 1)
		path[i] = '/';
	writer = fresh(LISTING_BEGIN_MAX);
	listing_begin(&writer, &page);
	listing_table(&writer, &page);
	ck_assert(!writer.failed);
	writer = fresh(LISTING_END_MAX);
	listing_end(&writer, &page);
	ck_assert(!writer.failed);
}
END_TEST

START_TEST(leads_up_from_anywhere_but_the_root)
{
	struct listing_page page = page_of("pub/<x>/os");
	struct writer writer = fresh(sizeof(out));

	listing_begin(&writer, &page);
	listing_table(&writer, &page);
	ck_assert_ptr_nonnull(
	    strstr(out, "<title>Index of /pub/&lt;x&gt;/os/</title>"));
	ck_assert_ptr_nonnull(strstr(out,
	    "<a href=\"../../../\">server</a> / <a href=\"../../\">pub</a> / "
	    "<a href=\"../\">&lt;x&gt;</a> / </nav>\n<h1>os</h1>"));
	ck_assert_ptr_nonnull(strstr(out, "<a href=\"../\">Parent folder</a>"));
	page = page_of("");
	writer = fresh(sizeof(out));
	listing_begin(&writer, &page);
	ck_assert_ptr_nonnull(strstr(out, "<h1>server</h1>"));
	ck_assert_ptr_null(strstr(out, "href"));
}
END_TEST

START_TEST(bounds_the_links_above)
{
	struct listing_page page =
	    page_of("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16");
	struct writer writer = fresh(sizeof(out));

	listing_begin(&writer, &page);
	ck_assert_ptr_nonnull(strstr(out, "\">1</a>"));
	page = page_of("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17");
	writer = fresh(sizeof(out));
	listing_begin(&writer, &page);
	ck_assert_ptr_nonnull(strstr(out, "server</a> / ... / "));
	ck_assert_ptr_null(strstr(out, "\">1</a>"));
	ck_assert_ptr_nonnull(strstr(out, "\">2</a>"));
}
END_TEST

static const struct {
	uint64_t n_folders, n_files;
	const char *text;
} ends[] = {
	{ 0, 0, "<p>This folder is empty.</p>" },
	{ 1, 0, "<p>1 folder</p>" },
	{ 0, 1, "<p>1 file, 5\u00a0B</p>" },
	{ 2, 1000, "<p>2 folders, 1,000 files, 5\u00a0B</p>" },
};

START_TEST(counts_at_the_end)
{
	struct listing_page page = page_of("");
	struct writer writer = fresh(LISTING_END_MAX);

	page.n_folders = ends[_i].n_folders;
	page.n_files = ends[_i].n_files;
	page.octets = 5;
	listing_end(&writer, &page);
	ck_assert_ptr_nonnull(strstr(out, ends[_i].text));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("listing");
	TCase *tests = tcase_create("listing");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, reads_an_order, 0, sizeof(queries) / sizeof(queries[0]));
	tcase_add_test(tests, links_to_the_other_orders);
	tcase_add_test(tests, keeps_robots_to_one_order);
	tcase_add_loop_test(
	    tests, writes_a_row, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, has_room_for_the_longest_row);
	tcase_add_loop_test(
	    tests, has_room_for_the_longest_beginning_and_end, 0, 7);
	tcase_add_test(tests, leads_up_from_anywhere_but_the_root);
	tcase_add_test(tests, bounds_the_links_above);
	tcase_add_loop_test(
	    tests, counts_at_the_end, 0, sizeof(ends) / sizeof(ends[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

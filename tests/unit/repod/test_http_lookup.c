/* SPDX-License-Identifier: ISC */
#include "repod/http_lookup.h"

#include <errno.h>
#include <stdlib.h>

#include "tests/unit/repod/answer/answer_world.h"
#include "tests/unit/repod/http_head.h"

static struct http_lookup lookup;

static void
setup(void)
{
	struct made_terms terms = { 0 };

	set_up();
	lookup = (struct http_lookup){
		.tree = folder.tree,
		.files = open_files_new(),
		.made = made_new(NULL),
		.has_precompressed = true,
	};
	ck_assert_ptr_nonnull(lookup.files);
	ck_assert_ptr_nonnull(lookup.made);
	terms.config = config;
	terms.root = folder.path;
	ck_assert_int_eq(made_configure(lookup.made, &terms), 0);
	folder_put(&folder, "ks/a.cfg", "${ip}");
	folder_put(&folder, "file", "12345");
	folder_put(&folder, "text", "12345");
	folder_put(&folder, "text.gz", "123");
	folder_put(&folder, "closed", "1");
	ck_assert_int_eq(chmod(folder_path(&folder, "closed"), 0600), 0);
	ck_assert_int_eq(mkdir(folder_path(&folder, "sub"), 0755), 0);
}

static void
teardown(void)
{
	open_files_free(lookup.files);
	made_free(lookup.made);
	tear_down();
}

/* What there is for 192.168.10.2. */
static struct http_facts
find(const char *line, const char *fields, struct stream_file **ret_file)
{
	static char buffer[1024];
	static uint64_t turn;
	const struct http_query query =
	    query_of(buffer, sizeof(buffer), line, fields);
	const union endpoint peer = endpoint_ipv4(0xc0a80a02, 40000);
	const union endpoint local = endpoint_ipv4(0xc0a80a01, 80);
	const struct http_asker asker = {
		.peer = &peer, .local = &local, .now_ms = 1000, .turn = ++turn
	};
	struct http_facts facts;

	http_lookup_find(&lookup, &query, &asker, &facts, ret_file);
	return facts;
}

static const struct {
	const char *line, *fields;
	int error;
	bool is_folder, is_form, varies;
	uint64_t size;
	const char *coding;
} rows[] = {
	{ "GET /file", "", 0, false, false, true, 5, "" },
	{ "GET /text", "Accept-Encoding: gzip\r\n", 0, false, false, true, 3,
	    "gzip" },
	{ "GET /text.gz", "", 0, false, false, false, 3, "" },
	{ "GET /", "", 0, true, false, false, 0, "" },
	{ "GET /sub", "", 0, true, false, false, 0, "" },
	{ "GET /none", "", -ENOENT, false, false, false, 0, "" },
	{ "GET /file/x", "", -ENOTDIR, false, false, false, 0, "" },
	{ "GET /closed", "", -EACCES, false, false, false, 0, "" },
	{ "GET /none/", "", -ENOENT, false, false, false, 0, "" },
};

START_TEST(tells_what_there_is)
{
	struct stream_file *file;
	struct http_facts facts = find(rows[_i].line, rows[_i].fields, &file);

	ck_assert_msg(facts.error == rows[_i].error &&
		facts.is_folder == rows[_i].is_folder &&
		facts.is_form == rows[_i].is_form &&
		facts.varies == rows[_i].varies &&
		facts.size == rows[_i].size &&
		strcmp(facts.coding ? facts.coding : "", rows[_i].coding) == 0,
	    "row %d: error %d, size %d", _i, facts.error, (int)facts.size);
	ck_assert_int_eq(file != NULL, rows[_i].size > 0);
	stream_file_unref(file);
}
END_TEST

/* Where there is no such folder, too; its size is known, its page is a file. */
START_TEST(has_a_form)
{
	struct stream_file *file;
	struct http_facts facts = find("GET /preseed/", "", &file);

	ck_assert_int_eq(facts.error, 0);
	ck_assert(facts.is_form && facts.size > 0);
	ck_assert_ptr_nonnull(file);
	stream_file_unref(file);
}
END_TEST

/* An answer file is no one else's: it is not what lies in the tree. */
START_TEST(has_what_is_made)
{
	struct stream_file *file;
	struct http_facts facts;

	capture_begin(&capture);
	facts = find("GET /ks/a.cfg", "", &file);
	capture_end(&capture);
	ck_assert_int_eq(facts.error, 0);
	ck_assert(facts.is_made && !facts.varies);
	ck_assert_uint_eq(facts.size, strlen("192.168.10.2"));
	stream_file_unref(file);
}
END_TEST

START_TEST(refuses_who_may_not)
{
	struct stream_file *file;

	lookup.access.root.is_set = true;
	ck_assert_int_eq(find("GET /file", "", &file).error, ACCESS_REFUSED);
	ck_assert_ptr_null(file);
	ck_assert_int_eq(find("GET /none", "", &file).error, ACCESS_REFUSED);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_lookup");
	TCase *tests = tcase_create("http_lookup");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(
	    tests, tells_what_there_is, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, has_a_form);
	tcase_add_test(tests, has_what_is_made);
	tcase_add_test(tests, refuses_who_may_not);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

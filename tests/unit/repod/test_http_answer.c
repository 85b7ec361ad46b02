/* SPDX-License-Identifier: ISC */
#include "repod/http_answer.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>

#include "tests/unit/repod/http_head.h"

/* Sun, 06 Nov 1994 08:49:37 GMT, and a hundred seconds later */
enum {
	THEN_S = 784111777,
	NOW_S = THEN_S + 100
};

static struct http_now now = { .nonce = 0xabc };
static const struct http_facts file = {
	.size = 1000, .inode = 1, .mtime_s = THEN_S, .mtime_ns = 5
};
static const struct http_facts folder = { .is_folder = true, .size = 77 };

static struct http_answer
answer_to(const char *line, const char *fields, const struct http_facts *facts)
{
	static char buffer[8192];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), line, fields);
	struct http_answer answer;

	http_now_set(&now, NOW_S);
	http_answer_make(&query, facts, &now, &answer);
	ck_assert_uint_lt(answer.head_len, sizeof(answer.head));
	answer.head[answer.head_len] = '\0';
	return answer;
}

static bool
has(const struct http_answer *answer, const char *text)
{
	return strstr((const char *)answer->head, text) != NULL;
}

/* GRUB and librepo compare these octets, case and blanks too. */
START_TEST(is_spelled_as_loaders_compare_it)
{
	struct http_answer answer = answer_to("GET /a.efi", "", &file);

	ck_assert_str_eq((char *)answer.head,
	    "HTTP/1.1 200 OK\r\n"
	    "Server: Bootyard\r\n"
	    "Date: Sun, 06 Nov 1994 08:51:17 GMT\r\n"
	    "Content-Type: application/efi\r\n"
	    "Content-Length: 1000\r\n"
	    "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
	    "ETag: \"1-3e8-ae1b981bc490a05\"\r\n"
	    "Accept-Ranges: bytes\r\n"
	    "\r\n");
	ck_assert_int_eq(answer.body, HTTP_BODY_RANGE);
	ck_assert_uint_eq(answer.body_len, 1000);
	ck_assert_uint_eq(answer.ranges.at[0].offset, 0);
	ck_assert_uint_eq(answer.ranges.at[0].len, 1000);
}
END_TEST

START_TEST(tells_of_a_coding)
{
	struct http_facts facts = file;
	struct http_answer answer;

	answer = answer_to("GET /a", "", &file);
	ck_assert(!has(&answer, "Vary"));
	facts.varies = true;
	answer = answer_to("GET /a", "", &facts);
	ck_assert(has(&answer, "Vary: Accept-Encoding\r\n"));
	ck_assert(!has(&answer, "Content-Encoding"));
	facts.coding = "gzip";
	answer = answer_to("HEAD /a.ks", "", &facts);
	ck_assert(has(&answer, "Content-Encoding: gzip\r\n"));
	ck_assert(has(&answer, "Content-Type: text/plain"));
	/* RFC 9110 15.4.5: a 304 has Vary, too */
	answer = answer_to("GET /a", "If-None-Match: *\r\n", &facts);
	ck_assert_uint_eq(answer.status, 304);
	ck_assert(has(&answer, "Vary: Accept-Encoding\r\n"));
}
END_TEST

static const struct {
	int error;
	unsigned status;
} errors[] = {
	{ -ENOENT, 404 },
	{ -EACCES, 403 },
	{ -EMFILE, 503 },
	{ -EIO, 500 },
};

START_TEST(has_a_status_for_each_error)
{
	const struct http_facts facts = { .error = errors[_i].error };
	struct http_answer answer = answer_to("GET /a", "", &facts);

	ck_assert_uint_eq(answer.status, errors[_i].status);
	ck_assert_int_eq(answer.body, HTTP_BODY_TEXT);
	ck_assert_uint_eq(answer.body_len, strlen(answer.text));
	ck_assert_int_eq(
	    has(&answer, "Retry-After: 1\r\n"), answer.status == 503);
	answer = answer_to("HEAD /a", "", &facts);
	ck_assert_uint_eq(answer.status, errors[_i].status);
	ck_assert_int_eq(answer.body, HTTP_BODY_NONE);
}
END_TEST

#define TAG "\"1-3e8-ae1b981bc490a05\""

static const struct {
	const char *line;
	const char *fields;
	unsigned status;
	int body;
	uint64_t body_len;
	const char *head; /* a part of it */
} rows[] = {
	{ "HEAD /a", "", 200, HTTP_BODY_NONE, 0, "Content-Length: 1000\r\n" },
	{ "GET /a", "Range: bytes=0-9\r\n", 206, HTTP_BODY_RANGE, 10,
	    "Content-Range: bytes 0-9/1000\r\nContent-Length: 10\r\n" },
	{ "GET /a", "Range: bytes=-10\r\n", 206, HTTP_BODY_RANGE, 10,
	    "Content-Range: bytes 990-999/1000\r\n" },
	/* all of it, asked for as a range, is a range */
	{ "GET /a", "Range: bytes=0-\r\n", 206, HTTP_BODY_RANGE, 1000,
	    "Content-Range: bytes 0-999/1000\r\n" },
	{ "GET /a", "Range: bytes=1000-\r\n", 416, HTTP_BODY_TEXT, 26,
	    "Content-Range: bytes */1000\r\n" },
	{ "GET /a", "Range: lines=1-2\r\n", 200, HTTP_BODY_RANGE, 1000,
	    "Content-Length: 1000\r\n" },
	/* ranges are GET's alone */
	{ "HEAD /a", "Range: bytes=0-9\r\n", 200, HTTP_BODY_NONE, 0,
	    "Content-Length: 1000\r\n" },
	{ "GET /a", "Range: bytes=0-9\r\nIf-Range: " TAG "\r\n", 206,
	    HTTP_BODY_RANGE, 10, "Content-Range: bytes 0-9/1000\r\n" },
	{ "GET /a", "Range: bytes=0-9\r\nIf-Range: \"old\"\r\n", 200,
	    HTTP_BODY_RANGE, 1000, "Content-Length: 1000\r\n" },
	/* a condition goes before a range */
	{ "GET /a", "Range: bytes=0-9\r\nIf-None-Match: " TAG "\r\n", 304,
	    HTTP_BODY_NONE, 0, "ETag: " TAG "\r\n" },
	{ "GET /a", "Range: bytes=1000-\r\nIf-Match: \"old\"\r\n", 412,
	    HTTP_BODY_TEXT, 24, "Content-Length: 24\r\n" },
	{ "HEAD /a", "If-None-Match: " TAG "\r\n", 304, HTTP_BODY_NONE, 0,
	    "Date: Sun, 06 Nov 1994 08:51:17 GMT\r\nETag: " TAG "\r\n\r\n" },
	/* two of what is no list say nothing that could be acted on */
	{ "GET /a", "Range: bytes=0-1\r\nRange: bytes=4-5\r\n", 200,
	    HTTP_BODY_RANGE, 1000, "Content-Length: 1000\r\n" },
	/* EDK2 resumes so */
	{ "GET /a", "Range: bytes=500-\r\nIf-Match: " TAG "\r\n", 206,
	    HTTP_BODY_RANGE, 500, "Content-Range: bytes 500-999/1000\r\n" },
	{ "GET /a",
	    "Range: bytes=500-\r\n"
	    "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
	    206, HTTP_BODY_RANGE, 500,
	    "Content-Range: bytes 500-999/1000\r\n" },
	{ "GET /a/", "", 404, HTTP_BODY_TEXT, 14, "Content-Length: 14\r\n" },
	{ "OPTIONS /a", "", 200, HTTP_BODY_NONE, 0,
	    "Allow: GET, HEAD, OPTIONS\r\n" },
	{ "PUT /a", "", 405, HTTP_BODY_TEXT, 23,
	    "Allow: GET, HEAD, OPTIONS\r\n" },
	{ "GET /a", "Connection: close\r\n", 200, HTTP_BODY_RANGE, 1000,
	    "Connection: close\r\n" },
};

START_TEST(answers_for_a_file)
{
	struct http_answer answer =
	    answer_to(rows[_i].line, rows[_i].fields, &file);

	ck_assert_msg(answer.status == rows[_i].status &&
		(int)answer.body == rows[_i].body &&
		answer.body_len == rows[_i].body_len &&
		has(&answer, rows[_i].head),
	    "row %d: %u, body %d of %llu, head:\n%s", _i, answer.status,
	    answer.body, (unsigned long long)answer.body_len, answer.head);
}
END_TEST

START_TEST(has_no_content_length_without_content)
{
	struct http_answer answer =
	    answer_to("GET /a", "If-None-Match: *\r\n", &file);

	ck_assert_uint_eq(answer.status, 304);
	ck_assert(!has(&answer, "Content-Length"));
}
END_TEST

START_TEST(serves_an_empty_file)
{
	const struct http_facts empty = { .inode = 1, .mtime_s = THEN_S };
	struct http_answer answer =
	    answer_to("GET /user-data", "Range: bytes=0-\r\n", &empty);

	ck_assert_uint_eq(answer.status, 200);
	ck_assert_int_eq(answer.body, HTTP_BODY_NONE);
	ck_assert(has(&answer, "Content-Length: 0\r\n"));
}
END_TEST

START_TEST(never_changed_in_the_future)
{
	const struct http_facts late = { .size = 1, .mtime_s = NOW_S + 9 };
	struct http_answer answer = answer_to("GET /a", "", &late);

	ck_assert(
	    has(&answer, "Last-Modified: Sun, 06 Nov 1994 08:51:17 GMT\r\n"));
}
END_TEST

/* RFC 9110 14.6: the length that is announced is that of what is sent. */
START_TEST(parts_a_multipart)
{
	struct http_answer answer =
	    answer_to("GET /a.rpm", "Range: bytes=0-1,10-11\r\n", &file);
	char body[1024];
	struct writer writer = writer_over(body, sizeof(body));

	ck_assert_uint_eq(answer.status, 206);
	ck_assert_int_eq(answer.body, HTTP_BODY_PARTS);
	ck_assert(has(&answer,
	    "Content-Type: multipart/byteranges; "
	    "boundary=bootyard0000000000000abc\r\n"));
	ck_assert(!has(&answer, "Content-Range"));
	for (unsigned i = 0; i <= answer.ranges.n; i++) {
		http_answer_part(&answer, i, &writer);
		if (i < answer.ranges.n)
			writer_fill(&writer, 'x', answer.ranges.at[i].len);
	}
	writer_u8(&writer, 0);
	ck_assert(!writer.failed);
	ck_assert_str_eq(body,
	    "\r\n--bootyard0000000000000abc\r\n"
	    "Content-Type: application/x-rpm\r\n"
	    "Content-Range: bytes 0-1/1000\r\n\r\nxx"
	    "\r\n--bootyard0000000000000abc\r\n"
	    "Content-Type: application/x-rpm\r\n"
	    "Content-Range: bytes 10-11/1000\r\n\r\nxx"
	    "\r\n--bootyard0000000000000abc--\r\n");
	ck_assert_uint_eq(answer.body_len, strlen(body));
}
END_TEST

START_TEST(has_room_for_the_longest_part)
{
	uint8_t bytes[HTTP_ANSWER_PART_MAX];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	struct http_answer answer = { .size = UINT64_MAX,
		.boundary = UINT64_MAX,
		.media_type = "application/vnd.debian.binary-package",
		.ranges = { 1, { { UINT64_MAX - 1, 1 } } } };

	http_answer_part(&answer, 0, &writer);
	ck_assert(!writer.failed);
}
END_TEST

/* --- folders --- */

START_TEST(sends_the_page_of_a_folder)
{
	struct http_answer answer =
	    answer_to("GET /pub/", "Range: bytes=0-1\r\n", &folder);

	ck_assert_uint_eq(answer.status, 200);
	ck_assert_int_eq(answer.body, HTTP_BODY_RANGE);
	ck_assert(has(&answer, "Content-Length: 77\r\n"));
	ck_assert(has(&answer, "Content-Type: text/html; charset=utf-8\r\n"));
	ck_assert(!has(&answer, "ETag"));
}
END_TEST

/* RFC 9110 13.1: a page is there, but no tag names it, and it has no date. */
static const struct {
	const char *fields;
	unsigned status;
} page_conditions[] = {
	{ "If-Match: *\r\n", 200 },
	{ "If-Match: \"x\"\r\n", 412 },
	{ "If-Match: \"\"\r\n", 412 },
	{ "If-None-Match: *\r\n", 304 },
	{ "If-None-Match: \"x\"\r\n", 200 },
	{ "If-Match: \"x\"\r\nIf-None-Match: *\r\n", 412 },
	{ "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 200 },
	{ "If-Unmodified-Since: Sun, 06 Nov 1983 08:49:37 GMT\r\n", 200 },
};

START_TEST(asks_conditions_of_a_page)
{
	const char *fields = page_conditions[_i].fields;
	struct http_answer answer = answer_to("GET /pub/", fields, &folder);
	char buffer[512];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), "GET /pub/", fields);

	ck_assert_msg(answer.status == page_conditions[_i].status, "row %d: %u",
	    _i, answer.status);
	/* It is not made for nothing. */
	ck_assert_int_eq(
	    http_answer_needs_page(&query, &folder), answer.status == 200);
	if (answer.status == 304) {
		ck_assert_int_eq(answer.body, HTTP_BODY_NONE);
		ck_assert(has(&answer, "\r\nCache-Control: no-cache\r\n\r\n"));
	}
	/* What is no page has no condition: RFC 9110 13.2.1. */
	answer = answer_to("GET /pub", fields, &folder);
	ck_assert_uint_eq(answer.status, 301);
}
END_TEST

static const struct {
	const char *line;
	const char *location;
} redirects[] = {
	{ "GET /pub", "Location: /pub/\r\n" },
	{ "HEAD //pub/a?x", "Location: /pub/a/\r\n" },
	/* no other host, no second header */
	{ "GET //evil.example/..//x", "Location: /x/\r\n" },
	{ "GET /a%0d%0ab:%3fc%23", "Location: /a%0D%0Ab%3A%3Fc%23/\r\n" },
	{ "GET /%5cevil", "Location: /%5Cevil/\r\n" },
};

START_TEST(leads_to_the_slash_of_a_folder)
{
	struct http_answer answer = answer_to(redirects[_i].line, "", &folder);

	ck_assert_uint_eq(answer.status, 301);
	ck_assert_msg(has(&answer, redirects[_i].location), "row %d:\n%s", _i,
	    answer.head);
}
END_TEST

START_TEST(has_room_for_the_longest_redirect)
{
	char line[4000] = "GET /";
	struct http_answer answer;

	for (int i = 0; i < PATH_NAME_MAX - 2; i++)
		memcpy(line + 5 + 3 * i, "%22", 4);
	answer = answer_to(line, "", &folder);
	ck_assert_uint_eq(answer.status, 301);
	ck_assert(has(&answer, "%22/\r\n"));
	ck_assert_mem_eq(answer.head + answer.head_len - 4, "\r\n\r\n", 4);
}
END_TEST

START_TEST(needs_a_page_where_it_sends_one)
{
	char buffer[256];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), "GET /pub/", "");
	const struct http_facts missing = { .error = -ENOENT };

	ck_assert(http_answer_needs_page(&query, &folder));
	ck_assert(!http_answer_needs_page(&query, &file));
	ck_assert(!http_answer_needs_page(&query, &missing));
	query = query_of(buffer, sizeof(buffer), "GET /pub", "");
	ck_assert(!http_answer_needs_page(&query, &folder));
	query = query_of(buffer, sizeof(buffer), "DELETE /", "");
	ck_assert(!http_answer_needs_page(&query, &folder));
	query = query_of(buffer, sizeof(buffer), "GET http://a", "");
	ck_assert(http_answer_needs_page(&query, &folder));
}
END_TEST

/* RFC 9110 8.8.2: what has no date says none, and none is asked of it. */
START_TEST(keeps_a_machines_file_for_it)
{
	const struct http_facts made = {
		.size = 5, .inode = 0xabc, .mtime_s = THEN_S, .is_made = true
	};
	struct http_answer answer = answer_to("GET /a.cfg", "", &made);

	ck_assert(has(&answer, "Cache-Control: private, no-store\r\n"));
	ck_assert(has(&answer, "ETag: \"abc-5-0\"\r\n"));
	ck_assert(!has(&answer, "Last-Modified"));
	answer = answer_to("GET /a.cfg",
	    "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", &made);
	ck_assert_uint_eq(answer.status, 200);
	answer = answer_to("GET /a.cfg",
	    "If-Unmodified-Since: Sun, 06 Nov 1983 08:49:37 GMT\r\n", &made);
	ck_assert_uint_eq(answer.status, 200);
	answer =
	    answer_to("GET /a.cfg", "If-None-Match: \"abc-5-0\"\r\n", &made);
	ck_assert_uint_eq(answer.status, 304);
	ck_assert(has(&answer, "Cache-Control: private, no-store\r\n"));
	answer = answer_to("GET /a.cfg",
	    "Range: bytes=1-2\r\nIf-Range: \"abc-5-0\"\r\n", &made);
	ck_assert_uint_eq(answer.status, 206);
	answer = answer_to("GET /a.cfg",
	    "Range: bytes=1-2\r\n"
	    "If-Range: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
	    &made);
	ck_assert_uint_eq(answer.status, 200);
}
END_TEST

START_TEST(gives_the_reason)
{
	char reason[601];
	const struct http_facts facts = { .error = -EBADMSG, .reason = reason };
	struct http_answer answer;

	memset(reason, 'x', sizeof(reason) - 1);
	reason[sizeof(reason) - 1] = '\0';
	answer = answer_to("GET /a.cfg", "", &facts);
	ck_assert_uint_eq(answer.status, 500);
	ck_assert_uint_eq(answer.body_len, strlen(answer.text));
	ck_assert_mem_eq(answer.text, "500 Internal Server Error\nxxx", 29);
	ck_assert_str_eq(answer.text + answer.body_len - 3, "xx\n");
	ck_assert_uint_eq(answer.body_len, 26 + 601);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_answer");
	TCase *tests = tcase_create("http_answer");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, is_spelled_as_loaders_compare_it);
	tcase_add_loop_test(tests, has_a_status_for_each_error, 0,
	    sizeof(errors) / sizeof(errors[0]));
	tcase_add_loop_test(
	    tests, answers_for_a_file, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, has_no_content_length_without_content);
	tcase_add_test(tests, serves_an_empty_file);
	tcase_add_test(tests, never_changed_in_the_future);
	tcase_add_test(tests, parts_a_multipart);
	tcase_add_test(tests, has_room_for_the_longest_part);
	tcase_add_test(tests, sends_the_page_of_a_folder);
	tcase_add_test(tests, tells_of_a_coding);
	tcase_add_loop_test(tests, asks_conditions_of_a_page, 0,
	    sizeof(page_conditions) / sizeof(page_conditions[0]));
	tcase_add_loop_test(tests, leads_to_the_slash_of_a_folder, 0,
	    sizeof(redirects) / sizeof(redirects[0]));
	tcase_add_test(tests, has_room_for_the_longest_redirect);
	tcase_add_test(tests, needs_a_page_where_it_sends_one);
	tcase_add_test(tests, keeps_a_machines_file_for_it);
	tcase_add_test(tests, gives_the_reason);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

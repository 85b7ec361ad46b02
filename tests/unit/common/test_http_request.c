/* SPDX-License-Identifier: ISC */
#include "common/http_request.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/http_head_scan.h"

#define HOST "Host: a\r\n"
#define GET "GET / HTTP/1.1\r\n" HOST

enum {
	BAD = HTTP_REQUEST_BAD,
	LARGE = HTTP_REQUEST_HEAD_TOO_LARGE,
	METHOD = HTTP_REQUEST_METHOD_UNKNOWN,
	CODING = HTTP_REQUEST_CODING_UNKNOWN,
	VERSION = HTTP_REQUEST_VERSION,
};

/* Scan and parse, as a session does it. */
static int
take(const char *bytes, size_t len, struct http_request *request)
{
	struct http_head_scan scan = { 0 };
	int r = http_head_scan(&scan, bytes, len);

	if (r != 0)
		return r;
	return http_request_parse(
	    bytes + scan.start, scan.pos - scan.start, request);
}

static const struct {
	const char *head;
	int verdict;
} rows[] = {
	{ GET "\r\n", 0 },
	{ "GET / HTTP/1.0\r\n\r\n", 0 },
	{ "\r\n" GET "\r\n", 0 },
	{ "GET / HTTP/1.9\r\n" HOST "\r\n", 0 },
	{ "HEAD /a HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ "GET http://b/a HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ "CONNECT b:80 HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ "GET /\xc3\xa4 HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ GET "X:\r\n\r\n", 0 },
	{ GET "X: \t a \xe4 b\t \r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\nhOST: [::1]:80\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\nHost:\r\n\r\n", 0 },
	{ GET "Content-Length: 5\r\n\r\n", 0 },
	{ GET "Content-Length: 9223372036854775807\r\n\r\n", 0 },
	{ GET "Transfer-Encoding: Chunked\r\n\r\n", 0 },
	/* the request line */
	{ "GET /\r\n\r\n", BAD },
	{ "GET\r\n\r\n", BAD },
	{ " GET / HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET  / HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET /  HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET / HTTP/1.1 \r\n" HOST "\r\n", BAD },
	{ "GET\t/\tHTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET a HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET * HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET ftp://b/ HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET http:///a HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET http://?a HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET http://u@b/a HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET http://b/a HTTP/1.1\r\n\r\n", BAD },
	{ "GET /a#b HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET /a\x01 HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET /a\x7f HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET / HTTP/1.10\r\n" HOST "\r\n", BAD },
	{ "GET / HTTP/11\r\n" HOST "\r\n", BAD },
	{ "GET / http/1.1\r\n" HOST "\r\n", BAD },
	{ "GET / HTTP/x.1\r\n" HOST "\r\n", BAD },
	{ "G=T / HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "\x16\x03\x01\x02 HTTP/1.1\r\n\r\n", BAD },
	{ "GET / HTTP/2.0\r\n" HOST "\r\n", VERSION },
	{ "GET / HTTP/0.9\r\n" HOST "\r\n", VERSION },
	{ "PRI * HTTP/2.0\r\n\r\n", VERSION },
	{ "BREW / HTTP/1.1\r\n" HOST "\r\n", METHOD },
	{ "get / HTTP/1.1\r\n" HOST "\r\n", METHOD },
	/* line ends */
	{ "GET / HTTP/1.1\n" HOST "\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: a\n\r\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: a\r\n\n", BAD },
	{ "\n" GET "\r\n", BAD },
	{ "GET /\rX HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ GET "X: a\rb\r\n\r\n", BAD },
	{ GET "X: a\r\r\n\r\n", BAD },
	{ "GET / HTTP/1.1\r\r\n" HOST "\r\n", BAD },
	/* fields */
	{ GET " folded\r\n\r\n", BAD },
	/* RFC 9112 2.2: a blank before the first field */
	{ "GET / HTTP/1.1\r\n X: a\r\n" HOST "\r\n", BAD },
	{ "GET / HTTP/1.1\r\n\t\r\n" HOST "\r\n", BAD },
	{ GET "X: a\r\n\tb\r\n\r\n", BAD },
	{ GET "X : a\r\n\r\n", BAD },
	{ GET "X\t: a\r\n\r\n", BAD },
	{ GET ": a\r\n\r\n", BAD },
	{ GET "X\r\n\r\n", BAD },
	{ GET "X Y: a\r\n\r\n", BAD },
	{ GET "X(: a\r\n\r\n", BAD },
	{ GET "X: a\x01\r\n\r\n", BAD },
	{ GET "X: a\x7f\r\n\r\n", BAD },
	/* Host: RFC 9112 3.2, and CVE-2014-2324 */
	{ "GET / HTTP/1.1\r\n\r\n", BAD },
	{ GET HOST "\r\n", BAD },
	{ "GET / HTTP/1.0\r\n" HOST HOST "\r\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: a/../../etc\r\n\r\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", BAD },
	{ "GET / HTTP/1.0\r\nHost: [::1\r\n\r\n", BAD },
	{ "GET http://[::1/a HTTP/1.1\r\n" HOST "\r\n", BAD },
	{ "GET / HTTP/1.1\r\nHost: a\\b\r\n\r\n", BAD },
	/* smuggling: RFC 9112 6.1 and 6.3 */
	{ GET "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", BAD },
	{ GET "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", BAD },
	{ GET "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", BAD },
	{ GET "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", BAD },
	{ GET "Content-Length: 5, 5\r\n\r\n", BAD },
	{ GET "Content-Length: +5\r\n\r\n", BAD },
	{ GET "Content-Length: -5\r\n\r\n", BAD },
	{ GET "Content-Length: 0x5\r\n\r\n", BAD },
	{ GET "Content-Length: 5 5\r\n\r\n", BAD },
	{ GET "Content-Length:\r\n\r\n", BAD },
	{ GET "Content-Length: 9223372036854775808\r\n\r\n", BAD },
	{ GET "Content-Length: 00000000000000000000000005\r\n\r\n", BAD },
	{ GET "Transfer-Encoding: chunked\r\n"
	      "Transfer-Encoding: chunked\r\n\r\n",
	    BAD },
	{ GET "Transfer-Encoding: chunked, identity\r\n\r\n", BAD },
	{ GET "Transfer-Encoding: xchunked\r\n\r\n", BAD },
	{ GET "Transfer-Encoding:\r\n\r\n", BAD },
	{ GET "Transfer-Encoding: gzip, chunked\r\n\r\n", CODING },
	{ "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", BAD },
	/* it goes on */
	{ "", HTTP_REQUEST_MORE },
	{ "\r\n", HTTP_REQUEST_MORE },
	{ "GET / HTTP/1.1\r", HTTP_REQUEST_MORE },
	{ GET, HTTP_REQUEST_MORE },
	{ GET "\r", HTTP_REQUEST_MORE },
};

START_TEST(has_its_verdict)
{
	struct http_request request;
	int verdict = take(rows[_i].head, strlen(rows[_i].head), &request);

	ck_assert_msg(verdict == rows[_i].verdict,
	    "row %d: verdict %d, not %d, for:\n%s", _i, verdict,
	    rows[_i].verdict, rows[_i].head);
}
END_TEST

/* However the octets are cut, the verdict is the same one. */
START_TEST(is_the_same_one_octet_at_a_time)
{
	const char *head = rows[_i].head;
	struct http_head_scan scan = { 0 };
	struct http_request request;
	int verdict = HTTP_REQUEST_MORE;

	for (size_t len = 0;
	     len <= strlen(head) && verdict == HTTP_REQUEST_MORE; len++)
		verdict = http_head_scan(&scan, head, len);
	if (verdict == 0)
		verdict = http_request_parse(
		    head + scan.start, scan.pos - scan.start, &request);
	ck_assert_msg(
	    verdict == rows[_i].verdict, "row %d: verdict %d", _i, verdict);
}
END_TEST

START_TEST(refuses_a_nul_anywhere)
{
	static const char head[] = GET "X: ab\r\n\r\n";
	char broken[sizeof(head)];
	struct http_request request;

	for (size_t i = 0; i < sizeof(head) - 1; i++) {
		memcpy(broken, head, sizeof(head));
		broken[i] = '\0';
		ck_assert_msg(take(broken, sizeof(head) - 1, &request) != 0,
		    "a NUL at %zu was taken", i);
	}
}
END_TEST

START_TEST(ends_its_head_where_it_ends)
{
	static const char two[] = "\r\n" GET "\r\n" GET "\r\n";
	struct http_head_scan scan = { 0 };

	ck_assert_int_eq(http_head_scan(&scan, two, sizeof(two) - 1), 0);
	ck_assert_uint_eq(scan.start, 2);
	ck_assert_uint_eq(scan.pos, 2 + strlen(GET "\r\n"));
}
END_TEST

/* --- what it says --- */

static const struct {
	const char *head;
	enum http_method method;
	const char *path;
	bool is_persistent;
} meanings[] = {
	{ "GET /a%20b?x=/y HTTP/1.1\r\n" HOST "\r\n", HTTP_GET, "/a%20b",
	    true },
	{ "HEAD / HTTP/1.0\r\n\r\n", HTTP_HEAD, "/", false },
	{ "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", HTTP_OPTIONS, "*", true },
	{ "DELETE /x HTTP/1.1\r\n" HOST "\r\n", HTTP_OTHER, "/x", true },
	{ "GET http://b/c?d HTTP/1.1\r\n" HOST "\r\n", HTTP_GET, "/c", true },
	{ "GET HTTP://b:80 HTTP/1.1\r\n" HOST "\r\n", HTTP_GET, "/", true },
	{ "GET https://b?c HTTP/1.1\r\n" HOST "\r\n", HTTP_GET, "/", true },
	{ "GET //b/c HTTP/1.1\r\n" HOST "\r\n", HTTP_GET, "//b/c", true },
	{ GET "Connection: close\r\n\r\n", HTTP_GET, "/", false },
	{ GET "Connection: Foo , CLOSE\r\n\r\n", HTTP_GET, "/", false },
	{ GET "Connection: foo\r\nConnection: close\r\n\r\n", HTTP_GET, "/",
	    false },
	{ GET "Connection: closed\r\n\r\n", HTTP_GET, "/", true },
	{ "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", HTTP_GET, "/",
	    true },
	{ "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", HTTP_GET,
	    "/", false },
};

START_TEST(means_what_it_says)
{
	struct http_request request;

	ck_assert_int_eq(
	    take(meanings[_i].head, strlen(meanings[_i].head), &request), 0);
	ck_assert_msg(request.method == meanings[_i].method &&
		http_span_equal(&request.path, meanings[_i].path) &&
		request.is_persistent == meanings[_i].is_persistent,
	    "row %d: method %d, path %.*s, persistent %d", _i, request.method,
	    (int)request.path.len, request.path.at, request.is_persistent);
}
END_TEST

START_TEST(finds_its_fields)
{
	static const char head[] = GET "X-a: one \r\nY: 2\r\nx-A:\tthree\r\n"
				       "Content-Length: 17\r\n\r\n";
	struct http_request request;
	const struct http_span *first, *second;

	ck_assert_int_eq(take(head, sizeof(head) - 1, &request), 0);
	ck_assert(http_span_equal(&request.line, "GET / HTTP/1.1"));
	ck_assert_uint_eq(request.content_length, 17);
	ck_assert(!request.is_chunked);
	first = http_request_field(&request, "X-A");
	ck_assert(http_span_equal(first, "one"));
	second = http_request_next_field(&request, "X-A", first);
	ck_assert(http_span_equal(second, "three"));
	ck_assert_ptr_null(http_request_next_field(&request, "X-A", second));
	ck_assert_ptr_null(http_request_field(&request, "X"));
	ck_assert_ptr_null(http_request_field(&request, "X-a: one"));
	ck_assert(http_span_equal(http_request_only_field(&request, "y"), "2"));
	ck_assert_ptr_null(http_request_only_field(&request, "X-A"));
	ck_assert_ptr_null(http_request_only_field(&request, "X"));
}
END_TEST

/* --- limits --- */

static char big[2 * HTTP_REQUEST_HEAD_MAX];

/* A request line of len octets. */
static size_t
long_line(size_t len)
{
	static const char tail[] = " HTTP/1.1\r\n" HOST "\r\n";
	size_t target = len - strlen("GET  HTTP/1.1");

	memcpy(big, "GET /", 5);
	memset(big + 5, 'a', target - 1);
	memcpy(big + 4 + target, tail, sizeof(tail));
	return strlen(big);
}

START_TEST(limits_the_request_line)
{
	struct http_request request;
	struct http_head_scan scan = { 0 };

	ck_assert_int_eq(
	    take(big, long_line(HTTP_REQUEST_LINE_MAX), &request), 0);
	ck_assert_uint_eq(request.line.len, HTTP_REQUEST_LINE_MAX);
	ck_assert_int_eq(
	    take(big, long_line(HTTP_REQUEST_LINE_MAX + 1), &request),
	    HTTP_REQUEST_TARGET_TOO_LONG);
	/* and without its end, as soon as it is too long */
	memset(big, 'a', sizeof(big));
	memcpy(big, "GET /", 5);
	ck_assert_int_eq(http_head_scan(&scan, big, HTTP_REQUEST_LINE_MAX + 1),
	    HTTP_REQUEST_MORE);
	ck_assert_int_eq(http_head_scan(&scan, big, HTTP_REQUEST_LINE_MAX + 2),
	    HTTP_REQUEST_TARGET_TOO_LONG);
}
END_TEST

/* A request with one field line of len octets. */
static size_t
long_field(size_t len)
{
	size_t at = strlen(GET);

	memcpy(big, GET "X:", at + 2);
	memset(big + at + 2, 'a', len - 2);
	memcpy(big + at + len, "\r\n\r\n", 5);
	return strlen(big);
}

START_TEST(limits_a_field_line)
{
	struct http_request request;

	ck_assert_int_eq(
	    take(big, long_field(HTTP_REQUEST_LINE_MAX), &request), 0);
	ck_assert_int_eq(
	    take(big, long_field(HTTP_REQUEST_LINE_MAX + 1), &request), LARGE);
}
END_TEST

/* A request of len octets in all. */
static size_t
long_head(size_t len)
{
	size_t at = strlen(GET);

	memcpy(big, GET, at);
	while (at < len - 2) {
		size_t line = len - 2 - at;

		if (line > 4000)
			line = line - 4000 < 5 ? 3000 : 4000;
		memcpy(big + at, "X:", 2);
		memset(big + at + 2, 'a', line - 4);
		memcpy(big + at + line - 2, "\r\n", 2);
		at += line;
	}
	memcpy(big + at, "\r\n", 2);
	return at + 2;
}

START_TEST(limits_the_head)
{
	struct http_request request;

	ck_assert_int_eq(
	    take(big, long_head(HTTP_REQUEST_HEAD_MAX), &request), 0);
	ck_assert_int_eq(
	    take(big, long_head(HTTP_REQUEST_HEAD_MAX + 1), &request), LARGE);
}
END_TEST

static size_t
many_fields(unsigned n)
{
	size_t at = strlen(GET);

	memcpy(big, GET, at);
	for (unsigned i = 1; i < n; i++, at += 5)
		memcpy(big + at, "X:a\r\n", 5);
	memcpy(big + at, "\r\n", 2);
	return at + 2;
}

START_TEST(limits_the_fields)
{
	struct http_request request;

	ck_assert_int_eq(
	    take(big, many_fields(HTTP_REQUEST_FIELDS_MAX), &request), 0);
	ck_assert_uint_eq(request.n_fields, HTTP_REQUEST_FIELDS_MAX);
	ck_assert_int_eq(
	    take(big, many_fields(HTTP_REQUEST_FIELDS_MAX + 1), &request),
	    LARGE);
}
END_TEST

START_TEST(has_a_status_for_each_verdict)
{
	ck_assert_uint_eq(http_request_status(HTTP_REQUEST_BAD), 400);
	ck_assert_uint_eq(
	    http_request_status(HTTP_REQUEST_TARGET_TOO_LONG), 414);
	ck_assert_uint_eq(
	    http_request_status(HTTP_REQUEST_HEAD_TOO_LARGE), 431);
	ck_assert_uint_eq(
	    http_request_status(HTTP_REQUEST_METHOD_UNKNOWN), 501);
	ck_assert_uint_eq(
	    http_request_status(HTTP_REQUEST_CODING_UNKNOWN), 501);
	ck_assert_uint_eq(http_request_status(HTTP_REQUEST_VERSION), 505);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_request");
	TCase *tests = tcase_create("http_request");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, has_its_verdict, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tests, is_the_same_one_octet_at_a_time, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, refuses_a_nul_anywhere);
	tcase_add_test(tests, ends_its_head_where_it_ends);
	tcase_add_loop_test(tests, means_what_it_says, 0,
	    sizeof(meanings) / sizeof(meanings[0]));
	tcase_add_test(tests, finds_its_fields);
	tcase_add_test(tests, limits_the_request_line);
	tcase_add_test(tests, limits_a_field_line);
	tcase_add_test(tests, limits_the_head);
	tcase_add_test(tests, limits_the_fields);
	tcase_add_test(tests, has_a_status_for_each_verdict);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

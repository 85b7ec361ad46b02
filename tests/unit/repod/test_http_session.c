/* SPDX-License-Identifier: ISC */
#include "repod/http_session.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOST "Host: a\r\n"

/* Octets in, and the queries that come of them as text: for each its path
 * (with its slash) or its status, and a dash where the connection ends. */
static const struct {
	const char *octets;
	const char *queries;
} rows[] = {
	{ "GET /a HTTP/1.1\r\n" HOST "\r\n", "a" },
	{ "GET / HTTP/1.1\r\n" HOST "\r\n", "/" },
	{ "HEAD /a/b/ HTTP/1.1\r\n" HOST "\r\n", "a/b/" },
	{ "GET /a HTTP/1.0\r\n\r\n", "a-" },
	{ "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "a" },
	{ "GET /a HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", "a-" },
	/* names */
	{ "GET //a///b HTTP/1.1\r\n" HOST "\r\n", "a/b" },
	{ "GET /a/./b/../c HTTP/1.1\r\n" HOST "\r\n", "a/c" },
	{ "GET /../../etc/passwd HTTP/1.1\r\n" HOST "\r\n", "etc/passwd" },
	{ "GET /%2e%2e/%2e%2e/etc HTTP/1.1\r\n" HOST "\r\n", "etc" },
	{ "GET /%252e%252e/etc HTTP/1.1\r\n" HOST "\r\n", "%2e%2e/etc" },
	{ "GET /..%2f..%2fetc HTTP/1.1\r\n" HOST "\r\n", "etc" },
	{ "GET /..\\..\\etc HTTP/1.1\r\n" HOST "\r\n", "..\\..\\etc" },
	{ "GET /a?b=/../c HTTP/1.1\r\n" HOST "\r\n", "a" },
	{ "GET /a%00.html HTTP/1.1\r\n" HOST "\r\n", "400" },
	{ "GET /a%f HTTP/1.1\r\n" HOST "\r\n", "400" },
	/* methods */
	{ "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", "200" },
	{ "DELETE /a HTTP/1.1\r\n" HOST "\r\n", "405" },
	{ "POST /a HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc"
	  "GET /b HTTP/1.1\r\n" HOST "\r\n",
	    "405 b" },
	/* RFC 9110 7.4, 15.5.20 */
	{ "GET http://b/a HTTP/1.1\r\n" HOST "\r\n", "a" },
	{ "GET https://b/a HTTP/1.1\r\n" HOST "\r\nGET /c HTTP/1.1\r\n" HOST
	  "\r\n",
	    "421 c" },
	{ "OPTIONS HTTPS://b/a HTTP/1.1\r\n" HOST "\r\n", "421" },
	/* one after the other */
	{ "GET /a HTTP/1.1\r\n" HOST "\r\nHEAD /b HTTP/1.1\r\n" HOST "\r\n"
	  "GET /c HTTP/1.1\r\n" HOST "\r\n",
	    "a b c" },
	{ "\r\nGET /a HTTP/1.1\r\n" HOST "\r\n\r\n\r\nGET /b HTTP/1.1\r\n" HOST
	  "\r\n",
	    "a b" },
	/* CVE-2019-20372: a body is no request */
	{ "GET /a HTTP/1.1\r\n" HOST "Content-Length: 27\r\n\r\n"
	  "GET /no HTTP/1.1\r\n" HOST "GET /b HTTP/1.1\r\n" HOST "\r\n",
	    "a b" },
	{ "GET /a HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
	  "0\r\n\r\nGET /no HTTP/1.1\r\n" HOST "\r\n",
	    "a-" },
	{ "POST /a HTTP/1.1\r\n" HOST "Content-Length: 5\r\n"
	  "Expect: 100-continue\r\n\r\n",
	    "405-" },
	{ "GET /a HTTP/1.1\r\n" HOST "Expect: 100-continue\r\n\r\n", "a" },
	{ "GET /a HTTP/1.1\r\n" HOST "Content-Length: 65537\r\n\r\n", "413-" },
	/* what is wrong ends it */
	{ "GET /a HTTP/1.1\r\n\r\nGET /no HTTP/1.1\r\n" HOST "\r\n", "400-" },
	{ "GET /a HTTP/1.1\nGET /no HTTP/1.1\r\n" HOST "\r\n", "400-" },
	{ "GET /a HTTP/3.0\r\n\r\n", "505-" },
	{ "BREW /a HTTP/1.1\r\n" HOST "\r\n", "501-" },
};

static void
describe(char *out, size_t size, const struct http_query *query)
{
	size_t len = strlen(out);
	const char *separator = len > 0 ? " " : "";
	const char *end = query->closes ? "-" : "";

	if (query->status)
		snprintf(out + len, size - len, "%s%u%s", separator,
		    query->status, end);
	else
		snprintf(out + len, size - len, "%s%s%s%s", separator,
		    query->path, query->wants_folder ? "/" : "", end);
}

/* Offer the octets in pieces of at most step, as a connection would: what is
 * not used comes again, and behind a query that closes nothing is read. */
static void
run(const char *octets, size_t step, char *out, size_t size)
{
	struct http_session session = { 0 };
	struct http_query query;
	size_t len = strlen(octets), start = 0, end = 0, used;

	out[0] = '\0';
	query.closes = false;
	while (!query.closes) {
		int r = http_session_receive(&session,
		    (const uint8_t *)octets + start, end - start, &used,
		    &query);

		ck_assert_uint_le(used, end - start);
		start += used;
		if (r == 0)
			describe(out, size, &query);
		else if (end == len)
			break;
		else
			end += step < len - end ? step : len - end;
	}
}

START_TEST(turns_octets_into_queries)
{
	char out[256];

	run(rows[_i].octets, 100000, out, sizeof(out));
	ck_assert_msg(strcmp(out, rows[_i].queries) == 0,
	    "row %d: '%s', not '%s'", _i, out, rows[_i].queries);
}
END_TEST

START_TEST(does_so_one_octet_at_a_time)
{
	char out[256];

	run(rows[_i].octets, 1, out, sizeof(out));
	ck_assert_msg(strcmp(out, rows[_i].queries) == 0,
	    "row %d: '%s', not '%s'", _i, out, rows[_i].queries);
}
END_TEST

START_TEST(takes_what_is_https_by_tls)
{
	static const char octets[] = "GET https://b/a HTTP/1.1\r\n" HOST "\r\n";
	struct http_session session = { .is_secure = true };
	struct http_query query;
	size_t used;

	ck_assert_int_eq(http_session_receive(&session, (const uint8_t *)octets,
			     sizeof(octets) - 1, &used, &query),
	    0);
	ck_assert_uint_eq(query.status, 0);
	ck_assert_str_eq(query.path, "a");
}
END_TEST

START_TEST(drops_the_longest_body)
{
	static char octets[HTTP_SESSION_BODY_MAX + 512];
	char out[64];
	int n = snprintf(octets, sizeof(octets),
	    "GET /a HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
	    HTTP_SESSION_BODY_MAX);

	memset(octets + n, 'x', HTTP_SESSION_BODY_MAX);
	strncpy(octets + n + HTTP_SESSION_BODY_MAX,
	    "GET /b HTTP/1.1\r\n" HOST "\r\n", 100);
	run(octets, 1000, out, sizeof(out));
	ck_assert_str_eq(out, "a b");
}
END_TEST

START_TEST(limits_a_name)
{
	char octets[4096] = "GET /", out[2048];
	size_t at = 5;

	for (size_t i = 0; i < PATH_NAME_MAX - 2; i++)
		octets[at++] = 'a';
	strncpy(octets + at, " HTTP/1.1\r\n" HOST "\r\n", 100);
	run(octets, 100000, out, sizeof(out));
	ck_assert_uint_eq(strlen(out), PATH_NAME_MAX - 2);
	strncpy(octets + at, "a HTTP/1.1\r\n" HOST "\r\n", 100);
	run(octets, 100000, out, sizeof(out));
	ck_assert_str_eq(out, "414");
}
END_TEST

START_TEST(knows_when_it_is_idle)
{
	static const uint8_t octets[] =
	    "\r\nGET /a HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nxx";
	struct http_session session = { 0 };
	struct http_query query;
	size_t len = sizeof(octets) - 1, used;

	ck_assert(http_session_is_idle(&session));
	http_session_receive(&session, octets, 2, &used, &query);
	ck_assert(http_session_is_idle(&session));
	http_session_receive(&session, octets, 3, &used, &query);
	ck_assert(!http_session_is_idle(&session));
	ck_assert_int_eq(
	    http_session_receive(&session, octets, len, &used, &query), 0);
	ck_assert_uint_eq(used, len - 2);
	ck_assert(!http_session_is_idle(&session));
	ck_assert_int_eq(
	    http_session_receive(&session, octets + used, 2, &used, &query),
	    HTTP_SESSION_MORE);
	ck_assert_uint_eq(used, 2);
	ck_assert(http_session_is_idle(&session));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_session");
	TCase *tests = tcase_create("http_session");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, turns_octets_into_queries, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tests, does_so_one_octet_at_a_time, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, takes_what_is_https_by_tls);
	tcase_add_test(tests, drops_the_longest_body);
	tcase_add_test(tests, limits_a_name);
	tcase_add_test(tests, knows_when_it_is_idle);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

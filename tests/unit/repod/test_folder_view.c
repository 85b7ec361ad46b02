/* SPDX-License-Identifier: ISC */
#include "repod/folder_view.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/repod/http_head.h"

static bool is_secure;

static struct folder_view
view_of(const char *line, const char *host, const char *local)
{
	static char buffer[8192];
	struct http_session session = { 0 };
	struct http_query query;
	struct folder_view view;
	union endpoint at;
	size_t used;

	snprintf(buffer, sizeof(buffer), "%s%s%s\r\n\r\n", line,
	    host ? " HTTP/1.1\r\nHost: " : " HTTP/1.0", host ? host : "");
	ck_assert_int_eq(http_session_receive(&session, (uint8_t *)buffer,
			     strlen(buffer), &used, &query),
	    0);
	ck_assert(endpoint_parse(local, 0, &at));
	folder_view_make(&query, &at, is_secure, &view);
	return view;
}

static const struct {
	const char *host, *local, *origin;
} rows[] = {
	{ "mirror.lab.example", "192.168.10.1:80",
	    "http://mirror.lab.example" },
	{ "192.168.10.1:8080", "10.0.0.1:80", "http://192.168.10.1:8080" },
	{ "[2001:db8::1]", "10.0.0.1:80", "http://[2001:db8::1]" },
	{ NULL, "192.168.10.1:80", "http://192.168.10.1" },
	{ NULL, "192.168.10.1:8080", "http://192.168.10.1:8080" },
	{ "", "192.168.10.1:80", "http://192.168.10.1" },
	{ NULL, "[2001:db8::1]:80", "http://[2001:db8::1]" },
	{ NULL, "[2001:db8::1]:8080", "http://[2001:db8::1]:8080" },
	{ NULL, "[::ffff:192.168.10.1]:80", "http://192.168.10.1" },
};

START_TEST(names_us_as_the_reader_does)
{
	struct folder_view view =
	    view_of("GET /pub/", rows[_i].host, rows[_i].local);

	ck_assert_str_eq(view.origin, rows[_i].origin);
	ck_assert_str_eq(folder_view_site(&view), rows[_i].origin + 7);
	ck_assert_str_eq(view.path, "pub");
}
END_TEST

START_TEST(goes_by_an_absolute_target)
{
	ck_assert_str_eq(
	    view_of("GET http://b:81/pub/", "a", "10.0.0.1:80").origin,
	    "http://b:81");
}
END_TEST

START_TEST(names_the_scheme)
{
	is_secure = true;
	ck_assert_str_eq(
	    view_of("GET /", "a:8443", "10.0.0.1:1").origin, "https://a:8443");
	ck_assert_str_eq(
	    view_of("GET /", NULL, "10.0.0.1:443").origin, "https://10.0.0.1");
	ck_assert_str_eq(view_of("GET /", NULL, "10.0.0.1:80").origin,
	    "https://10.0.0.1:80");
	is_secure = false;
}
END_TEST

START_TEST(bounds_the_name)
{
	char host[ORIGIN_HOST_MAX + 1];
	struct folder_view view;

	memset(host, 'a', ORIGIN_HOST_MAX);
	host[ORIGIN_HOST_MAX] = '\0';
	view = view_of("GET /", host, "192.168.10.1:80");
	ck_assert_str_eq(view.origin, "http://192.168.10.1");
	host[ORIGIN_HOST_MAX - 1] = '\0';
	view = view_of("GET /", host, "192.168.10.1:80");
	ck_assert_str_eq(folder_view_site(&view), host);
}
END_TEST

START_TEST(takes_the_order_along)
{
	struct folder_view view =
	    view_of("GET /a%20b/?sort=-size", "a", "192.168.10.1:80");

	ck_assert_str_eq(view.path, "a b");
	ck_assert_int_eq(view.order.column, LISTING_BY_SIZE);
	ck_assert(view.order.is_descending);
	view = view_of("GET /", "a", "192.168.10.1:80");
	ck_assert(!view.order.is_asked);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("folder_view");
	TCase *tests = tcase_create("folder_view");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, names_us_as_the_reader_does, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, goes_by_an_absolute_target);
	tcase_add_test(tests, names_the_scheme);
	tcase_add_test(tests, bounds_the_name);
	tcase_add_test(tests, takes_the_order_along);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "repod/origin.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	enum origin_scheme scheme;
	const char *host, *local, *want;
} rows[] = {
	{ ORIGIN_HTTP, "", "192.168.10.1:80", "http://192.168.10.1" },
	{ ORIGIN_HTTP, "", "192.168.10.1:8080", "http://192.168.10.1:8080" },
	{ ORIGIN_HTTP, "repo.lab:81", "192.168.10.1:80", "http://repo.lab:81" },
	{ ORIGIN_HTTPS, "", "192.168.10.1:443", "https://192.168.10.1" },
	{ ORIGIN_HTTPS, "", "192.168.10.1:80", "https://192.168.10.1:80" },
	{ ORIGIN_FTP, "", "192.168.10.1:21", "ftp://192.168.10.1" },
	{ ORIGIN_FTP, "", "192.168.10.1:2121", "ftp://192.168.10.1:2121" },
	{ ORIGIN_FTP, "", "[fd00::1]:21", "ftp://[fd00::1]" },
	{ ORIGIN_FTP, "", "[fd00::1]:2121", "ftp://[fd00::1]:2121" },
	{ ORIGIN_HTTP, "", "[::ffff:192.168.10.1]:80", "http://192.168.10.1" },
};

START_TEST(names_this_server)
{
	const struct http_span host = { rows[_i].host, strlen(rows[_i].host) };
	union endpoint local;
	char text[ORIGIN_MAX];

	ck_assert(endpoint_parse(rows[_i].local, 0, &local));
	ck_assert_str_eq(
	    origin_text(text, rows[_i].scheme, &host, &local), rows[_i].want);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("origin");
	TCase *tests = tcase_create("origin");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, names_this_server, 0, sizeof(rows) / sizeof(rows[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

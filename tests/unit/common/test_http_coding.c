/* SPDX-License-Identifier: ISC */
#include "common/http_coding.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *fields;
	unsigned gzip, zstd, identity;
} rows[] = {
	{ "", 0, 0, 1 },
	{ "Accept-Encoding: \r\n", 0, 0, 1 },
	{ "Accept-Encoding: gzip\r\n", 1000, 0, 1 },
	{ "Accept-Encoding: GZIP, Zstd\r\n", 1000, 1000, 1 },
	{ "Accept-Encoding: x-gzip\r\n", 1000, 0, 1 },
	{ "accept-encoding: gzip;q=0.5, zstd;q=0.125\r\n", 500, 125, 1 },
	{ "Accept-Encoding: gzip ; Q=0.5 ,zstd;q=1.000\r\n", 500, 1000, 1 },
	{ "Accept-Encoding: gzip;q=0\r\n", 0, 0, 1 },
	{ "Accept-Encoding: identity;q=0, *\r\n", 1000, 1000, 0 },
	{ "Accept-Encoding: *;q=0\r\n", 0, 0, 0 },
	{ "Accept-Encoding: *;q=0.3, gzip\r\n", 1000, 300, 300 },
	{ "Accept-Encoding: identity\r\n", 0, 0, 1000 },
	{ "Accept-Encoding: identity;q=0.5, gzip;q=1\r\n", 1000, 0, 500 },
	{ "Accept-Encoding: br\r\nAccept-Encoding: zstd\r\n", 0, 1000, 1 },
	/* weights that are none */
	{ "Accept-Encoding: gzip;q=\r\n", 0, 0, 1 },
	{ "Accept-Encoding: gzip;q=2\r\n", 0, 0, 1 },
	{ "Accept-Encoding: gzip;q=1.001\r\n", 0, 0, 1 },
	{ "Accept-Encoding: gzip;q=0.1234\r\n", 0, 0, 1 },
	{ "Accept-Encoding: gzip;q=-1, zstd;q=.5\r\n", 0, 0, 1 },
	{ "Accept-Encoding: gzip;x=1;q=0.2, ,;,zstd;\r\n", 200, 1000, 1 },
};

START_TEST(weighs_codings)
{
	struct http_request request;
	char head[256];

	snprintf(head, sizeof(head), "GET / HTTP/1.1\r\nHost: a\r\n%s\r\n",
	    rows[_i].fields);
	ck_assert_int_eq(http_request_parse(head, strlen(head), &request), 0);
	ck_assert_uint_eq(http_coding_weight(&request, "gzip"), rows[_i].gzip);
	ck_assert_uint_eq(http_coding_weight(&request, "zstd"), rows[_i].zstd);
	ck_assert_uint_eq(
	    http_coding_weight(&request, "identity"), rows[_i].identity);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_coding");
	TCase *tests = tcase_create("http_coding");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, weighs_codings, 0, sizeof(rows) / sizeof(rows[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

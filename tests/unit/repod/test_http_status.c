/* SPDX-License-Identifier: ISC */
#include "repod/http_status.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What installers tell apart: missing (they go on), not for them, and our own
 * shortage, after which they come again. */
static const struct {
	int error;
	unsigned status;
} errors[] = {
	{ -ENOENT, 404 },
	{ -ENOTDIR, 404 },
	{ -ENAMETOOLONG, 404 },
	{ -EACCES, 403 },
	{ -EPERM, 403 },
	{ -EXDEV, 403 },
	{ -ELOOP, 403 },
	{ -EINVAL, 403 },
	{ -EMFILE, 503 },
	{ -ENFILE, 503 },
	{ -ENOMEM, 503 },
	{ -EAGAIN, 503 },
	{ -EIO, 500 },
	{ -EBADMSG, 500 },
};

START_TEST(tells_an_error)
{
	unsigned status = http_status_of_error(errors[_i].error);

	ck_assert_uint_eq(status, errors[_i].status);
	ck_assert_str_ne(http_status_reason(status), "Unknown");
}
END_TEST

START_TEST(has_its_reason)
{
	ck_assert_str_eq(http_status_reason(200), "OK");
	ck_assert_str_eq(http_status_reason(206), "Partial Content");
	ck_assert_str_eq(http_status_reason(421), "Misdirected Request");
	ck_assert_str_eq(http_status_reason(505), "HTTP Version Not Supported");
	ck_assert_str_eq(http_status_reason(418), "Unknown");
}
END_TEST

/* RFC 9110 15.5.6 and 10.2.1: 405 has Allow; iPXE and dnf obey Retry-After. */
START_TEST(has_its_fields)
{
	static const char allow[] = "Allow: GET, HEAD, OPTIONS\r\n";

	ck_assert_str_eq(http_status_fields(405), allow);
	ck_assert_str_eq(http_status_fields(200), allow);
	ck_assert_str_eq(http_status_fields(503), "Retry-After: 1\r\n");
	ck_assert_str_eq(http_status_fields(404), "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_status");
	TCase *tests = tcase_create("http_status");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, tells_an_error, 0, sizeof(errors) / sizeof(errors[0]));
	tcase_add_test(tests, has_its_reason);
	tcase_add_test(tests, has_its_fields);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

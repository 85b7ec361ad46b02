/* SPDX-License-Identifier: ISC */
#include "repod/listen_report.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "tests/unit/common/capture.h"

static const struct {
	int error;
	const char *line;
} rows[] = {
	{ 0, "info: serving HTTP on 192.168.10.1:80\n" },
	{ -EADDRINUSE,
	    "error: cannot serve HTTP on 192.168.10.1:80: Address already in "
	    "use, by " },
	{ -EADDRINUSE,
	    ": stop it, or choose another port with http = or -H\n" },
	{ -EACCES, "start as root, or choose a port from 1024 on with http" },
	{ -EPERM, "start as root, or choose a port from 1024 on with http" },
	{ -EADDRNOTAVAIL, "no interface has this address: choose another" },
	{ -EAFNOSUPPORT, "; choose with http = or -H\n" },
};

START_TEST(says_what_to_do)
{
	union endpoint at = endpoint_ipv4(0xc0a80a01, 80);
	struct capture capture;
	const char *line;

	log_open("test", 0);
	capture_begin(&capture);
	listen_report("HTTP", "http = or -H", &at, rows[_i].error);
	line = capture_end(&capture);
	ck_assert_msg(strstr(line, rows[_i].line) != NULL, "%s", line);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("listen_report");
	TCase *tests = tcase_create("listen_report");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, says_what_to_do, 0, sizeof(rows) / sizeof(rows[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

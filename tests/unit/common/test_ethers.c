/* SPDX-License-Identifier: ISC */
#include "common/ethers.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *line;
	int want;
	const char *mac, *name;
} rows[] = {
	{ "52:54:00:12:34:56 web1\n", 0, "52:54:00:12:34:56", "web1" },
	{ "52:54:0:12:34:6\t192.168.10.1", 0, "52:54:00:12:34:06",
	    "192.168.10.1" },
	{ "  52:54:00:12:34:56  web1 # the first\r\n", 0, "52:54:00:12:34:56",
	    "web1" },
	{ "", ETHERS_EMPTY, "", "" },
	{ "\n", ETHERS_EMPTY, "", "" },
	{ " # nothing\n", ETHERS_EMPTY, "", "" },
	{ "52:54:00:12:34:56", ETHERS_BAD, "", "" },
	{ "52:54:00:12:34 web1", ETHERS_BAD, "", "" },
	{ "52:54:00:12:34:56:78 web1", ETHERS_BAD, "", "" },
	{ "52:54:00:12:34:567 web1", ETHERS_BAD, "", "" },
	{ "52:54:00:12:34:56 web1 web2", ETHERS_BAD, "", "" },
	{ "web1 52:54:00:12:34:56", ETHERS_BAD, "", "" },
	{ ":::::  web1", ETHERS_BAD, "", "" },
};

START_TEST(parses)
{
	char line[ETHERS_LINE_MAX], mac[MAC_TEXT_MAX];
	uint8_t bytes[MAC_LEN];
	char *name;

	snprintf(line, sizeof(line), "%s", rows[_i].line);
	ck_assert_int_eq(ethers_parse(line, bytes, &name), rows[_i].want);
	if (rows[_i].want == 0) {
		ck_assert_str_eq(mac_text(mac, bytes), rows[_i].mac);
		ck_assert_str_eq(name, rows[_i].name);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ethers");
	TCase *tests = tcase_create("ethers");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, parses, 0, sizeof(rows) / sizeof(rows[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "common/host_match.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

static const struct {
	host_match_fn *match;
	const char *text, *want; /* NULL: refused */
} rows[] = {
	{ host_match_mac, "52:54:00:12:34:56", "52:54:00:12:34:56" },
	{ host_match_mac, "52-54-00-12-34-56", "52:54:00:12:34:56" },
	{ host_match_mac, "52:54:00:*", "52:54:00" },
	{ host_match_mac, "52-*", "52" },
	{ host_match_mac, "52:54:00:12:34:*", "52:54:00:12:34" },
	{ host_match_mac, "52:54:00:12:34:56:*", NULL },
	{ host_match_mac, "52:54:00", NULL },
	{ host_match_mac, "52:54:00*", NULL },
	{ host_match_mac, "*", NULL },
	{ host_match_mac, ":*", NULL },
	{ host_match_mac, "", NULL },
	{ host_match_client_id, "01:52:54", "01:52:54" },
	{ host_match_client_id, "0x015254", "01:52:54" },
	{ host_match_client_id, "\"ab\"", "61:62" },
	{ host_match_client_id, "\"\"", NULL },
	{ host_match_client_id, "0x", NULL },
	{ host_match_client_id, "xyz", NULL },
	/* the first three fields are little-endian on the wire */
	{ host_match_uuid, "4c4c4544-0042-3310-8051-b8c04f445431",
	    "44:45:4c:4c:42:00:10:33:80:51:b8:c0:4f:44:54:31" },
	{ host_match_uuid, "4C4C454400423310-8051b8c04f445431",
	    "44:45:4c:4c:42:00:10:33:80:51:b8:c0:4f:44:54:31" },
	{ host_match_uuid, "4c4c4544-0042-3310-8051-b8c04f4454", NULL },
	{ host_match_uuid, "4c4c4544-0042-3310-8051-b8c04f44543100", NULL },
	{ host_match_uuid, "", NULL },
};

START_TEST(matches)
{
	uint8_t bytes[HOST_MATCH_MAX], len;
	char text[3 * HOST_MATCH_MAX];
	bool is_good = rows[_i].match(rows[_i].text, bytes, &len);

	ck_assert_int_eq(is_good, rows[_i].want != NULL);
	if (is_good)
		ck_assert_str_eq(text_hex(text, sizeof(text), bytes, len, ':'),
		    rows[_i].want);
}
END_TEST

START_TEST(has_a_maximum)
{
	uint8_t bytes[HOST_MATCH_MAX], len;
	char text[2 * (HOST_MATCH_MAX + 1) + 1];

	memset(text, 'a', sizeof(text));
	text[2 * HOST_MATCH_MAX] = '\0';
	ck_assert(host_match_client_id(text, bytes, &len));
	ck_assert_uint_eq(len, HOST_MATCH_MAX);
	text[2 * HOST_MATCH_MAX] = 'a';
	text[2 * HOST_MATCH_MAX + 2] = '\0';
	ck_assert(!host_match_client_id(text, bytes, &len));
	text[0] = text[HOST_MATCH_MAX + 1] = '"';
	text[HOST_MATCH_MAX + 2] = '\0';
	ck_assert(host_match_client_id(text, bytes, &len));
	text[HOST_MATCH_MAX + 1] = 'a';
	text[HOST_MATCH_MAX + 2] = '"';
	text[HOST_MATCH_MAX + 3] = '\0';
	ck_assert(!host_match_client_id(text, bytes, &len));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("host_match");
	TCase *tests = tcase_create("host_match");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, matches, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, has_a_maximum);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

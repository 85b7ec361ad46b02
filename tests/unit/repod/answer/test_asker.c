/* SPDX-License-Identifier: ISC */
#include "repod/answer/asker.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/repod/http_head.h"

static union endpoint peer, local;

static struct asker
asker_of(const char *fields)
{
	static char buffer[8192];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), "GET /ks.cfg", fields);
	struct asker asker;

	asker_by_http(&query.request, &peer, &local, false, &asker);
	return asker;
}

static void
set_up(void)
{
	ck_assert(endpoint_parse("[::ffff:192.168.10.2]:1000", 0, &peer));
	ck_assert(endpoint_parse("192.168.10.1:80", 0, &local));
}

START_TEST(tells_the_ends)
{
	struct asker asker = asker_of("");
	char text[ADDRESS_TEXT_MAX];

	ck_assert_int_eq(asker.peer.any.sa_family, AF_INET);
	ck_assert_str_eq(
	    endpoint_address_text(text, &asker.peer), "192.168.10.2");
	ck_assert_str_eq(asker.server, "192.168.10.1");
	ck_assert_str_eq(asker.origin, "http://a");
	ck_assert_uint_eq(asker.n_macs, 0);
	ck_assert_str_eq(asker.serial, "");
	asker_by_ftp(&peer, &local, &asker);
	ck_assert_str_eq(asker.origin, "ftp://192.168.10.1:80");
	ck_assert_str_eq(asker.server, "192.168.10.1");
}
END_TEST

START_TEST(takes_what_anaconda_says)
{
	struct asker asker =
	    asker_of("X-RHN-Provisioning-MAC-0: eth0 52:54:00:00:00:01\r\n"
		     "x-rhn-provisioning-mac-1: ib0 52:54:00:00:00:02\r\n"
		     "X-RHN-Provisioning-MAC-3: eth3 52:54:00:00:00:04\r\n"
		     "X-System-Serial-Number: SN 42\r\n");
	char text[MAC_TEXT_MAX];

	ck_assert_uint_eq(asker.n_macs, 2);
	ck_assert_str_eq(mac_text(text, asker.macs[0]), "52:54:00:00:00:01");
	ck_assert_str_eq(mac_text(text, asker.macs[1]), "52:54:00:00:00:02");
	ck_assert_str_eq(asker.serial, "SN 42");
}
END_TEST

START_TEST(passes_over_rubbish)
{
	char fields[8192];
	struct asker asker;
	size_t len = 0;

	ck_assert_uint_eq(
	    asker_of("X-RHN-Provisioning-MAC-0: eth0\r\n").n_macs, 0);
	ck_assert_uint_eq(
	    asker_of("X-RHN-Provisioning-MAC-0: eth0 52:54:00:00:00:zz\r\n")
		.n_macs,
	    0);
	ck_assert_str_eq(
	    asker_of("X-System-Serial-Number: a\tb\r\n").serial, "");
	ck_assert_str_eq(
	    asker_of("X-System-Serial-Number: \xc3\xa4\r\n").serial, "");
	snprintf(fields, sizeof(fields), "X-System-Serial-Number: %0*d\r\n",
	    ASKER_SERIAL_MAX - 1, 1);
	ck_assert_uint_eq(
	    strlen(asker_of(fields).serial), ASKER_SERIAL_MAX - 1);
	snprintf(fields, sizeof(fields), "X-System-Serial-Number: %0*d\r\n",
	    ASKER_SERIAL_MAX, 1);
	ck_assert_str_eq(asker_of(fields).serial, "");
	for (unsigned i = 0; i <= ASKER_MACS_MAX; i++)
		len += (size_t)snprintf(fields + len, sizeof(fields) - len,
		    "X-RHN-Provisioning-MAC-%u: e 52:54:00:00:00:01\r\n", i);
	asker = asker_of(fields);
	ck_assert_uint_eq(asker.n_macs, ASKER_MACS_MAX);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("asker");
	TCase *tests = tcase_create("asker");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, NULL);
	tcase_add_test(tests, tells_the_ends);
	tcase_add_test(tests, takes_what_anaconda_says);
	tcase_add_test(tests, passes_over_rubbish);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

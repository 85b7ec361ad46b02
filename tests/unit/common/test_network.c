/* SPDX-License-Identifier: ISC */
#include "common/network.h"

#include <check.h>
#include <stdlib.h>

static const struct {
	const char *network, *address;
	bool has;
} rows[] = {
	{ "192.168.10.0/24", "192.168.10.255:1", true },
	{ "192.168.10.0/24", "192.168.11.0:1", false },
	{ "192.168.10.0/24", "[::ffff:192.168.10.7]:1", true },
	{ "192.168.10.0/24", "[2001:db8::1]:1", false },
	{ "192.168.10.8/31", "192.168.10.9:1", true },
	{ "192.168.10.8/31", "192.168.10.10:1", false },
	{ "192.168.10.1", "192.168.10.1:1", true },
	{ "192.168.10.1", "192.168.10.2:1", false },
	{ "0.0.0.0/0", "255.255.255.255:1", true },
	{ "0.0.0.0/0", "[2001:db8::1]:1", false },
	{ "2001:db8::/32", "[2001:db8:ffff::1]:1", true },
	{ "2001:db8::/32", "[2001:db9::1]:1", false },
	{ "2001:db8::/33", "[2001:db8:8000::1]:1", false },
	{ "2001:db8::1", "[2001:db8::1]:1", true },
	{ "::/0", "192.168.10.1:1", true },
	{ "all", "192.168.10.1:1", true },
	{ "ALL", "[2001:db8::1]:1", true },
};

START_TEST(has_an_address_or_not)
{
	struct network network;
	union endpoint endpoint;

	ck_assert(network_parse(rows[_i].network, &network));
	ck_assert(endpoint_parse(rows[_i].address, 0, &endpoint));
	ck_assert_msg(network_has(&network, &endpoint) == rows[_i].has,
	    "%s in %s", rows[_i].address, rows[_i].network);
}
END_TEST

static const char *const bad[] = { "", "/", "/24", "192.168.10.1/24",
	"192.168.10.0/33", "192.168.10.0/", "192.168.10.0/-1", "192.168.10/24",
	"2001:db8::1/64", "2001:db8::/129", "lab", "192.168.10.0/24 ",
	"0000:0000:0000:0000:0000:0000:0000:0000:0000:0000/1" };

START_TEST(refuses_what_is_none)
{
	struct network network = { .len = 77 };

	ck_assert_msg(!network_parse(bad[_i], &network), "%s", bad[_i]);
	ck_assert_uint_eq(network.len, 77);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("network");
	TCase *tests = tcase_create("network");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, has_an_address_or_not, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(
	    tests, refuses_what_is_none, 0, sizeof(bad) / sizeof(bad[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

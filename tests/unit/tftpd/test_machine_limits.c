/* SPDX-License-Identifier: ISC */
#include "tftpd/machine_limits.h"

#include <check.h>
#include <stdlib.h>

static const uint8_t mac[MAC_LEN] = { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 };

static const struct {
	const char *who;
	bool is_valid;
	bool needs_mac;
	bool means;	    /* 192.168.10.2 with that MAC */
	bool means_by_ipv6; /* 2001:db8::1, without one */
} rows[] = {
	{ "52:54:00:12:34:56", true, true, true, false },
	{ "52-54-00-12-34-56", true, true, true, false },
	{ "52:54:00:12:34:57", true, true, false, false },
	{ "52:54:00:*", true, true, true, false },
	{ "52:*", true, true, true, false },
	{ "52:54:00:12:34:*", true, true, true, false },
	{ "53:*", true, true, false, false },
	{ "192.168.10.2", true, false, true, false },
	{ "192.168.10.3", true, false, false, false },
	{ "192.168.10.0/24", true, false, true, false },
	{ "2001:db8::/32", true, false, false, true },
	{ "52:54:00:12:34:56:*", false, false, false, false },
	{ "*", false, false, false, false },
	{ ":*", false, false, false, false },
	{ "5:*", false, false, false, false },
	{ "192.168.10.2/24", false, false, false, false },
	{ "web1", false, false, false, false },
	{ "", false, false, false, false },
};

START_TEST(machines_are_known)
{
	union endpoint ipv4 = endpoint_ipv4(0xc0a80a02, 2000), ipv6;
	struct machine_limits limits;
	struct negotiate_limits got = { .max_blksize = 1468 };

	ck_assert(endpoint_parse("[2001:db8::1]:1", 0, &ipv6));
	ck_assert_msg(
	    machine_limits_parse(rows[_i].who, &limits) == rows[_i].is_valid,
	    "%s", rows[_i].who);
	if (!rows[_i].is_valid)
		return;
	ck_assert_int_eq(
	    machine_limits_need_mac(&limits, 1), rows[_i].needs_mac);
	limits.limits.max_blksize = 512;
	machine_limits_apply(&limits, 1, &ipv4, mac, &got);
	ck_assert_uint_eq(got.max_blksize, rows[_i].means ? 512 : 1468);
	got.max_blksize = 1468;
	machine_limits_apply(&limits, 1, &ipv6, NULL, &got);
	ck_assert_uint_eq(got.max_blksize, rows[_i].means_by_ipv6 ? 512 : 1468);
}
END_TEST

/* Whichever comes first, the tightest holds; and what is looser than the
 * server's own does not loosen it. */
START_TEST(the_tightest_holds)
{
	union endpoint client = endpoint_ipv4(0xc0a80a02, 2000);
	struct machine_limits all[3];
	struct negotiate_limits limits = { 1468, 16, 1u << TFTP_OPTION_TIMEOUT,
		0 };

	ck_assert(machine_limits_parse("192.168.10.2", &all[_i]));
	ck_assert(machine_limits_parse("192.168.0.0/16", &all[(_i + 1) % 3]));
	ck_assert(machine_limits_parse("10.0.0.0/8", &all[(_i + 2) % 3]));
	all[_i].limits =
	    (struct negotiate_limits){ 65464, 1, 1u << TFTP_OPTION_TSIZE, 0 };
	all[(_i + 1) % 3].limits = (struct negotiate_limits){ 1024, 64,
		1u << TFTP_OPTION_WINDOWSIZE, 0 };
	all[(_i + 2) % 3].limits =
	    (struct negotiate_limits){ 8, 1, 1u << TFTP_OPTION_BLKSIZE, 0 };
	machine_limits_apply(all, 3, &client, mac, &limits);
	ck_assert_uint_eq(limits.max_blksize, 1024);
	ck_assert_uint_eq(limits.max_windowsize, 1);
	ck_assert_uint_eq(limits.refused,
	    1u << TFTP_OPTION_TIMEOUT | 1u << TFTP_OPTION_TSIZE |
		1u << TFTP_OPTION_WINDOWSIZE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("machine_limits");
	TCase *tests = tcase_create("machine_limits");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, machines_are_known, 0,
	    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tests, the_tightest_holds, 0, 3);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

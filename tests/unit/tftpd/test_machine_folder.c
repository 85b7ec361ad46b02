/* SPDX-License-Identifier: ISC */
#include "tftpd/machine_folder.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t mac[MAC_LEN] = { 0x52, 0x54, 0x00, 0x12, 0x34, 0xAB };

static const struct {
	const char *pattern;
	bool is_valid, needs_mac;
	const char *folder; /* with the MAC; NULL: not asked */
} rows[] = {
	{ "%m", true, true, "52-54-00-12-34-ab" },
	{ "%i", true, false, "192.168.10.2" },
	{ "machines/%m", true, true, "machines/52-54-00-12-34-ab" },
	{ "a/%i/b-%m%i", true, true,
	    "a/192.168.10.2/b-52-54-00-12-34-ab192.168.10.2" },
	{ "plain", true, false, "plain" },
	{ "", false, false, NULL },
	{ "%", false, false, NULL },
	{ "a/%x", false, false, NULL },
	{ "%m%", false, true, NULL },
	{ "%%m", false, true, NULL },
};

START_TEST(patterns)
{
	union endpoint machine = endpoint_ipv4(0xc0a80a02, 2000);
	char folder[PATH_NAME_MAX] = "untouched";
	const char *pattern = rows[_i].pattern;

	ck_assert_msg(machine_folder_is_valid(pattern) == rows[_i].is_valid,
	    "%s", pattern);
	ck_assert_msg(machine_folder_needs_mac(pattern) == rows[_i].needs_mac,
	    "%s", pattern);
	if (!rows[_i].is_valid)
		return;
	ck_assert_msg(machine_folder_of(pattern, &machine, NULL, folder) ==
		!rows[_i].needs_mac,
	    "%s", pattern);
	if (rows[_i].needs_mac)
		ck_assert_str_eq(folder, "untouched");
	ck_assert(machine_folder_of(pattern, &machine, mac, folder));
	ck_assert_str_eq(folder, rows[_i].folder);
}
END_TEST

START_TEST(the_longest_folder)
{
	union endpoint machine = endpoint_ipv4(0x01020304, 1);
	char pattern[PATH_NAME_MAX], folder[PATH_NAME_MAX] = "untouched";
	size_t room = PATH_NAME_MAX - 1 - strlen("1.2.3.4");

	memset(pattern, 'x', sizeof(pattern));
	memcpy(pattern + room, "%i", 3);
	ck_assert(machine_folder_of(pattern, &machine, NULL, folder));
	ck_assert_uint_eq(strlen(folder), PATH_NAME_MAX - 1);
	memcpy(folder, "untouched", 10);
	memcpy(pattern + room, "x%i", 4);
	ck_assert(!machine_folder_of(pattern, &machine, NULL, folder));
	ck_assert_str_eq(folder, "untouched");
}
END_TEST

START_TEST(by_ipv6)
{
	union endpoint machine;
	char folder[PATH_NAME_MAX];

	ck_assert(endpoint_parse("[2001:db8::1]:1", 0, &machine));
	ck_assert(machine_folder_of("%i", &machine, NULL, folder));
	ck_assert_str_eq(folder, "2001:db8::1");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("machine_folder");
	TCase *tests = tcase_create("machine_folder");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, patterns, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, the_longest_folder);
	tcase_add_test(tests, by_ipv6);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

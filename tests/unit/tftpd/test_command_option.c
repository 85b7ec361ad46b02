/* SPDX-License-Identifier: ISC */
#include "tftpd/command_option.h"

#include <check.h>
#include <stdlib.h>

static const struct {
	int letter;
	const char *value;
	bool is_good;
} options[] = {
	{ 's', "/tmp", true },
	{ 's', "/nowhere/at/all", false },
	{ 's', "", false },
	{ 'a', ":6969", true },
	{ 'a', "x", false },
	{ 'u', "nobody", true },
	{ 'u', "", false },
	{ 'R', "2000:3000", true },
	{ 'R', "2000", false },
	{ 'B', "1468", true },
	{ 'B', "7", false },
	{ 'r', "blksize", true },
	{ 'r', "multicast", false },
	{ 'l', NULL, true },
	{ 'L', NULL, true },
	{ 'p', NULL, true },
	{ '4', NULL, true },
	{ '6', NULL, true },
	{ 'r', "blksize2", true },
	{ 'r', "UTIMEOUT", true },
	{ 'r', "rollover", true },
	{ 'W', "16", true },
	{ 'W', "32768", true },
	{ 'W', "0", false },
	{ 'W', "x", false },
	{ 'U', "027", true },
	{ 'U', "777", true },
	{ 'U', "1777", false },
	{ 'U', "-1", false },
	{ 'U', "9", false },
	{ COMMAND_OPTION_CREATE, NULL, true },
	{ 'T', "1000000", true },
	{ 'P', "/run/tftpd.pid", true },
	{ COMMAND_OPTION_IDLE, "900", true },
	{ COMMAND_OPTION_IDLE, "1m", false },
	{ COMMAND_OPTION_FROM, "192.168.10.2", true },
	{ COMMAND_OPTION_FROM, "here", false },
	{ COMMAND_OPTION_NOTHING, NULL, true },
};

START_TEST(options_are_taken)
{
	struct tftpd_settings *settings = tftpd_config_new();

	ck_assert_msg((command_option_take(settings, options[_i].letter,
			   options[_i].value) == 0) == options[_i].is_good,
	    "-%c %s", options[_i].letter, options[_i].value);
	tftpd_config_free(settings);
}
END_TEST

START_TEST(options_are_applied)
{
	struct tftpd_settings *settings = tftpd_config_new();

	command_option_take(settings, 's', "/tmp/");
	command_option_take(settings, 'u', "nobody");
	command_option_take(settings, 'a', "127.0.0.1:6969");
	command_option_take(settings, 'r', "tsize");
	command_option_take(settings, 'r', "blksize");
	command_option_take(settings, 'p', NULL);
	command_option_take(settings, 'W', "300");
	command_option_take(settings, COMMAND_OPTION_IDLE, "60");
	ck_assert_str_eq(settings->site.root, "/tmp");
	ck_assert(settings->is_private);
	ck_assert_uint_eq(settings->max_windowsize, 300);
	ck_assert_uint_eq(settings->idle_ms, 60000);
	/* Which of two folders would be served? */
	ck_assert_int_eq(command_option_take(settings, 's', "/"), 1);
	ck_assert_str_eq(settings->site.user, "nobody");
	ck_assert_uint_eq(endpoint_port(&settings->listen.at[0]), 6969);
	ck_assert_uint_eq(settings->refused,
	    1u << TFTP_OPTION_TSIZE | 1u << TFTP_OPTION_BLKSIZE);
	tftpd_config_free(settings);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("command_option");
	TCase *tests = tcase_create("command_option");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, options_are_taken, 0,
	    (int)(sizeof(options) / sizeof(options[0])));
	tcase_add_test(tests, options_are_applied);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

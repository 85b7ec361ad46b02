/* SPDX-License-Identifier: ISC */
#include "tftpd/tftpd_config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *text;
	bool is_good;
	const char *first;
	unsigned n;
} listens[] = {
	{ "0.0.0.0:69", true, "0.0.0.0:69", 1 },
	{ "192.168.10.1", true, "192.168.10.1:69", 1 },
	{ "6969", true, "0.0.0.0:6969", 1 },
	{ ":6969", true, "0.0.0.0:6969", 1 },
	{ "[::]:69", true, "[::]:69", 1 },
	{ "[::1]", true, "[::1]:69", 1 },
	{ "10.0.0.1, 10.0.0.2:6969", true, "10.0.0.1:69", 2 },
	{ "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", true, "0.0.0.0:1", 16 },
	{ "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", false, NULL, 0 },
	{ "", false, NULL, 0 },
	{ "0", false, NULL, 0 },
	{ "10.0.0.1:0", false, NULL, 0 },
	{ "10.0.0.1:65536", false, NULL, 0 },
	{ "10.0.0", false, NULL, 0 },
	{ "eth0", false, NULL, 0 },
	{ "69,,70", false, NULL, 0 },
};

START_TEST(listen_is_parsed)
{
	struct tftpd_listen listen = { .n = 99 };
	char text[ENDPOINT_TEXT_MAX];

	ck_assert_msg(tftpd_config_parse_listen(listens[_i].text, &listen) ==
		listens[_i].is_good,
	    "%s", listens[_i].text);
	if (!listens[_i].is_good) {
		ck_assert_uint_eq(listen.n, 99);
		return;
	}
	ck_assert_uint_eq(listen.n, listens[_i].n);
	ck_assert_str_eq(endpoint_text(text, &listen.at[0]), listens[_i].first);
}
END_TEST

static const struct {
	const char *text;
	unsigned first, last; /* 0: bad */
} port_rows[] = {
	{ "20000-20999", 20000, 20999 },
	{ "20000:20999", 20000, 20999 },
	{ "20000 - 20999", 20000, 20999 },
	{ "1024-65535", 1024, 65535 },
	{ "5000-5000", 5000, 5000 },
	{ "1023-2000", 0, 0 },
	{ "1024-65536", 0, 0 },
	{ "2000-1999", 0, 0 },
	{ "2000", 0, 0 },
	{ "2000-", 0, 0 },
	{ "-2000", 0, 0 },
	{ "", 0, 0 },
	{ "2000-3000-4000", 0, 0 },
	{ "00000000000000000002000-3000", 0, 0 },
};

START_TEST(ports_are_parsed)
{
	struct tftpd_ports ports = { 0 };
	bool is_good = tftpd_config_parse_ports(port_rows[_i].text, &ports);

	ck_assert_msg(is_good == (port_rows[_i].first > 0) &&
		ports.first == port_rows[_i].first &&
		ports.last == port_rows[_i].last,
	    "%s: %u-%u", port_rows[_i].text, ports.first, ports.last);
}
END_TEST

/* --- the file --- */

static int
read_text(const char *text, struct tftpd_settings **ret_settings)
{
	char path[] = "/tmp/test_tftpd_config.XXXXXX";
	int fd = mkstemp(path);
	int r;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (int)strlen(text));
	close(fd);
	*ret_settings = tftpd_config_new();
	ck_assert_ptr_nonnull(*ret_settings);
	r = config_read(path, tftpd_sections, *ret_settings);
	unlink(path);
	return r;
}

START_TEST(a_file_is_read)
{
	struct tftpd_settings *settings;

	ck_assert_int_eq(read_text("[site]\n"
				   "root = /srv/tftp\n"
				   "[tftpd]\n"
				   "listen = 192.168.10.1, [::1]:6969\n"
				   "ports = 20000-20999\n"
				   "idle = 5m\n"
				   "max-sessions = 50\n"
				   "max-client-sessions = 5\n"
				   "private = yes\n"
				   "max-blksize = 1468\n"
				   "max-windowsize = 16\n"
				   "refuse = tsize, windowsize\n"
				   "rollover = 1\n"
				   "single-port = yes\n"
				   "machine-root = machines/%i\n"
				   "upload = crash, configs/%i\n"
				   "upload-max-size = 1M\n"
				   "rewrite = /^a/b/\n"
				   "rewrite = /^b/c/e\n",
			     &settings),
	    0);
	ck_assert_str_eq(settings->site.root, "/srv/tftp");
	ck_assert_uint_eq(settings->listen.n, 2);
	ck_assert_uint_eq(settings->ports.first, 20000);
	ck_assert_uint_eq(settings->idle_ms, 300000);
	ck_assert_uint_eq(settings->max_sessions, 50);
	ck_assert_uint_eq(settings->max_client_sessions, 5);
	ck_assert(settings->is_private);
	ck_assert_uint_eq(settings->max_blksize, 1468);
	ck_assert_uint_eq(settings->max_windowsize, 16);
	ck_assert_uint_eq(settings->refused,
	    1u << TFTP_OPTION_TSIZE | 1u << TFTP_OPTION_WINDOWSIZE);
	ck_assert_uint_eq(settings->rollover, 1);
	ck_assert(settings->is_single_port);
	ck_assert_str_eq(settings->machine_root, "machines/%i");
	ck_assert_uint_eq(settings->rules.rewrite.n, 2);
	ck_assert_uint_eq(settings->uploads.n, 2);
	ck_assert_uint_eq(settings->upload_max_size, 1 << 20);
	ck_assert_int_eq(tftpd_config_check(settings), 0);
	tftpd_config_free(settings);
}
END_TEST

START_TEST(without_a_word_it_has_defaults)
{
	struct tftpd_settings *settings;

	ck_assert_int_eq(read_text("", &settings), 0);
	ck_assert_uint_eq(settings->listen.n, 0);
	ck_assert_uint_eq(settings->ports.first, 0);
	ck_assert_uint_eq(settings->idle_ms, 900000);
	ck_assert_uint_eq(settings->max_sessions, TFTPD_SESSIONS_DEFAULT);
	ck_assert_uint_eq(
	    settings->max_client_sessions, TFTPD_CLIENT_SESSIONS_DEFAULT);
	ck_assert(!settings->is_private);
	ck_assert_uint_eq(settings->max_blksize, TFTP_BLKSIZE_MAX);
	ck_assert_uint_eq(settings->max_windowsize, NEGOTIATE_WINDOW_DEFAULT);
	ck_assert_uint_eq(settings->refused, 0);
	ck_assert_uint_eq(settings->rollover, 0);
	ck_assert(!settings->is_single_port);
	ck_assert_ptr_null(settings->machine_root);
	tftpd_config_free(settings);
}
END_TEST

static const struct {
	const char *line;
	bool is_good;
} lines[] = {
	{ "max-sessions = 1", true },
	{ "max-sessions = 100000", true },
	{ "max-sessions = 0", false },
	{ "max-sessions = 100001", false },
	{ "max-client-sessions = 1", true },
	{ "max-client-sessions = 100000", true },
	{ "max-client-sessions = 0", false },
	{ "max-client-sessions = 100001", false },
	{ "max-blksize = 8", true },
	{ "max-blksize = 65464", true },
	{ "max-blksize = 7", false },
	{ "max-blksize = 65465", false },
	{ "max-windowsize = 1", true },
	{ "max-windowsize = 65535", true },
	{ "max-windowsize = 0", false },
	{ "max-windowsize = 65536", false },
	{ "single-port = no", true },
	{ "single-port = maybe", false },
	{ "machine-root = machines/%m", true },
	{ "machine-root = %x", false },
	{ "rollover = 0", true },
	{ "rollover = 2", false },
	{ "refuse = blksize", true },
	{ "refuse =", false },
	{ "refuse = blocksize", false },
	{ "ports = 5", false },
	{ "listen = here", false },
	{ "lisen = 69", false },
};

START_TEST(bad_values_are_refused)
{
	struct tftpd_settings *settings;
	char text[128];

	snprintf(text, sizeof(text), "[tftpd]\n%s\n", lines[_i].line);
	ck_assert_msg((read_text(text, &settings) == 0) == lines[_i].is_good,
	    "%s", lines[_i].line);
	tftpd_config_free(settings);
}
END_TEST

/* --- the command line --- */

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

int
main(void)
{
	Suite *suite = suite_create("tftpd_config");
	TCase *tests = tcase_create("tftpd_config");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, listen_is_parsed, 0, ROWS(listens));
	tcase_add_loop_test(tests, ports_are_parsed, 0, ROWS(port_rows));
	tcase_add_test(tests, a_file_is_read);
	tcase_add_test(tests, without_a_word_it_has_defaults);
	tcase_add_loop_test(tests, bad_values_are_refused, 0, ROWS(lines));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

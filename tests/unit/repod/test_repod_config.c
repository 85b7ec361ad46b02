/* SPDX-License-Identifier: ISC */
#include "common/cursor.h"
#include "repod/repod_config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	bool is_good;
	const char *at[3];
} listens[] = {
	{ "80", true, { "0.0.0.0:80", "[::]:80" } },
	{ "192.168.10.1", true, { "192.168.10.1:80" } },
	{ "192.168.10.1:8080", true, { "192.168.10.1:8080" } },
	{ "[::1]:8080", true, { "[::1]:8080" } },
	{ "127.0.0.1:81, 80", true,
	    { "127.0.0.1:81", "0.0.0.0:80", "[::]:80" } },
	{ "off", true, { NULL } },
	{ "OFF", true, { NULL } },
	{ "", false, { NULL } },
	{ "0", false, { NULL } },
	{ "65536", false, { NULL } },
	{ "http", false, { NULL } },
	{ "80,,81", false, { NULL } },
	{ "80, off", false, { NULL } },
	{ "192.168.10.1:0", false, { NULL } },
};

START_TEST(parses_where_to_listen)
{
	struct repod_listen listen = { .n = 42 };
	char text[ENDPOINT_TEXT_MAX];
	unsigned n = 0;

	ck_assert_msg(repod_config_parse_listen(
			  listens[_i].text, 80, &listen) == listens[_i].is_good,
	    "row %d: %s", _i, listens[_i].text);
	if (!listens[_i].is_good) {
		ck_assert_uint_eq(listen.n, 42);
		return;
	}
	for (; n < 3 && listens[_i].at[n]; n++)
		ck_assert_str_eq(
		    endpoint_text(text, &listen.at[n]), listens[_i].at[n]);
	ck_assert_uint_eq(listen.n, n);
}
END_TEST

START_TEST(listens_on_so_many_and_no_more)
{
	char text[512] = "";
	struct writer list = writer_over(text, sizeof(text) - 1);
	struct repod_listen listen;

	for (int i = 0; i < REPOD_LISTEN_MAX; i++)
		writer_text(&list, i ? ",1.1.1.1" : "1.1.1.1");
	ck_assert(repod_config_parse_listen(text, 80, &listen));
	ck_assert_uint_eq(listen.n, REPOD_LISTEN_MAX);
	writer_text(&list, ",1.1.1.1");
	ck_assert(!repod_config_parse_listen(text, 80, &listen));
}
END_TEST

static const struct {
	const char *text;
	bool is_good;
	uint16_t first, last;
} ports[] = {
	{ "20000-20999", true, 20000, 20999 },
	{ "20000 - 20999", true, 20000, 20999 },
	{ "20000", true, 20000, 20000 },
	{ "1024-65535", true, 1024, 65535 },
	{ "1023-2000", false, 0, 0 },
	{ "2000-65536", false, 0, 0 },
	{ "2000-1999", false, 0, 0 },
	{ "2000-", false, 0, 0 },
	{ "-2000", false, 0, 0 },
	{ "a-b", false, 0, 0 },
	{ "", false, 0, 0 },
};

START_TEST(parses_a_range_of_ports)
{
	struct repod_ports got = { 0, 0 };

	ck_assert_msg(repod_config_parse_ports(ports[_i].text, &got) ==
		    ports[_i].is_good &&
		got.first == ports[_i].first && got.last == ports[_i].last,
	    "row %d '%s': %u-%u", _i, ports[_i].text, got.first, got.last);
}
END_TEST

START_TEST(serves_the_boot_tree_unless_told_otherwise)
{
	struct repod_settings *settings = repod_config_new();

	ck_assert_ptr_nonnull(settings);
	ck_assert_str_eq(repod_config_root(settings), settings->site.root);
	ck_assert_int_eq(repod_config_option(settings, 'd', "/tmp"), 0);
	ck_assert_str_eq(repod_config_root(settings), "/tmp");
	ck_assert_int_eq(repod_config_option(settings, 'd', "/nonexistent"), 1);
	ck_assert_str_eq(repod_config_root(settings), "/tmp");
	repod_config_free(settings);
}
END_TEST

START_TEST(refuses_to_serve_nothing)
{
	struct repod_settings *settings = repod_config_new();

	ck_assert_int_eq(repod_config_check(settings), 0);
	ck_assert_int_eq(repod_config_option(settings, 'H', "off"), 0);
	ck_assert_int_eq(repod_config_check(settings), 0);
	ck_assert_int_eq(repod_config_option(settings, 'F', "off"), 0);
	ck_assert_int_eq(repod_config_check(settings), 1);
	ck_assert_int_eq(repod_config_option(settings, 'H', "8080"), 0);
	ck_assert_int_eq(repod_config_check(settings), 0);
	ck_assert_int_eq(repod_config_option(settings, 'H', "http"), 1);
	ck_assert_uint_eq(endpoint_port(&settings->http.at[0]), 8080);
	repod_config_free(settings);
	repod_config_free(NULL);
}
END_TEST

START_TEST(wants_a_certificate_for_https)
{
	struct repod_settings *settings = repod_config_new();

	ck_assert_uint_eq(settings->https.n, 0);
	ck_assert(repod_config_parse_listen("443", 443, &settings->https));
	ck_assert_int_eq(repod_config_check(settings), 1);
	settings->certificate = strdup("/a");
	ck_assert_int_eq(repod_config_check(settings), 1);
	settings->key = strdup("/b");
	ck_assert_int_eq(repod_config_check(settings), 0);
	repod_config_option(settings, 'H', "off");
	repod_config_option(settings, 'F', "off");
	ck_assert_int_eq(repod_config_check(settings), 0);
	repod_config_free(settings);
}
END_TEST

/* --- the file --- */

static struct repod_settings *
read_text(const char *text, int *ret_verdict)
{
	char name[] = "/tmp/test_repod_config.XXXXXX";
	int fd = mkstemp(name);
	FILE *file = fdopen(fd, "w");
	struct repod_settings *settings = repod_config_new();

	fputs(text, file);
	fclose(file);
	*ret_verdict = config_read(name, repod_sections, settings);
	remove(name);
	return settings;
}

#ifdef HAVE_OPENSSL
#define HTTPS "https = 10.0.0.1\ncertificate = /etc/c.pem\nkey = /etc/k.pem\n"
#else
#define HTTPS ""
#endif

START_TEST(reads_every_key)
{
	int verdict;
	struct repod_settings *s =
	    read_text("[site]\nroot = /srv/boot\n"
		      "[repod]\nroot = /srv/ftp\n"
		      "http = 8080\nftp = off\n"
		      "header-timeout = 1s\n"
		      "keepalive-timeout = 2s\n"
		      "send-timeout = 3s\n"
		      "idle-timeout = 4s\n"
		      "data-timeout = 5s\n"
		      "passive-ports = 2000-2001\n"
		      "passive-address = 10.0.0.1\n"
		      "max-sessions = 7\n"
		      "max-transfers = 5\n"
		      "private = yes\n" HTTPS "precompressed = yes\n"
		      "log-format = json\n"
		      "allow = 10.0.0.0/8, ::1\n"
		      "[path //ks/./x/]\nallow = none\n"
		      "[path pub]\nallow = all\n",
		&verdict);

	ck_assert_int_eq(verdict, 0);
	ck_assert_str_eq(repod_config_root(s), "/srv/ftp");
	ck_assert_uint_eq(endpoint_port(&s->http.at[0]), 8080);
	ck_assert_uint_eq(s->ftp.n, 0);
	ck_assert_uint_eq(s->header_timeout_ms, 1000);
	ck_assert_uint_eq(s->keepalive_timeout_ms, 2000);
	ck_assert_uint_eq(s->send_timeout_ms, 3000);
	ck_assert_uint_eq(s->idle_timeout_ms, 4000);
	ck_assert_uint_eq(s->data_timeout_ms, 5000);
	ck_assert_uint_eq(s->passive_ports.last, 2001);
	ck_assert_uint_eq(s->passive_address, 0x0a000001);
	ck_assert_uint_eq(s->max_sessions, 7);
	ck_assert_uint_eq(s->max_transfers, 5);
	ck_assert(s->is_private);
#ifdef HAVE_OPENSSL
	ck_assert_uint_eq(endpoint_port(&s->https.at[0]), 443);
	ck_assert_str_eq(s->certificate, "/etc/c.pem");
	ck_assert_str_eq(s->key, "/etc/k.pem");
#endif
	ck_assert(s->has_precompressed);
	ck_assert(s->logs_json);
	ck_assert_uint_eq(s->access.root.n, 2);
	ck_assert_uint_eq(s->access.n, 2);
	ck_assert_str_eq(s->access.rules[0].path, "ks/x");
	ck_assert(s->access.rules[0].is_set);
	ck_assert_uint_eq(s->access.rules[0].n, 0);
	ck_assert_uint_eq(s->access.rules[1].n, 1);
	repod_config_free(s);
}
END_TEST

static const char *const broken[] = {
	"[repod]\nhttp = eighty\n",
	"[repod]\nftp = 80,\n\n[repod\n",
	"[repod]\nroot = relative\n",
	"[repod]\nmax-sessions = 0\n",
	"[repod]\nmax-transfers = 0\n",
	"[repod]\nmax-transfers = 100001\n",
	"[repod]\nmax-sessions = 100001\n",
	"[repod]\npassive-ports = 21\n",
	"[repod]\nidle-timeout = soon\n",
	"[repod]\nprivate = perhaps\n",
	"[repod]\nhtp = 80\n",
	"[repod]\nallow = everybody\n",
	"[repod]\nhttps = x\n",
	"[repod]\nkey = k.pem\n",
	"[repod]\nlog-format = xml\n",
	"[repod]\nallow =\n",
	"[repod]\nallow = 10.0.0.1/8\n",
	"[path]\nallow = all\n",
	"[path /]\nallow = all\n",
	"[path ks]\nallow = all\n[path /ks/]\nallow = none\n",
	"[path 0123456789012345678901234567890123456789012345678]\n",
};

/* At each maximum, and one more. */
START_TEST(bounds_the_networks_and_the_paths)
{
	static char text[16384];
	int verdict;

	for (int extra = 0; extra < 2; extra++) {
		struct writer list = writer_over(text, sizeof(text) - 1);

		writer_text(&list, "[repod]\nallow = 10.0.0.0");
		for (int i = 1; i < ACCESS_NETWORKS_MAX + extra; i++)
			writer_format(&list, ", 10.0.0.%d", i);
		writer_string(&list, "\n");
		repod_config_free(read_text(text, &verdict));
		ck_assert_int_eq(verdict, extra);
		list = writer_over(text, sizeof(text) - 1);
		for (int i = 0; i < ACCESS_RULES_MAX + extra; i++)
			writer_format(&list, "[path %d]\nallow = all\n", i);
		writer_string(&list, "");
		repod_config_free(read_text(text, &verdict));
		ck_assert_int_eq(verdict, extra);
	}
}
END_TEST

START_TEST(refuses_what_does_not_fit)
{
	int verdict;

	repod_config_free(read_text(broken[_i], &verdict));
	ck_assert_msg(verdict == 1, "row %d: %s", _i, broken[_i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("repod_config");
	TCase *tests = tcase_create("repod_config");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, parses_where_to_listen, 0,
	    sizeof(listens) / sizeof(listens[0]));
	tcase_add_test(tests, listens_on_so_many_and_no_more);
	tcase_add_loop_test(tests, parses_a_range_of_ports, 0,
	    sizeof(ports) / sizeof(ports[0]));
	tcase_add_test(tests, serves_the_boot_tree_unless_told_otherwise);
	tcase_add_test(tests, refuses_to_serve_nothing);
	tcase_add_test(tests, wants_a_certificate_for_https);
	tcase_add_test(tests, reads_every_key);
	tcase_add_test(tests, bounds_the_networks_and_the_paths);
	tcase_add_loop_test(tests, refuses_what_does_not_fit, 0,
	    sizeof(broken) / sizeof(broken[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

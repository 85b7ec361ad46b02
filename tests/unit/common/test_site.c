/* SPDX-License-Identifier: ISC */
#include "common/site.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/common/capture.h"

static struct capture capture;

static const struct config_section sections[] = {
	{ .name = "site", .keys = site_keys },
	{ .name = NULL },
};

/* Read @text as a file into @site. Return: config_read()'s. */
static int
read_text(const char *text, struct site *site)
{
	FILE *file = tmpfile();
	char path[64];
	int r;

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fflush(file);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(file));
	r = config_read(path, sections, site);
	fclose(file);
	return r;
}

START_TEST(defaults)
{
	struct site site;

	ck_assert_int_eq(site_init(&site), 0);
	ck_assert_str_eq(site.root, "/var/lib/tftpboot");
	ck_assert_str_eq(site.state, "/var/lib/bootyard");
	ck_assert_ptr_null(site.user);
	ck_assert_uint_eq(site.interfaces.n, 0);
	ck_assert_uint_eq(site.server, 0);
	ck_assert_uint_eq(site.stop_timeout_ms, 10000);
	site_free(&site);
	ck_assert_ptr_null(site.root);
	site_free(&site);
}
END_TEST

START_TEST(every_key)
{
	struct site site;

	ck_assert_int_eq(site_init(&site), 0);
	ck_assert_int_eq(
	    read_text("[site]\nroot = /srv\nstate = /state\nuser = tftp\n"
		      "interface = eth0, eth1\nserver = 192.168.10.1\n"
		      "stop-timeout = 90s\n",
		&site),
	    0);
	ck_assert_str_eq(site.root, "/srv");
	ck_assert_str_eq(site.state, "/state");
	ck_assert_str_eq(site.user, "tftp");
	ck_assert_uint_eq(site.interfaces.n, 2);
	ck_assert_str_eq(site.interfaces.names[1], "eth1");
	ck_assert_uint_eq(site.server, 0xc0a80a01);
	ck_assert_uint_eq(site.stop_timeout_ms, 90000);
	site_free(&site);
}
END_TEST

START_TEST(folders_are_absolute)
{
	struct site site;

	ck_assert_int_eq(site_init(&site), 0);
	capture_begin(&capture);
	ck_assert_int_eq(read_text("[site]\nroot = srv\n", &site), 1);
	ck_assert_int_eq(read_text("[site]\nstate = srv\n", &site), 1);
	capture_end(&capture);
	site_free(&site);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("site");
	TCase *tcase = tcase_create("site");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, defaults);
	tcase_add_test(tcase, every_key);
	tcase_add_test(tcase, folders_are_absolute);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

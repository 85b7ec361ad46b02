/* SPDX-License-Identifier: ISC */
#include "common/check/check_url.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	bool is_url;
	enum check_scheme scheme;
	const char *host;
	unsigned port;
	const char *path;
	bool is_folder;
} rows[] = {
	{ "http://a/b", true, CHECK_HTTP, "a", 80, "b", false },
	{ "HTTP://a/b/", true, CHECK_HTTP, "a", 80, "b", true },
	{ "https://a:8443", true, CHECK_HTTPS, "a", 8443, "", true },
	{ "ftp://u:p@10.0.0.1/pub//x%20y", true, CHECK_FTP, "10.0.0.1", 21,
	    "pub/x y", false },
	{ "http://[2001:db8::1]:81/a/../b?c=/d#e", true, CHECK_HTTP,
	    "2001:db8::1", 81, "b", false },
	{ "http://a:/b", true, CHECK_HTTP, "a", 80, "b", false },
	{ "tftp://a/b", true, CHECK_TFTP, "a", 69, "b", false },
	{ "nfs:a:/b/c", true, CHECK_NFS, "a", 2049, "b/c", false },
	{ "nfs:vers=3:a:/b", true, CHECK_NFS, "a", 2049, "b", false },
	{ "nfs://a/b", true, CHECK_NFS, "a", 2049, "b", false },
	{ "http://a/%zz%4", true, CHECK_HTTP, "a", 80, "%zz%4", false },
	{ "http://a:99999/b", false, CHECK_HTTP, "", 0, "", false },
	{ "http://a:x/b", false, CHECK_HTTP, "", 0, "", false },
	{ "http://[::1/b", false, CHECK_HTTP, "", 0, "", false },
	{ "http://a/%00", false, CHECK_HTTP, "", 0, "", false },
	{ "http://a/$releasever", false, CHECK_HTTP, "", 0, "", false },
	{ "http://{{ ip }}/a", false, CHECK_HTTP, "", 0, "", false },
	{ "nfs:a", false, CHECK_HTTP, "", 0, "", false },
	{ "cdrom:/ks.cfg", false, CHECK_HTTP, "", 0, "", false },
	{ "/tmp/x", false, CHECK_HTTP, "", 0, "", false },
	{ "", false, CHECK_HTTP, "", 0, "", false },
};

START_TEST(parses)
{
	struct check_url url;

	ck_assert_int_eq(check_url_parse(rows[_i].text, &url), rows[_i].is_url);
	if (!rows[_i].is_url)
		return;
	ck_assert_int_eq(url.scheme, rows[_i].scheme);
	ck_assert_str_eq(url.host, rows[_i].host);
	ck_assert_uint_eq(url.port, rows[_i].port);
	ck_assert_str_eq(url.path, rows[_i].path);
	ck_assert_int_eq(url.is_folder, rows[_i].is_folder);
}
END_TEST

START_TEST(refuses_what_does_not_fit)
{
	char text[CHECK_HOST_MAX + 16];
	struct check_url url;

	memset(text, 'a', sizeof(text));
	memcpy(text, "http://", 7);
	text[7 + CHECK_HOST_MAX - 1] = '\0';
	ck_assert(check_url_parse(text, &url));
	text[7 + CHECK_HOST_MAX - 1] = 'a';
	text[7 + CHECK_HOST_MAX] = '\0';
	ck_assert(!check_url_parse(text, &url));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("check_url");
	TCase *tcase = tcase_create("check_url");
	SRunner *runner = srunner_create(suite);
	int n_failed;

	tcase_add_loop_test(tcase, parses, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, refuses_what_does_not_fit);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed != 0;
}

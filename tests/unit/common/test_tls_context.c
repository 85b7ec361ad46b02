/* SPDX-License-Identifier: ISC */
#include "common/tls_context.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/tls.h"
#include "tests/unit/common/capture.h"

static char folder[] = "/tmp/test_tls_context.XXXXXX";
static struct capture capture;

/* What comes of two files that OpenSSL's own program makes in the folder. */
static int
try_pair(const char *certificate, const char *key)
{
	char command[600], certificate_path[64], key_path[64];
	struct ssl_ctx_st *context = NULL;
	int r;

	snprintf(command, sizeof(command),
	    "cd %s && for n in a b; do openssl req -x509 -newkey ec -pkeyopt "
	    "ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test "
	    "-out $n.pem -keyout $n.key 2>/dev/null; done; echo no >no.pem",
	    folder);
	ck_assert_int_eq(system(command), 0);
	snprintf(certificate_path, sizeof(certificate_path), "%s/%s", folder,
	    certificate);
	snprintf(key_path, sizeof(key_path), "%s/%s", folder, key);
	log_open("repod", 0);
	capture_begin(&capture);
	r = tls_context_new(certificate_path, key_path, &context);
	capture_end(&capture);
	ck_assert_int_eq(context != NULL, r == 0);
	tls_context_free(context);
	return r;
}

static const struct {
	const char *certificate, *key;
	int want;
	const char *said;
} rows[] = {
	{ "a.pem", "a.key", 0, "" },
	{ "a.pem", "b.key", -EINVAL, "mismatch" },
	{ "none.pem", "a.key", -EINVAL, "/none.pem and key = " },
	{ "a.pem", "none.key", -EINVAL, "/none.key: " },
	{ "no.pem", "a.key", -EINVAL, "; want PEM" },
	{ "a.key", "a.pem", -EINVAL, "; want PEM" },
};

START_TEST(reads_a_pair)
{
	ck_assert_int_eq(
	    try_pair(rows[_i].certificate, rows[_i].key), rows[_i].want);
	ck_assert_ptr_nonnull(strstr(capture.text, rows[_i].said));
}
END_TEST

START_TEST(none_is_freed)
{
	tls_context_free(NULL);
}
END_TEST

static void
setup(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
teardown(void)
{
	char command[80];

	snprintf(command, sizeof(command), "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}

int
main(void)
{
	Suite *suite = suite_create("tls_context");
	TCase *tests = tcase_create("tls_context");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, setup, teardown);
	if (tls_is_built())
		tcase_add_loop_test(
		    tests, reads_a_pair, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, none_is_freed);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

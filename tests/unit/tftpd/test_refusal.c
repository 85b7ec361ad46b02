/* SPDX-License-Identifier: ISC */
#include "tftpd/refusal.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>

#include "tftpd/rewrite.h"

static const struct row {
	int error;
	enum tftp_error code;
	const char *outcome;
} rows[] = {
	{ -ENOENT, TFTP_ERROR_NOT_FOUND, "missing" },
	{ -ENOTDIR, TFTP_ERROR_NOT_FOUND, "missing" },
	{ -ENAMETOOLONG, TFTP_ERROR_NOT_FOUND, "missing" },
	{ -EACCES, TFTP_ERROR_ACCESS, "refused" },
	{ -EXDEV, TFTP_ERROR_ACCESS, "refused" },
	{ -ELOOP, TFTP_ERROR_ACCESS, "refused" },
	{ -EISDIR, TFTP_ERROR_ACCESS, "refused" },
	{ -EINVAL, TFTP_ERROR_ACCESS, "refused" },
	{ -EMFILE, TFTP_ERROR_OTHER, "failed" },
	{ -ENOMEM, TFTP_ERROR_OTHER, "failed" },
	{ -EIO, TFTP_ERROR_OTHER, "failed" },
	{ -ESTALE, TFTP_ERROR_OTHER, "failed" },
};

START_TEST(errors_have_codes)
{
	const struct row *row = &rows[_i];
	struct refusal refusal = refusal_for(row->error);

	ck_assert_msg(refusal.error == row->code, "errno %d: code %d",
	    -row->error, refusal.error);
	ck_assert_str_eq(refusal.outcome, row->outcome);
	ck_assert_str_ne(refusal.text, "");
}
END_TEST

static const struct row write_rows[] = {
	{ -EPERM, TFTP_ERROR_ACCESS, "refused" },
	{ -EACCES, TFTP_ERROR_ACCESS, "refused" },
	{ -ENOENT, TFTP_ERROR_ACCESS, "refused" },
	{ -ENAMETOOLONG, TFTP_ERROR_ACCESS, "refused" },
	{ -EXDEV, TFTP_ERROR_ACCESS, "refused" },
	{ -EEXIST, TFTP_ERROR_EXISTS, "refused" },
	{ -EFBIG, TFTP_ERROR_FULL, "refused" },
	{ -ENOSPC, TFTP_ERROR_FULL, "failed" },
	{ -EDQUOT, TFTP_ERROR_FULL, "failed" },
	{ -EMFILE, TFTP_ERROR_OTHER, "failed" },
	{ -EIO, TFTP_ERROR_OTHER, "failed" },
	{ -EOPNOTSUPP, TFTP_ERROR_OTHER, "failed" },
};

START_TEST(errors_of_writing_have_codes)
{
	const struct row *row = &write_rows[_i];
	struct refusal refusal = refusal_for_write(row->error);

	ck_assert_msg(refusal.error == row->code, "errno %d: code %d",
	    -row->error, refusal.error);
	ck_assert_str_eq(refusal.outcome, row->outcome);
}
END_TEST

START_TEST(rules_refuse)
{
	ck_assert_str_eq(refusal_by_rule(REWRITE_REFUSED, "no").text, "no");
	for (int verdict = REWRITE_REFUSED; verdict <= REWRITE_TOO_LONG;
	     verdict++) {
		struct refusal refusal = refusal_by_rule(verdict, "");

		ck_assert_int_eq(refusal.error, TFTP_ERROR_ACCESS);
		ck_assert_str_ne(refusal.text, "");
		ck_assert_str_ne(refusal_detail(verdict), "");
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("refusal");
	TCase *tests = tcase_create("refusal");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, errors_have_codes, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tests, errors_of_writing_have_codes, 0,
	    (int)(sizeof(write_rows) / sizeof(write_rows[0])));
	tcase_add_test(tests, rules_refuse);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/ftp_command.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct row {
	const char *line;
	int want;
	enum ftp_verb verb;
	const char *argument;
} rows[] = {
	{ "NOOP", 0, FTP_NOOP, "" },
	{ "noop", 0, FTP_NOOP, "" },
	{ "ReTr a", 0, FTP_RETR, "a" },
	{ "RETR ", 0, FTP_RETR, "" },
	{ "RETR  a ", 0, FTP_RETR, " a " },
	{ "CWD a b", 0, FTP_CWD, "a b" },
	{ "XPWD", 0, FTP_PWD, "" },
	{ "XCWD a", 0, FTP_CWD, "a" },
	{ "XCUP", 0, FTP_CDUP, "" },
	{ "XMKD a", 0, FTP_MKD, "a" },
	{ "XRMD a", 0, FTP_RMD, "a" },
	{ "ABOR", 0, FTP_ABOR, "" },
	{ "USER anonymous", 0, FTP_USER, "anonymous" },
	{ "GET / HTTP/1.1", 0, FTP_HTTP, "/ HTTP/1.1" },
	{ "options * HTTP/1.1", 0, FTP_HTTP, "* HTTP/1.1" },
	{ "PRI * HTTP/2.0", 0, FTP_HTTP, "* HTTP/2.0" },
	{ "", FTP_COMMAND_UNKNOWN, 0, NULL },
	{ " NOOP", FTP_COMMAND_UNKNOWN, 0, NULL },
	{ "NOO", FTP_COMMAND_UNKNOWN, 0, NULL },
	{ "NOOPS", FTP_COMMAND_UNKNOWN, 0, NULL },
	{ "NOOP\tx", FTP_COMMAND_UNKNOWN, 0, NULL },
	{ "XNOOP", FTP_COMMAND_UNKNOWN, 0, NULL },
	{ "\xff", FTP_COMMAND_UNKNOWN, 0, NULL },
};

START_TEST(parse)
{
	const struct row *row = &rows[_i];
	struct ftp_command command = { FTP_VERBS, NULL };
	int got = ftp_command_parse(row->line, &command);

	ck_assert_msg(got == row->want, "\"%s\": %d", row->line, got);
	if (got) {
		/* Outputs are touched only on success. */
		ck_assert_int_eq(command.verb, FTP_VERBS);
		ck_assert_ptr_null(command.argument);
		return;
	}
	ck_assert_msg(command.verb == row->verb &&
		strcmp(command.argument, row->argument) == 0,
	    "\"%s\": verb %d, \"%s\"", row->line, (int)command.verb,
	    command.argument);
}
END_TEST

START_TEST(every_verb_has_a_name)
{
	static const char *const names[] = { "ABOR", "ACCT", "ALLO", "APPE",
		"AUTH", "CDUP", "CLNT", "CWD", "DELE", "EPRT", "EPSV", "FEAT",
		"HELP", "GET", "LIST", "MDTM", "MKD", "MLSD", "MLST", "MODE",
		"NLST", "NOOP", "OPTS", "PASS", "PASV", "PORT", "PWD", "QUIT",
		"REIN", "REST", "RETR", "RMD", "RNFR", "RNTO", "SITE", "SIZE",
		"SMNT", "STAT", "STOR", "STOU", "STRU", "SYST", "TYPE",
		"USER" };
	struct ftp_command command;

	ck_assert_uint_eq(sizeof(names) / sizeof(names[0]), FTP_VERBS);
	for (unsigned i = 0; i < FTP_VERBS; i++) {
		ck_assert_int_eq(ftp_command_parse(names[i], &command), 0);
		ck_assert_uint_eq(command.verb, i);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_command");
	TCase *tcase = tcase_create("ftp_command");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, parse, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, every_verb_has_a_name);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "repod/check/kickstart_lines.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char told[1024];

static void
tell(void *owner, const struct kickstart_line *line)
{
	size_t len = strlen(told);

	(void)owner;
	snprintf(told + len, sizeof(told) - len, "%u %s %d %s\n", line->line,
	    line->what, (int)line->kind, line->value);
}

/* What is fetched, with its line and kind. */
static const struct {
	const char *text, *told;
} rows[] = {
	{ "url --url=http://h/7\n", "1 url --url 1 http://h/7\n" },
	{ "install\nurl --proxy=http://p --url \"http://h/7\" --noverifyssl\n",
	    "2 url --url 1 http://h/7\n" },
	{ "repo --name=a --baseurl=http://h/a\n",
	    "1 repo --baseurl 1 http://h/a\n" },
	{ "nfs --server=h --dir=/7\n", "1 nfs --server 1 nfs:h:/7\n" },
	{ "nfs --server=h --dir=7\n", "1 nfs --server 1 nfs:h:/7\n" },
	{ "nfs --server=h\n", "" },
	{ "liveimg --url=http://h/i\n", "1 liveimg --url 3 http://h/i\n" },
	{ "%include http://h/i\n", "1 %include 3 http://h/i\n" },
	{ "%ksappend http://h/i\n", "1 %include 3 http://h/i\n" },
	{ "%packages\nurl --url=http://h/7\n%include http://h/i\n%end\n"
	  "url --url=http://h/8\n",
	    "3 %include 3 http://h/i\n5 url --url 1 http://h/8\n" },
	{ "%post\nurl --url=http://h/7\n%include http://h/i\n%end\n", "" },
	{ "%pre --log=x\nrepo --baseurl=http://h/\n", "" },
	{ "# url --url=http://h/7\n#url --url=http://h/7\n", "" },
	{ "  url --url=http://h/7\r\n", "1 url --url 1 http://h/7\n" },
	{ "urls --url=http://h/7\nurl\n%include\n", "" },
	{ "", "" },
};

START_TEST(reads_what_is_fetched)
{
	told[0] = '\0';
	kickstart_lines_read(rows[_i].text, strlen(rows[_i].text), tell, NULL);
	ck_assert_str_eq(told, rows[_i].told);
}
END_TEST

static const struct {
	const char *text;
	bool is_one;
} kinds[] = {
	{ "rootpw --lock\nclearpart --all\n", true },
	{ "rootpw --lock\n%packages\n%end\n", true },
	{ "autopart\n", false },
	{ "# rootpw\n# clearpart\n", false },
	{ "d-i passwd/root-login boolean true\n", false },
	{ "", false },
};

START_TEST(knows_one)
{
	ck_assert_int_eq(
	    kickstart_lines_is_one(kinds[_i].text, strlen(kinds[_i].text)),
	    kinds[_i].is_one);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kickstart_lines");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(
	    tcase, reads_what_is_fetched, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(
	    tcase, knows_one, 0, sizeof(kinds) / sizeof(kinds[0]));
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

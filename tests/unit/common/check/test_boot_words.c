/* SPDX-License-Identifier: ISC */
#include "common/check/boot_words.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* What a command line has fetched: names and places. */
static const struct {
	const char *line;
	enum boot_word_kind kind;
	const char *name, *value; /* NULL: nothing */
} rows[] = {
	{ "ks=http://h/ks.cfg", BOOT_WORD_KICKSTART, "ks", "http://h/ks.cfg" },
	{ "quiet inst.ks=nfs:h:/ks/ ro", BOOT_WORD_KICKSTART, "inst.ks",
	    "nfs:h:/ks/" },
	{ "inst.repo=http://h/7", BOOT_WORD_TREE, "inst.repo", "http://h/7" },
	{ "method=ftp://h/6", BOOT_WORD_TREE, "method", "ftp://h/6" },
	{ "inst.addrepo=extra,http://h/e", BOOT_WORD_TREE, "inst.addrepo",
	    "http://h/e" },
	{ "inst.addrepo=http://h/e", BOOT_WORD_TREE, NULL, NULL },
	{ "inst.stage2=http://h/8", BOOT_WORD_STAGE2, "inst.stage2",
	    "http://h/8" },
	{ "root=live:http://h/s.img", BOOT_WORD_FILE, "root",
	    "http://h/s.img" },
	{ "root=/dev/sda1", BOOT_WORD_FILE, NULL, NULL },
	{ "url=http://h/p.cfg", BOOT_WORD_FILE, "url", "http://h/p.cfg" },
	{ "ds=nocloud-net;s=http://h/a/", BOOT_WORD_SEED, "ds", "http://h/a/" },
	{ "ds=nocloud;s=http://h/a/;h=x", BOOT_WORD_SEED, "ds", "http://h/a/" },
	{ "\"ds=nocloud;seedfrom=http://h/a/\"", BOOT_WORD_SEED, "ds",
	    "http://h/a/" },
	{ "ds=nocloud", BOOT_WORD_SEED, NULL, NULL },
	{ "ds=ec2;s=http://h/", BOOT_WORD_SEED, NULL, NULL },
	{ "autoyast=http://h/a.xml", BOOT_WORD_FILE, "autoyast",
	    "http://h/a.xml" },
	{ "install=http://h/sle", BOOT_WORD_FOLDER, "install", "http://h/sle" },
	{ "initrd=a.img,b.img", BOOT_WORD_INITRD, "initrd", "a.img,b.img" },
	{ "ks", BOOT_WORD_FILE, NULL, NULL },
	{ "ks=", BOOT_WORD_FILE, NULL, NULL },
	{ "xks=http://h/", BOOT_WORD_FILE, NULL, NULL },
	{ "ksdevice=eth0", BOOT_WORD_FILE, NULL, NULL },
	{ "=x = \"", BOOT_WORD_FILE, NULL, NULL },
	{ "", BOOT_WORD_FILE, NULL, NULL },
};

START_TEST(knows_what_is_fetched)
{
	struct http_span rest = { rows[_i].line, strlen(rows[_i].line) };
	struct boot_word word;

	ck_assert_int_eq(boot_words_next(&rest, &word), rows[_i].value != NULL);
	if (!rows[_i].value)
		return;
	ck_assert_int_eq(word.kind, rows[_i].kind);
	ck_assert_str_eq(word.name, rows[_i].name);
	ck_assert_str_eq(word.value, rows[_i].value);
	ck_assert(!boot_words_next(&rest, &word));
}
END_TEST

/* A word that is too long is passed over, and the next one is found. */
START_TEST(goes_on_behind_a_long_word)
{
	char line[CHECK_WORD_MAX + 32] = "ks=";
	struct http_span rest = { line, 0 };
	struct boot_word word;

	memset(line + 3, 'x', CHECK_WORD_MAX);
	memcpy(line + 3 + CHECK_WORD_MAX, " repo=a", sizeof(" repo=a"));
	rest.len = strlen(line);
	ck_assert(boot_words_next(&rest, &word));
	ck_assert_str_eq(word.name, "repo");
	ck_assert_str_eq(word.value, "a");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("boot_words");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(
	    tcase, knows_what_is_fetched, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, goes_on_behind_a_long_word);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

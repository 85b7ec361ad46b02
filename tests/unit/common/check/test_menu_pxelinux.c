/* SPDX-License-Identifier: ISC */
#include "common/check/menu_pxelinux.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/common/check/menu_trace.h"

static const struct {
	const char *text, *items;
} rows[] = {
	{ "", "" },
	{ "# KERNEL x\nDEFAULT a\nPROMPT 0\n", "" },
	{ "ui vesamenu.c32 other.cfg\n", "module 1:vesamenu.c32" },
	{ "label a\n kernel b\n append c initrd=d\nlabel e\r\nlinux f\n",
	    "entry 2:b 'c initrd=d'; entry 5:f" },
	{ "LABEL a\nAPPEND -\nKERNEL b\nINITRD c,d\n", "entry 3:b +4:c +4:d" },
	{ "APPEND g\nLABEL a\nLOCALBOOT 0\n", "entry 'g'" },
	{ "LABEL a\nCOM32 chain\nAPPEND hd0", "module 2:chain 'hd0'" },
	{ "LABEL a\nKERNEL x.C32", "module 2:x.C32" },
	{ "LABEL a\nTEXT HELP\nKERNEL no\nENDTEXT\nKERNEL b", "entry 5:b" },
	{ "MENU INCLUDE a.cfg\nINCLUDE b\nMENU TITLE KERNEL c",
	    "menu 1:a.cfg; menu 2:b" },
	{ "LABEL a\nKERNEL startrom.0", "loader 2:startrom.0" },
	{ "LABEL a\nKERNEL\nAPPEND", "entry ''" },
};

START_TEST(reads)
{
	struct menu_trace trace = { 0 };

	menu_pxelinux_read(
	    rows[_i].text, strlen(rows[_i].text), menu_trace_add, &trace);
	ck_assert_str_eq(trace.text, rows[_i].items);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("menu_pxelinux");
	TCase *tcase = tcase_create("menu_pxelinux");
	SRunner *runner = srunner_create(suite);
	int n_failed;

	tcase_add_loop_test(tcase, reads, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed != 0;
}

/* SPDX-License-Identifier: ISC */
#include "common/check/menu_grub.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/common/check/menu_trace.h"

static const struct {
	const char *text, *items;
} rows[] = {
	{ "", "" },
	{ "menuentry \"a b\" {\n linux /k ks=x\n initrd /i /j\n}\n",
	    "entry 2:/k +3:/i +3:/j 'ks=x'" },
	{ "menuentry a { linux /k; initrd /i; }\nmenuentry b { linuxefi /l }",
	    "entry 1:/k +1:/i; entry 2:/l" },
	{ "set a=b\nlinux /$a/${a} $c", "entry 2:/b/b '$c'" },
	{ "linux /$unknown/k", "" },
	{ "if [ $x = y ]; then set a=b; fi\nlinux /$a", "" },
	{ "menuentry a { set v=1; linux /$v; }\nmenuentry b { linux /$v; }",
	    "entry 1:/1" },
	{ "if [ -e /x ]; then\nconfigfile /x\nfi\nconfigfile /y", "menu 4:/y" },
	{ "menuentry a { search --file /x --set=root; linux /k; }\n"
	  "menuentry b { linux /k; }",
	    "entry 2:/k" },
	{ "set root=(hd0,1)\nlinux /k\nlinux (tftp)/l\nlinux (hd0)/m",
	    "entry 3:/l" },
	{ "linux (http,10.0.0.2:81)/k", "entry 1:http://10.0.0.2:81/k" },
	{ "set root='tftp,10.0.0.2'\nlinux k", "entry 2:tftp://10.0.0.2/k" },
	{ "linux /k ks=http://$net_default_server/x",
	    "entry 1:/k 'ks=http://10.0.0.1/x'" },
	{ "chainloader /a.efi", "loader 1:/a.efi" },
	{ "# linux /k\n}\n}}{", "" },
};

START_TEST(reads)
{
	struct menu_trace trace = { 0 };

	menu_grub_read(rows[_i].text, strlen(rows[_i].text), "10.0.0.1",
	    menu_trace_add, &trace);
	ck_assert_str_eq(trace.text, rows[_i].items);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("menu_grub");
	TCase *tcase = tcase_create("menu_grub");
	SRunner *runner = srunner_create(suite);
	int n_failed;

	tcase_add_loop_test(tcase, reads, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed != 0;
}

/* SPDX-License-Identifier: ISC */
#include "common/check/menu_ipxe.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/common/check/menu_trace.h"

static const struct {
	const char *text, *items;
} rows[] = {
	{ "#!ipxe\n", "" },
	{ "kernel k a=b\ninitrd i\nboot", "entry 1:k +2:i 'a=b'" },
	{ "kernel --name x k || goto y\ninitrd -n z i j || shell",
	    "entry 1:k +2:i" },
	{ "set b http://${next-server}/x\nkernel ${b}/k r=${b}",
	    "entry 2:http://10.0.0.1/x/k 'r=http://10.0.0.1/x'" },
	{ "kernel ${net0/mac}/k", "" },
	{ ":a\nset v 1\nkernel ${v}\n:b\nkernel ${v}", "entry 3:1" },
	{ "isset ${v} || set v 1\nkernel ${v}", "" },
	{ "set v 1\nisset ${v} || set v 2\nkernel ${v}", "entry 3:1" },
	{ "set v 1\niseq ${a} b && set v 2 ||\nkernel ${v}", "" },
	{ "iseq a b && kernel k", "" },
	{ "chain a.ipxe || goto b\nchain c.ipxe\nchain d.efi\nchain e",
	    "menu 2:c.ipxe; loader 3:d.efi" },
};

START_TEST(reads)
{
	struct menu_trace trace = { 0 };

	menu_ipxe_read(rows[_i].text, strlen(rows[_i].text), "10.0.0.1",
	    menu_trace_add, &trace);
	ck_assert_str_eq(trace.text, rows[_i].items);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("menu_ipxe");
	TCase *tcase = tcase_create("menu_ipxe");
	SRunner *runner = srunner_create(suite);
	int n_failed;

	tcase_add_loop_test(tcase, reads, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed != 0;
}

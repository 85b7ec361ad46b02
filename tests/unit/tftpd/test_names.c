/* SPDX-License-Identifier: ISC */
#include "tftpd/names.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct row {
	const char *root;
	const char *asked;
	const char *names[NAMES_MAX]; /* the first one is as asked */
} rows[] = {
	{ "/srv/tftp", "pxelinux.0", { "pxelinux.0" } },
	{ "/srv/tftp", "/grub/grub.cfg", { "/grub/grub.cfg" } },
	{ "/srv/tftp", "efi64//centos7.3/vmlinuz",
	    { "efi64//centos7.3/vmlinuz" } },
	{ "/srv/tftp", "/srv/tftp/pxelinux.0",
	    { "/srv/tftp/pxelinux.0", "/pxelinux.0" } },
	{ "/srv/tftp/", "/srv/tftp/pxelinux.0",
	    { "/srv/tftp/pxelinux.0", "/pxelinux.0" } },
	{ "/srv/tftp", "/srv/tftpboot/a", { "/srv/tftpboot/a" } },
	{ "/srv/tftp", "/srv/tftp", { "/srv/tftp" } },
	{ "/", "/a", { "/a" } },
	{ "/srv/tftp", "\\Boot\\BCD", { "\\Boot\\BCD", "/Boot/BCD" } },
	{ "/srv/tftp", "\\srv\\tftp\\a", { "\\srv\\tftp\\a", "/a" } },
	{ "/srv/tftp", "pxelinux.0\xff", { "pxelinux.0\xff", "pxelinux.0" } },
	{ "/srv/tftp", "Boot\\BCD \xff ",
	    { "Boot\\BCD \xff ", "Boot/BCD \xff ", "Boot/BCD" } },
	{ "/srv/tftp", "/srv/tftp/a\\b ",
	    { "/srv/tftp/a\\b ", "/a\\b ", "/a/b ", "/a/b" } },
	{ "/srv/tftp", " ", { " ", "" } },
	{ "/srv/tftp", "../etc/passwd", { "../etc/passwd" } },
};

START_TEST(names_are_tried)
{
	const struct row *row = &rows[_i];
	struct names names;
	size_t n = 0;

	names_of(row->root, row->asked, &names);
	while (n < NAMES_MAX && row->names[n])
		n++;
	ck_assert_msg(
	    names.n == n, "%s: %zu names, not %zu", row->asked, names.n, n);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(strcmp(names.name[i], row->names[i]) == 0,
		    "%s: %zu is %s", row->asked, i, names.name[i]);
}
END_TEST

START_TEST(the_longest_name)
{
	struct names names;
	char name[PATH_NAME_MAX + 1];

	memset(name, 'x', sizeof(name));
	name[PATH_NAME_MAX - 1] = '\0';
	names_of("/srv", name, &names);
	ck_assert_uint_eq(names.n, 1);
	ck_assert_str_eq(names.name[0], name);
	name[PATH_NAME_MAX - 1] = 'x';
	name[PATH_NAME_MAX] = '\0';
	names_of("/srv", name, &names);
	ck_assert_uint_eq(names.n, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("names");
	TCase *tests = tcase_create("names");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, names_are_tried, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, the_longest_name);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

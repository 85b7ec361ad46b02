/* SPDX-License-Identifier: ISC */
#include "tftpd/names.h"

#include <check.h>
#include <stdbool.h>
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
	{ "/srv/tftp", "\\srv\\tftp\\a",
	    { "\\srv\\tftp\\a", "/srv/tftp/a", "/a" } },
	{ "/srv/tftp", "\\srv\\tftp\\a\xff",
	    { "\\srv\\tftp\\a\xff", "/srv/tftp/a\xff", "/a\xff", "/a" } },
	{ "/a", "/a/a\\a ", { "/a/a\\a ", "/a\\a ", "/a/a ", "/a ", "/a" } },
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
		ck_assert_msg(strcmp(names.tried[i].text, row->names[i]) == 0,
		    "%s: %zu is %s", row->asked, i, names.tried[i].text);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg((names.tried[i].repair != NULL) == (i > 0),
		    "%s: %zu", row->asked, i);
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
	ck_assert_str_eq(names.tried[0].text, name);
	name[PATH_NAME_MAX - 1] = 'x';
	name[PATH_NAME_MAX] = '\0';
	names_of("/srv", name, &names);
	ck_assert_uint_eq(names.n, 0);
}
END_TEST

static const struct {
	const char *boot_file;
	const char *asked;
	const char *found; /* NULL: nothing else is meant */
} stages[] = {
	{ "efi/shimx64.efi", "grubx64.efi", "efi/grubx64.efi" },
	{ "efi/shimx64.efi", "/grubx64.efi", "efi/grubx64.efi" },
	{ "efi/shimx64.efi", "oader/revocations.efi", "efi/revocations.efi" },
	{ "efi/shimx64.efi", "efi/grubx64.efi", NULL },
	{ "/efi/a/shimx64.efi.signed", "MMX64.EFI", "/efi/a/MMX64.EFI" },
	{ "shimx64.efi", "x/grubx64.efi", "grubx64.efi" },
	{ "loader/shimx64.efi", "loader/\x90USB", "loader/grubx64.efi" },
	{ "loader/bootaa64.efi", "loader/\x01Onboard", "loader/grubaa64.efi" },
	{ "loader/BOOTIA32.EFI", "\xff", "loader/grubia32.efi" },
	{ "shim.efi", "\x7f", "grubx64.efi" },
	{ "efi/shimx64.efi", "grub.cfg", NULL },
	{ "efi/shimx64.efi", "efi/", NULL },
	{ "efi/shimx64.efi", "~x", NULL },
	{ "efi/shimx64.efi", " x", NULL },
};

START_TEST(second_stage_is_beside_the_first)
{
	char name[PATH_NAME_MAX] = "untouched";
	bool is_found =
	    names_of_second_stage(stages[_i].boot_file, stages[_i].asked, name);

	ck_assert_msg(is_found == (stages[_i].found != NULL), "row %d", _i);
	ck_assert_str_eq(
	    name, stages[_i].found ? stages[_i].found : "untouched");
}
END_TEST

START_TEST(the_longest_second_stage)
{
	char boot_file[PATH_NAME_MAX], name[PATH_NAME_MAX];

	/* A folder that leaves room for "a.efi" and its NUL, just so. */
	memset(boot_file, 'x', sizeof(boot_file));
	boot_file[PATH_NAME_MAX - 7] = '/';
	boot_file[PATH_NAME_MAX - 6] = '\0';
	ck_assert(names_of_second_stage(boot_file, "a.efi", name));
	ck_assert_uint_eq(strlen(name), PATH_NAME_MAX - 1);
	ck_assert(!names_of_second_stage(boot_file, "ab.efi", name));
}
END_TEST

static const struct {
	const char *name;
	bool is_boot_file;
} boot_files[] = {
	{ "efi/shimx64.efi", true },
	{ "BOOTX64.EFI", true },
	{ "a/shimx64.efi.signed", true },
	{ "efi/revocations.efi", false },
	{ "efi/shim_certificate_1.efi", false },
	{ "a.efi/pxelinux.0", false },
	{ "efi", false },
	{ "", false },
};

START_TEST(boot_files_are_known)
{
	ck_assert_msg(names_is_boot_file(boot_files[_i].name) ==
		boot_files[_i].is_boot_file,
	    "%s", boot_files[_i].name);
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
	tcase_add_loop_test(tests, second_stage_is_beside_the_first, 0,
	    (int)(sizeof(stages) / sizeof(stages[0])));
	tcase_add_test(tests, the_longest_second_stage);
	tcase_add_loop_test(tests, boot_files_are_known, 0,
	    (int)(sizeof(boot_files) / sizeof(boot_files[0])));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/treeinfo_boot.h"

#include <check.h>
#include <string.h>

static const char productmd[] = "[checksums]\r\n"
				"images/pxeboot/vmlinuz = sha256:00\r\n"
				"[general]\r\n"
				"arch = x86_64\r\n"
				"[images-xen]\r\n"
				"kernel = images/xen/vmlinuz\r\n"
				"[images-x86_64]\r\n"
				"boot.iso = images/boot.iso\r\n"
				"initrd = images/pxeboot/initrd.img\r\n"
				"kernel = images/pxeboot/vmlinuz\r\n"
				"[tree]\r\n"
				"arch = x86_64\r\n";

static const char old[] = "[general]\n"
			  "family = CentOS\n"
			  "arch = i386\n"
			  "[images-i386]\n"
			  "kernel =  a/k \n";

static const char of_another[] = "[tree]\narch = aarch64\n"
				 "[images-x86_64]\nkernel = k\n";

static const struct {
	const char *text, *what, *want;
} rows[] = {
	{ productmd, "kernel", "images/pxeboot/vmlinuz" },
	{ productmd, "initrd", "images/pxeboot/initrd.img" },
	{ old, "kernel", "a/k" },
	{ old, "initrd", NULL },
	{ of_another, "kernel", NULL },
	{ "", "kernel", NULL },
	{ "[images-]\nkernel = k\n", "kernel", NULL },
	{ "[tree]\narch = a\n[images-a]\nkernel =\n", "kernel", NULL },
	{ "arch = a\n[images-a]\nkernel = k\n", "kernel", NULL },
};

START_TEST(finds_the_files_of_its_architecture)
{
	char name[PATH_NAME_MAX] = "";
	bool found = treeinfo_boot_find(
	    rows[_i].text, strlen(rows[_i].text), rows[_i].what, name);

	ck_assert_int_eq(found, rows[_i].want != NULL);
	if (found)
		ck_assert_str_eq(name, rows[_i].want);
}
END_TEST

START_TEST(octets_and_long_names_are_none)
{
	static const char nul[] = "[tree]\narch = a\n[images-a]\nkernel = k\0x";
	char text[PATH_NAME_MAX + 64] = "[tree]\narch = a\n[images-a]\nkernel=";
	char name[PATH_NAME_MAX];
	size_t len = strlen(text);

	ck_assert(!treeinfo_boot_find(nul, sizeof(nul) - 1, "kernel", name));
	memset(text + len, 'k', PATH_NAME_MAX);
	ck_assert(
	    !treeinfo_boot_find(text, len + PATH_NAME_MAX, "kernel", name));
	ck_assert(
	    treeinfo_boot_find(text, len + PATH_NAME_MAX - 1, "kernel", name));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("treeinfo_boot");
	TCase *tests = tcase_create("treeinfo_boot");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, finds_the_files_of_its_architecture, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, octets_and_long_names_are_none);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}

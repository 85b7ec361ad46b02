/* SPDX-License-Identifier: ISC */
#include "repod/repository.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text, *section, *key, *value;
} values[] = {
	{ "[a]\nx = 1\n[b]\nx = 2\n", "b", "x", "2" },
	{ "[a]\nx = 1\n[b]\ny = 2\n", "b", "x", "" },
	{ "x = 1\n[a]\n X =  1 2 \r\n", "a", "x", "1 2" },
	{ "[A]\nx=1", "a", "x", "1" },
	{ "[a\nx=1", "a", "x", "" },
	{ "[a]\nx\nx=\n", "a", "x", "" },
	{ "[]\nx=1\n[a]", "a", "x", "" },
	{ "[", "a", "x", "" },
	{ "", "a", "x", "" },
	{ "Origin: Debian\nVersion: 12.5\n", NULL, "version", "12.5" },
	{ "Date: Sat, 10:07:36 UTC\n", NULL, "Date", "Sat, 10:07:36 UTC" },
	{ "MD5Sum:\n 0123 4 main/x\nCodename: a\n", NULL, "Codename", "a" },
};

START_TEST(finds_a_value)
{
	char out[REPOSITORY_TEXT_MAX];
	bool found = repository_value(values[_i].text, strlen(values[_i].text),
	    values[_i].section, values[_i].key, out);

	ck_assert_str_eq(out, values[_i].value);
	ck_assert_int_eq(found, values[_i].value[0] != '\0');
}
END_TEST

START_TEST(cuts_a_value_that_is_too_long)
{
	char text[REPOSITORY_TEXT_MAX + 2], out[REPOSITORY_TEXT_MAX];

	memset(text, 'v', sizeof(text));
	text[0] = 'k';
	text[1] = ':';
	ck_assert(repository_value(text, sizeof(text) - 1, NULL, "k", out));
	ck_assert_uint_eq(strlen(out), REPOSITORY_TEXT_MAX - 1);
	ck_assert(repository_value(text, sizeof(text), NULL, "k", out));
	ck_assert_uint_eq(strlen(out), REPOSITORY_TEXT_MAX - 1);
}
END_TEST

/* CentOS 7, and Fedora since productmd */
static const struct {
	const char *text, *name, *version, *architecture;
} trees[] = {
	{ "[general]\nname = CentOS-7\nfamily = CentOS\nversion = 7\n"
	  "arch = x86_64\n",
	    "CentOS", "7", "x86_64" },
	{ "[general]\narch = aarch64\nfamily = Fedora\nversion = 39\n"
	  "[header]\nversion = 1.2\n[release]\nname = Fedora Linux\n"
	  "version = 40\n[tree]\narch = x86_64\n",
	    "Fedora Linux", "40", "x86_64" },
	{ "[general]\nname = Lab", "Lab", "", "" },
	{ "", "", "", "" },
};

START_TEST(reads_treeinfo)
{
	struct repository repository = { 0 };

	repository_read_treeinfo(
	    trees[_i].text, strlen(trees[_i].text), &repository);
	ck_assert(repository.is_tree);
	ck_assert_str_eq(repository.name, trees[_i].name);
	ck_assert_str_eq(repository.version, trees[_i].version);
	ck_assert_str_eq(repository.architecture, trees[_i].architecture);
}
END_TEST

static const char release[] =
    "Origin: Debian\nLabel: Debian\nSuite: stable\nVersion: 12.5\n"
    "Codename: bookworm\nArchitectures: all amd64\n"
    "Components: main contrib\nMD5Sum:\n 12 34 main/Release\n";

START_TEST(reads_a_release)
{
	struct repository repository = { 0 };

	repository_read_release(
	    release, sizeof(release) - 1, false, &repository);
	ck_assert(repository_has_packages(&repository));
	ck_assert_str_eq(repository.name, "Debian");
	ck_assert_str_eq(repository.version, "12.5");
	ck_assert_str_eq(repository.architecture, "all amd64");
	ck_assert_str_eq(repository.suites[0].codename, "bookworm");
	ck_assert_str_eq(repository.suites[0].components, "main contrib");
	repository = (struct repository){ 0 };
	repository_read_release(
	    "Suite: sid\nLabel: L\n", 20, false, &repository);
	ck_assert_str_eq(repository.suites[0].codename, "sid");
	ck_assert_str_eq(repository.name, "L");
	repository = (struct repository){ 0 };
	repository_read_release(
	    release, sizeof(release) - 1, true, &repository);
	ck_assert_str_eq(repository.suites[0].codename, "./");
	ck_assert_str_eq(repository.suites[0].components, "");
}
END_TEST

START_TEST(bounds_the_suites)
{
	struct repository repository = { 0 };

	for (int i = 0; i <= REPOSITORY_SUITES_MAX; i++)
		repository_read_release(
		    release, sizeof(release) - 1, false, &repository);
	ck_assert_uint_eq(repository.n_suites, REPOSITORY_SUITES_MAX);
}
END_TEST

static const struct {
	const char *text, *name, *version, *architecture;
} disks[] = {
	{ "Debian GNU/Linux 12.5.0 \"Bookworm\" - Official amd64 NETINST with "
	  "firmware 20240210-11:27\n",
	    "Debian GNU/Linux", "12.5.0", "amd64" },
	{ "Ubuntu-Server 22.04.3 LTS \"Jammy Jellyfish\" - Release amd64 "
	  "(20230810)",
	    "Ubuntu-Server", "22.04.3", "amd64" },
	{ "A disk of ours", "A disk of ours", "", "" },
	{ "7", "", "7", "" },
	{ "", "", "", "" },
};

START_TEST(reads_disk_info)
{
	struct repository repository = { 0 };

	repository_read_disk_info(
	    disks[_i].text, strlen(disks[_i].text), &repository);
	ck_assert(repository.is_disk);
	ck_assert(!repository_has_packages(&repository));
	ck_assert_str_eq(repository.name, disks[_i].name);
	ck_assert_str_eq(repository.version, disks[_i].version);
	ck_assert_str_eq(repository.architecture, disks[_i].architecture);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("repository");
	TCase *tests = tcase_create("repository");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, finds_a_value, 0, sizeof(values) / sizeof(values[0]));
	tcase_add_test(tests, cuts_a_value_that_is_too_long);
	tcase_add_loop_test(
	    tests, reads_treeinfo, 0, sizeof(trees) / sizeof(trees[0]));
	tcase_add_test(tests, reads_a_release);
	tcase_add_test(tests, bounds_the_suites);
	tcase_add_loop_test(
	    tests, reads_disk_info, 0, sizeof(disks) / sizeof(disks[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

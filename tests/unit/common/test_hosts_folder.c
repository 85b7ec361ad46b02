/* SPDX-License-Identifier: ISC */
#include "common/hosts_folder.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/common/capture.h"

static char path[] = "/tmp/test_hosts_folder.XXXXXX";
static struct capture capture;

static void
set_up(void)
{
	ck_assert_ptr_nonnull(mkdtemp(path));
	ck_assert_int_eq(chdir(path), 0);
}

static void
tear_down(void)
{
	static const char *const names[] = { "a.ini", "b.ini", "lab.ethers",
		"hosts", "README", "pipe.ini", NULL };

	for (const char *const *name = names; *name; name++)
		remove(*name);
	ck_assert_int_eq(chdir("/"), 0);
	rmdir(path);
}

static void
put(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static struct hosts_folder *
folder_new(const char *name)
{
	struct hosts_folder *folder;

	capture_begin(&capture);
	folder = hosts_folder_new(name);
	capture_end(&capture);
	ck_assert_ptr_nonnull(folder);
	return folder;
}

/* Who is known by 52:54:00:00:00:<last>. */
static const char *
who(struct hosts_folder *folder, uint8_t last, uint64_t now_ms)
{
	const uint8_t mac[MAC_LEN] = { 0x52, 0x54, 0, 0, 0, last };
	const struct host *host;

	capture_begin(&capture);
	host = hosts_find(hosts_folder_table(folder, now_ms), mac, MAC_LEN);
	capture_end(&capture);
	return host ? host->name : "";
}

START_TEST(reads_files_of_each_kind)
{
	struct hosts_folder *folder;

	put("a.ini", "mac = 52:54:00:00:00:01\nvar.x = 1\n");
	put("lab.ethers", "nonsense\n52:54:0:0:0:2 two\n");
	put("README", "mac = 52:54:00:00:00:03\n");
	put("b.ini", "mac = 52:54:00:00:00:04\nnonsense\n");
	ck_assert_int_eq(mkfifo("pipe.ini", 0600), 0);
	folder = folder_new(path);
	ck_assert_ptr_nonnull(strstr(capture.text, "b.ini:2: "));
	ck_assert_ptr_nonnull(strstr(capture.text, "pipe.ini: "));
	ck_assert_str_eq(who(folder, 1, 0), "a");
	ck_assert_str_eq(who(folder, 2, 0), "two");
	ck_assert_str_eq(who(folder, 3, 0), "");
	ck_assert_str_eq(who(folder, 4, 0), "");
	hosts_folder_free(folder);
}
END_TEST

START_TEST(sees_changes)
{
	struct hosts_folder *folder = folder_new(path);

	ck_assert_str_eq(who(folder, 1, 0), "");
	put("a.ini", "mac = 52:54:00:00:00:01\n");
	ck_assert_str_eq(who(folder, 1, 0), "a");
	put("a.ini", "mac = 52:54:00:00:00:02\n");
	ck_assert_str_eq(who(folder, 1, 0), "");
	ck_assert_str_eq(who(folder, 2, 0), "a");
	ck_assert_int_eq(rename("a.ini", "b.ini"), 0);
	ck_assert_str_eq(who(folder, 2, 0), "b");
	ck_assert_int_eq(unlink("b.ini"), 0);
	ck_assert_str_eq(who(folder, 2, 0), "");
	hosts_folder_free(folder);
}
END_TEST

START_TEST(looks_for_a_folder_that_is_gone)
{
	struct hosts_folder *folder;
	char other[64];

	put("a.ini", "mac = 52:54:00:00:00:01\n");
	folder = folder_new(path);
	snprintf(other, sizeof(other), "%s.old", path);
	ck_assert_int_eq(rename(path, other), 0);
	/* its hosts stay */
	ck_assert_str_eq(who(folder, 1, 5000), "a");
	ck_assert_ptr_nonnull(strstr(capture.text, "looked for again"));
	ck_assert_str_eq(who(folder, 1, 5000 + HOSTS_FOLDER_RETRY_MS - 1), "a");
	ck_assert_str_eq(capture.text, "");
	ck_assert_int_eq(rename(other, path), 0);
	put("a.ini", "mac = 52:54:00:00:00:02\n");
	ck_assert_str_eq(who(folder, 2, 5000 + HOSTS_FOLDER_RETRY_MS), "a");
	hosts_folder_free(folder);
}
END_TEST

START_TEST(takes_a_file_alone)
{
	struct hosts_folder *folder;
	char name[64];

	put("hosts", "52:54:00:00:00:01 one\n");
	put("a.ini", "mac = 52:54:00:00:00:02\n");
	snprintf(name, sizeof(name), "%s/hosts", path);
	folder = folder_new(name);
	ck_assert_str_eq(who(folder, 1, 0), "one");
	ck_assert_str_eq(who(folder, 2, 0), "");
	put("hosts", "52:54:00:00:00:01 uno\n");
	ck_assert_str_eq(who(folder, 1, 0), "uno");
	hosts_folder_free(folder);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hosts_folder");
	TCase *tests = tcase_create("hosts_folder");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, reads_files_of_each_kind);
	tcase_add_test(tests, sees_changes);
	tcase_add_test(tests, looks_for_a_folder_that_is_gone);
	tcase_add_test(tests, takes_a_file_alone);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

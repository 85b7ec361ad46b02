/* SPDX-License-Identifier: ISC */
#include "common/privileges.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/common/capture.h"

/* A child drops its privileges and hands back what /proc says of it then. As
 * another user than root the tests of root's part have nothing to show. */

static struct capture capture;

struct report {
	int result;
	char status[4096];
};

static void
read_status(char *status, size_t size)
{
	int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? 0 : read(fd, status, size - 1);

	status[len > 0 ? len : 0] = '\0';
	if (fd >= 0)
		close(fd);
}

/* Run privileges_drop() in a child that is @uid first. */
static void
drop_in_child(
    const char *user, uint64_t capabilities, uid_t uid, struct report *report)
{
	int ends[2], status;
	pid_t child;

	ck_assert_int_eq(pipe(ends), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		gid_t groups[] = { 1, 2 };

		memset(report, 0, sizeof(*report));
		if (geteuid() == 0 && setgroups(2, groups) < 0)
			_exit(1);
		if (uid != 0 && setresuid(uid, uid, uid) < 0)
			_exit(1);
		report->result = privileges_drop(user, capabilities);
		read_status(report->status, sizeof(report->status));
		_exit(
		    write(ends[1], report, sizeof(*report)) != sizeof(*report));
	}
	close(ends[1]);
	ck_assert_int_eq(
	    read(ends[0], report, sizeof(*report)), sizeof(*report));
	close(ends[0]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
}

/* The value of @field in /proc/self/status. */
static const char *
field(const struct report *report, const char *name)
{
	static char value[256];
	const char *at = strstr(report->status, name);

	ck_assert_msg(at != NULL, "%s in '%s'", name, report->status);
	at += strlen(name);
	at += strspn(at, ":\t ");
	snprintf(value, sizeof(value), "%.*s", (int)strcspn(at, "\n"), at);
	return value;
}

START_TEST(nothing_is_left_of_root)
{
	const struct passwd *nobody = getpwnam("nobody");
	struct report report;
	char ids[64];

	if (geteuid() != 0)
		return;
	ck_assert_ptr_nonnull(nobody);
	drop_in_child("nobody", 0, 0, &report);
	ck_assert_int_eq(report.result, 0);
	snprintf(ids, sizeof(ids), "%u\t%u\t%u\t%u", nobody->pw_uid,
	    nobody->pw_uid, nobody->pw_uid, nobody->pw_uid);
	ck_assert_str_eq(field(&report, "\nUid"), ids);
	snprintf(ids, sizeof(ids), "%u\t%u\t%u\t%u", nobody->pw_gid,
	    nobody->pw_gid, nobody->pw_gid, nobody->pw_gid);
	ck_assert_str_eq(field(&report, "\nGid"), ids);
	ck_assert_str_eq(field(&report, "\nGroups"), "");
	ck_assert_str_eq(field(&report, "\nCapInh"), "0000000000000000");
	ck_assert_str_eq(field(&report, "\nCapPrm"), "0000000000000000");
	ck_assert_str_eq(field(&report, "\nCapEff"), "0000000000000000");
	ck_assert_str_eq(field(&report, "\nCapBnd"), "0000000000000000");
	ck_assert_str_eq(field(&report, "\nCapAmb"), "0000000000000000");
	ck_assert_str_eq(field(&report, "\nNoNewPrivs"), "1");
}
END_TEST

START_TEST(the_capabilities_named_stay)
{
	struct report report;

	if (geteuid() != 0)
		return;
	drop_in_child("nobody",
	    UINT64_C(1) << CAP_NET_RAW | UINT64_C(1) << CAP_WAKE_ALARM, 0,
	    &report);
	ck_assert_int_eq(report.result, 0);
	/* Bits 13 and 35: one in each half of what capset takes. */
	ck_assert_str_eq(field(&report, "\nCapPrm"), "0000000800002000");
	ck_assert_str_eq(field(&report, "\nCapEff"), "0000000800002000");
	ck_assert_str_eq(field(&report, "\nCapBnd"), "0000000800002000");
	ck_assert_str_eq(field(&report, "\nCapInh"), "0000000000000000");
	ck_assert_str_eq(field(&report, "\nNoNewPrivs"), "1");
}
END_TEST

START_TEST(without_a_name_bootyard_or_nobody)
{
	const struct passwd *account = getpwnam("bootyard");
	struct report report;
	char uid[16];

	if (geteuid() != 0)
		return;
	if (!account)
		account = getpwnam("nobody");
	ck_assert_ptr_nonnull(account);
	snprintf(uid, sizeof(uid), "%u\t", account->pw_uid);
	drop_in_child(NULL, 0, 0, &report);
	ck_assert_int_eq(report.result, 0);
	ck_assert_int_eq(strncmp(field(&report, "\nUid"), uid, strlen(uid)), 0);
}
END_TEST

START_TEST(who_is_not_root_stays_who_it_is)
{
	struct report report;

	drop_in_child("no-such-account", 0, 4711, &report);
	ck_assert_int_eq(report.result, 0);
	ck_assert_str_eq(field(&report, "\nUid"), "4711\t4711\t4711\t4711");
	ck_assert_str_eq(field(&report, "\nNoNewPrivs"), "1");
}
END_TEST

START_TEST(an_account_that_is_missing)
{
	struct report report;

	if (geteuid() != 0)
		return;
	capture_begin(&capture);
	drop_in_child("no-such-account", 0, 0, &report);
	capture_end(&capture);
	ck_assert_int_eq(report.result, -ENOENT);
	ck_assert_ptr_nonnull(strstr(capture.text,
	    "user no-such-account: no such account; create it, or name "
	    "another as user in [site]\n"));
}
END_TEST

START_TEST(a_folder_of_its_own)
{
	const struct passwd *nobody = getpwnam("nobody");
	char folder[] = "/tmp/test_privileges.XXXXXX", own[64];
	struct stat st;

	if (geteuid() != 0)
		return;
	ck_assert_ptr_nonnull(nobody);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(own, sizeof(own), "%s/own", folder);

	/* A wrong account leaves nothing behind that the right one could not
	 * write into. */
	ck_assert_int_eq(
	    privileges_own_folder(own, "no-such-account"), -ENOENT);
	ck_assert_int_eq(stat(own, &st), -1);

	ck_assert_int_eq(privileges_own_folder(own, "nobody"), 0);
	ck_assert_int_eq(stat(own, &st), 0);
	ck_assert_uint_eq(st.st_uid, nobody->pw_uid);
	ck_assert_uint_eq(st.st_gid, nobody->pw_gid);
	ck_assert_uint_eq(st.st_mode, S_IFDIR | 0755);

	/* One that was there keeps its owner. */
	ck_assert_int_eq(chown(own, 4711, 4711), 0);
	ck_assert_int_eq(privileges_own_folder(own, "nobody"), 0);
	ck_assert_int_eq(stat(own, &st), 0);
	ck_assert_uint_eq(st.st_uid, 4711);

	snprintf(own, sizeof(own), "%s/missing/own", folder);
	ck_assert_int_eq(privileges_own_folder(own, "nobody"), -ENOENT);
	snprintf(own, sizeof(own), "%s/own", folder);
	rmdir(own);
	rmdir(folder);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("privileges");
	TCase *tcase = tcase_create("privileges");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, nothing_is_left_of_root);
	tcase_add_test(tcase, the_capabilities_named_stay);
	tcase_add_test(tcase, without_a_name_bootyard_or_nobody);
	tcase_add_test(tcase, who_is_not_root_stays_who_it_is);
	tcase_add_test(tcase, an_account_that_is_missing);
	tcase_add_test(tcase, a_folder_of_its_own);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

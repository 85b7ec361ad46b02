/* SPDX-License-Identifier: ISC */
#include "dhcpd/surroundings.h"

#include <check.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/dhcp_message.h"

static struct surroundings surroundings;
static struct policy policy;
static char root[] = "/tmp/test_surroundings.XXXXXX";

/* What was seen is good for a while: a flood of requests does not read the
 * interfaces and the tree once each. */
START_TEST(looks_again_when_old)
{
	const struct {
		uint64_t now_ms, age_ms;
		bool is_new;
	} rows[] = { { 1, 5000, true }, { 2, 5000, false },
		{ 5000, 5000, false }, { 5001, 5000, true },
		{ 6000, 1000, false }, { 6001, 1000, true },
		{ 6001, 0, true } };

	surroundings.looked_ms = 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(
		    surroundings_look(&surroundings, root, &policy,
			rows[i].now_ms, rows[i].age_ms) == rows[i].is_new,
		    "row %zu", i);
}
END_TEST

/* An unknown number makes it look again, once a second; a file that came into
 * the tree is seen with it. */
START_TEST(looks_again_for_what_it_missed)
{
	const unsigned nobody = 1u << 30;
	char path[64];
	int fd;

	surroundings.looked_ms = 0;
	ck_assert_ptr_null(
	    surroundings_interface(&surroundings, root, &policy, 1000, nobody));
	ck_assert_ptr_null(policy.boot_files[CLASS_BIOS][0]);
	snprintf(path, sizeof(path), "%s/pxelinux.0", root);
	fd = open(path, O_WRONLY | O_CREAT, 0644);
	ck_assert_int_ge(fd, 0);
	close(fd);
	surroundings_interface(&surroundings, root, &policy, 1999, nobody);
	ck_assert_ptr_null(policy.boot_files[CLASS_BIOS][0]);
	surroundings_interface(&surroundings, root, &policy, 2000, nobody);
	ck_assert_str_eq(policy.boot_files[CLASS_BIOS][0], "pxelinux.0");
	unlink(path);
}
END_TEST

static void
make_root(void)
{
	ck_assert_ptr_nonnull(mkdtemp(root));
}

static void
remove_root(void)
{
	rmdir(root);
}

TEST_MAIN(
    "surroundings", tcase_add_unchecked_fixture(tests, make_root, remove_root);
    tcase_add_test(tests, looks_again_when_old);
    tcase_add_test(tests, looks_again_for_what_it_missed);)

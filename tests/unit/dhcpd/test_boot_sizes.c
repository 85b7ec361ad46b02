/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_sizes.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

static struct boot_sizes sizes;

static const char *
numbered(unsigned number)
{
	static char name[16];

	snprintf(name, sizeof(name), "%u.efi", number);
	return name;
}

/* Who is the first to ask for a file is told nothing, and whoever looks next
 * knows what was asked for. */
START_TEST(missed_once)
{
	sizes = (struct boot_sizes){ 0 };
	ck_assert_uint_eq(boot_sizes_find(&sizes, "a"), 0);
	ck_assert(sizes.is_missed);
	ck_assert_uint_eq(sizes.n, 1);
	ck_assert_str_eq(sizes.list[0].name, "a");
	sizes.is_missed = false;
	/* A file that is not there is no news the second time. */
	ck_assert_uint_eq(boot_sizes_find(&sizes, "a"), 0);
	ck_assert(!sizes.is_missed);
	boot_sizes_set(&sizes, "a", 513);
	ck_assert_uint_eq(boot_sizes_find(&sizes, "a"), 513);
	boot_sizes_set(&sizes, "b", 7);
	ck_assert_uint_eq(boot_sizes_find(&sizes, "b"), 7);
	ck_assert_uint_eq(boot_sizes_find(&sizes, "a"), 513);
	ck_assert(!sizes.is_missed);
	ck_assert_uint_eq(sizes.n, 2);
}
END_TEST

/* As many as there is room for, and one more. */
START_TEST(the_oldest_gives_way)
{
	sizes = (struct boot_sizes){ 0 };
	for (unsigned i = 0; i < BOOT_SIZES_MAX; i++)
		boot_sizes_set(&sizes, numbered(i), i + 1);
	for (unsigned i = 0; i < BOOT_SIZES_MAX; i++)
		ck_assert_uint_eq(boot_sizes_find(&sizes, numbered(i)), i + 1);
	for (unsigned i = BOOT_SIZES_MAX; i < 3 * BOOT_SIZES_MAX; i++) {
		ck_assert_uint_eq(boot_sizes_find(&sizes, numbered(i)), 0);
		boot_sizes_set(&sizes, numbered(i), i + 1);
		ck_assert_uint_eq(sizes.n, BOOT_SIZES_MAX);
		for (unsigned k = i - BOOT_SIZES_MAX + 1; k <= i; k++)
			ck_assert_uint_eq(
			    boot_sizes_find(&sizes, numbered(k)), k + 1);
	}
}
END_TEST

/* The header's `file` holds 127 octets; what is longer is no file of a tree. */
START_TEST(long_names)
{
	char name[BOOT_SIZES_NAME_MAX + 1];

	memset(name, 'n', sizeof(name));
	name[BOOT_SIZES_NAME_MAX] = '\0';
	sizes = (struct boot_sizes){ 0 };
	ck_assert_uint_eq(boot_sizes_find(&sizes, name), 0);
	ck_assert_uint_eq(sizes.n, 0);
	ck_assert(!sizes.is_missed);
	ck_assert_uint_eq(boot_sizes_find(&sizes, name + 1), 0);
	ck_assert_uint_eq(sizes.n, 1);
	ck_assert_str_eq(sizes.list[0].name, name + 1);
}
END_TEST

/* What was asked for while somebody looked is asked for still. */
START_TEST(taken)
{
	struct boot_sizes found;

	sizes = (struct boot_sizes){ 0 };
	boot_sizes_set(&sizes, "changed", 1);
	found = sizes;
	boot_sizes_set(&found, "changed", 2);
	boot_sizes_set(&found, "new", 3);
	boot_sizes_find(&sizes, "meanwhile");
	boot_sizes_take(&sizes, &found);
	ck_assert(sizes.is_missed);
	ck_assert_uint_eq(boot_sizes_find(&sizes, "changed"), 2);
	ck_assert_uint_eq(boot_sizes_find(&sizes, "new"), 3);
	ck_assert_uint_eq(sizes.n, 3);
}
END_TEST

TEST_MAIN("boot_sizes", tcase_add_test(tests, missed_once);
	  tcase_add_test(tests, the_oldest_gives_way);
	  tcase_add_test(tests, long_names); tcase_add_test(tests, taken);)

/* SPDX-License-Identifier: ISC */
#include "tftpd/last_boot.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct last_boot last_boot;

static union endpoint
client(uint32_t n)
{
	return endpoint_ipv4(0x0a000000 + n, (uint16_t)(2000 + n % 1000));
}

START_TEST(the_last_one_is_kept)
{
	union endpoint a = client(1), b = client(2), a_elsewhere = client(1);

	memset(&last_boot, 0, sizeof(last_boot));
	endpoint_set_port(&a_elsewhere, 7);
	ck_assert_ptr_null(last_boot_of(&last_boot, &a));
	last_boot_note(&last_boot, &a, "efi/shimx64.efi");
	ck_assert_str_eq(
	    last_boot_of(&last_boot, &a_elsewhere), "efi/shimx64.efi");
	ck_assert_ptr_null(last_boot_of(&last_boot, &b));
	last_boot_note(&last_boot, &a, "efi/grub.cfg");
	last_boot_note(&last_boot, &a, "efi/revocations.efi");
	ck_assert_str_eq(last_boot_of(&last_boot, &a), "efi/shimx64.efi");
	last_boot_note(&last_boot, &a_elsewhere, "x/ipxe.efi");
	ck_assert_str_eq(last_boot_of(&last_boot, &a), "x/ipxe.efi");
}
END_TEST

START_TEST(ipv6_clients_are_kept)
{
	union endpoint a, b;

	memset(&last_boot, 0, sizeof(last_boot));
	ck_assert(endpoint_parse("[2001:db8::1]:1", 0, &a));
	ck_assert(endpoint_parse("[2001:db8::2]:1", 0, &b));
	last_boot_note(&last_boot, &a, "a.efi");
	ck_assert_str_eq(last_boot_of(&last_boot, &a), "a.efi");
	ck_assert_ptr_null(last_boot_of(&last_boot, &b));
}
END_TEST

START_TEST(the_longest_name)
{
	union endpoint a = client(1);
	char name[LAST_BOOT_NAME_MAX + 1];

	memset(&last_boot, 0, sizeof(last_boot));
	memset(name, 'x', sizeof(name));
	memcpy(name + LAST_BOOT_NAME_MAX - 4, ".efi", 5);
	last_boot_note(&last_boot, &a, name);
	ck_assert_ptr_null(last_boot_of(&last_boot, &a));
	last_boot_note(&last_boot, &a, name + 1);
	ck_assert_str_eq(last_boot_of(&last_boot, &a), name + 1);
}
END_TEST

/* More clients than places: each finds its own file, or none. */
START_TEST(clients_push_each_other_out)
{
	char name[32];
	unsigned kept = 0;

	memset(&last_boot, 0, sizeof(last_boot));
	for (uint32_t i = 0; i < 2 * LAST_BOOT_CLIENTS_MAX; i++) {
		union endpoint one = client(i);

		snprintf(name, sizeof(name), "%u.efi", i);
		last_boot_note(&last_boot, &one, name);
	}
	for (uint32_t i = 0; i < 2 * LAST_BOOT_CLIENTS_MAX; i++) {
		union endpoint one = client(i);
		const char *file = last_boot_of(&last_boot, &one);

		snprintf(name, sizeof(name), "%u.efi", i);
		ck_assert(!file || strcmp(file, name) == 0);
		kept += file != NULL;
	}
	ck_assert_uint_ge(kept, LAST_BOOT_CLIENTS_MAX / 2);
	ck_assert_uint_le(kept, LAST_BOOT_CLIENTS_MAX);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("last_boot");
	TCase *tests = tcase_create("last_boot");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, the_last_one_is_kept);
	tcase_add_test(tests, ipv6_clients_are_kept);
	tcase_add_test(tests, the_longest_name);
	tcase_add_test(tests, clients_push_each_other_out);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

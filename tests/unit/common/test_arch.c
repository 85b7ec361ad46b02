/* SPDX-License-Identifier: ISC */
#include "common/arch.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

START_TEST(numbers_stand_in_order)
{
	for (uint16_t number = 0; number <= 41; number++)
		ck_assert_uint_eq(arch_find(number)->number, number);
	ck_assert_ptr_null(arch_find(42));
	ck_assert_ptr_null(arch_find(UINT16_MAX));
}
END_TEST

/* RFC 4578 and firmware disagree about 7 and 9 (xcat-core#7645). */
START_TEST(seven_and_nine_are_one)
{
	ck_assert_uint_eq(arch_find(7)->class, CLASS_X64_UEFI);
	ck_assert_uint_eq(arch_find(9)->class, CLASS_X64_UEFI);
	ck_assert_uint_eq(arch_find(16)->class, CLASS_X64_UEFI_HTTP);
	ck_assert_uint_eq(arch_find(17)->class, CLASS_X64_UEFI_HTTP);
	ck_assert(arch_find(16)->is_http && arch_find(16)->is_uefi);
	ck_assert(!arch_find(7)->is_http && arch_find(7)->is_uefi);
	ck_assert(!arch_find(0)->is_http && !arch_find(0)->is_uefi);
}
END_TEST

START_TEST(classes_of_a_row)
{
	ck_assert_uint_eq(arch_classes(arch_find(0)),
	    (uint64_t)1 << CLASS_BIOS | (uint64_t)1 << CLASS_ANY);
	ck_assert_uint_eq(arch_classes(arch_find(16)),
	    (uint64_t)1 << CLASS_X64_UEFI_HTTP | (uint64_t)1 << CLASS_HTTP |
		(uint64_t)1 << CLASS_UEFI | (uint64_t)1 << CLASS_ANY);
	ck_assert_uint_eq(arch_classes(arch_find(20)),
	    (uint64_t)1 << CLASS_BIOS_HTTP | (uint64_t)1 << CLASS_HTTP |
		(uint64_t)1 << CLASS_ANY);
}
END_TEST

START_TEST(class_names)
{
	const char *const *names = arch_class_names();
	int class;

	for (class = 0; names[class]; class ++) {
		ck_assert_int_eq(arch_class_by_name(names[class]), class);
		ck_assert_str_eq(
		    arch_class_name((enum arch_class) class), names[class]);
	}
	ck_assert_int_eq(class, CLASS_ANY);
	ck_assert_int_eq(arch_class_by_name("X64-UEFI"), CLASS_X64_UEFI);
	ck_assert_int_eq(arch_class_by_name("x64"), -1);
	ck_assert_int_eq(arch_class_by_name(""), -1);
	ck_assert_str_eq(arch_class_name(CLASS_ANY), "");
}
END_TEST

START_TEST(boot_files)
{
	ck_assert_str_eq(arch_boot_files(CLASS_BIOS)[0], "pxelinux.0");
	/* With Secure Boot, GRUB alone would be refused. */
	ck_assert_str_eq(arch_boot_files(CLASS_X64_UEFI)[0], "shimx64.efi");
	ck_assert_str_eq(arch_boot_files(CLASS_X64_UEFI)[1], "grubx64.efi");
	ck_assert_str_eq(arch_boot_files(CLASS_IPXE)[0], "boot.ipxe");
	ck_assert_ptr_null(arch_boot_files(CLASS_HTTP)[0]);
	ck_assert_ptr_null(arch_boot_files(CLASS_ANY)[0]);
}
END_TEST

START_TEST(ipxe_files)
{
	ck_assert(arch_is_ipxe_file("undionly.kpxe"));
	ck_assert(arch_is_ipxe_file("efi/IPXE.EFI"));
	ck_assert(!arch_is_ipxe_file("boot.ipxe"));
	ck_assert(!arch_is_ipxe_file("grubx64.efi"));
	ck_assert(!arch_is_ipxe_file(""));
}
END_TEST

TEST_MAIN("arch", tcase_add_test(tests, numbers_stand_in_order);
	  tcase_add_test(tests, seven_and_nine_are_one);
	  tcase_add_test(tests, classes_of_a_row);
	  tcase_add_test(tests, class_names); tcase_add_test(tests, boot_files);
	  tcase_add_test(tests, ipxe_files);)

/* SPDX-License-Identifier: ISC */
#include "common/arch.h"

#include <string.h>

#include "common/path.h"
#include "common/text.h"

/*
 * IANA, "Processor Architecture Types". RFC 4578 swapped 7 and 9 in print
 * (erratum 4625), and firmware of both readings exists: both are x64 UEFI
 * (xcat2/xcat-core#7645).
 */
static const struct arch archs[] = {
	{ 0, CLASS_BIOS, false, false },
	{ 1, CLASS_OTHER, false, false }, /* NEC PC98 */
	{ 2, CLASS_ITANIUM, true, false },
	{ 3, CLASS_OTHER, false, false }, /* DEC Alpha */
	{ 4, CLASS_OTHER, false, false }, /* Arc x86 */
	{ 5, CLASS_OTHER, false, false }, /* Intel Lean Client */
	{ 6, CLASS_X86_UEFI, true, false },
	{ 7, CLASS_X64_UEFI, true, false },
	{ 8, CLASS_OTHER, true, false }, /* EFI Xscale */
	{ 9, CLASS_X64_UEFI, true, false },
	{ 10, CLASS_ARM32_UEFI, true, false },
	{ 11, CLASS_ARM64_UEFI, true, false },
	{ 12, CLASS_PPC_OPEN_FIRMWARE, false, false },
	{ 13, CLASS_PPC_EPAPR, false, false },
	{ 14, CLASS_PPC_OPAL, false, false },
	{ 15, CLASS_X86_UEFI_HTTP, true, true },
	{ 16, CLASS_X64_UEFI_HTTP, true, true },
	{ 17, CLASS_X64_UEFI_HTTP, true, true }, /* as 7 and 9 */
	{ 18, CLASS_ARM32_UEFI_HTTP, true, true },
	{ 19, CLASS_ARM64_UEFI_HTTP, true, true },
	{ 20, CLASS_BIOS_HTTP, false, true },
	{ 21, CLASS_ARM32_UBOOT, false, false },
	{ 22, CLASS_ARM64_UBOOT, false, false },
	{ 23, CLASS_ARM32_UBOOT_HTTP, false, true },
	{ 24, CLASS_ARM64_UBOOT_HTTP, false, true },
	{ 25, CLASS_RISCV32_UEFI, true, false },
	{ 26, CLASS_RISCV32_UEFI_HTTP, true, true },
	{ 27, CLASS_RISCV64_UEFI, true, false },
	{ 28, CLASS_RISCV64_UEFI_HTTP, true, true },
	{ 29, CLASS_RISCV128_UEFI, true, false },
	{ 30, CLASS_RISCV128_UEFI_HTTP, true, true },
	{ 31, CLASS_S390, false, false },
	{ 32, CLASS_S390, false, false },
	{ 33, CLASS_MIPS32_UEFI, true, false },
	{ 34, CLASS_MIPS64_UEFI, true, false },
	{ 35, CLASS_SUNWAY32_UEFI, true, false },
	{ 36, CLASS_SUNWAY64_UEFI, true, false },
	{ 37, CLASS_LOONGARCH32_UEFI, true, false },
	{ 38, CLASS_LOONGARCH32_UEFI_HTTP, true, true },
	{ 39, CLASS_LOONGARCH64_UEFI, true, false },
	{ 40, CLASS_LOONGARCH64_UEFI_HTTP, true, true },
	{ 41, CLASS_RPI, false, false },
};

/* In step with enum arch_class, CLASS_ANY left out. */
static const char *const class_names[] = {
	"ipxe",
	"bios",
	"x86-uefi",
	"x64-uefi",
	"arm32-uefi",
	"arm64-uefi",
	"riscv32-uefi",
	"riscv64-uefi",
	"riscv128-uefi",
	"loongarch32-uefi",
	"loongarch64-uefi",
	"itanium",
	"mips32-uefi",
	"mips64-uefi",
	"sunway32-uefi",
	"sunway64-uefi",
	"bios-http",
	"x86-uefi-http",
	"x64-uefi-http",
	"arm32-uefi-http",
	"arm64-uefi-http",
	"riscv32-uefi-http",
	"riscv64-uefi-http",
	"riscv128-uefi-http",
	"loongarch32-uefi-http",
	"loongarch64-uefi-http",
	"arm32-uboot",
	"arm64-uboot",
	"arm32-uboot-http",
	"arm64-uboot-http",
	"ppc-open-firmware",
	"ppc-epapr",
	"ppc-opal",
	"s390",
	"rpi",
	"other",
	"http",
	"uefi",
	NULL,
};
_Static_assert(sizeof(class_names) / sizeof(class_names[0]) == CLASS_ANY + 1,
    "a name for every class");

/*
 * shim comes before GRUB, which it loads itself: with Secure Boot GRUB alone
 * would be refused. iPXE stands last, as somebody who wanted more put more
 * into the tree. The removable-media names are those of the UEFI
 * specification, 3.5.1.1.
 */
#define X86_FILES "shimia32.efi", "grubia32.efi", "bootia32.efi", "ipxe32.efi"
#define X64_FILES "shimx64.efi", "grubx64.efi", "syslinux.efi", "ipxe.efi"
#define ARM32_FILES "grubarm.efi", "bootarm.efi", "ipxe-arm32.efi"
#define ARM64_FILES                                                            \
	"shimaa64.efi", "grubaa64.efi", "bootaa64.efi", "ipxe-arm64.efi"
#define RISCV64_FILES "grubriscv64.efi", "bootriscv64.efi", "ipxe-riscv64.efi"
#define LOONGARCH64_FILES                                                      \
	"grubloongarch64.efi", "bootloongarch64.efi", "ipxe-loong64.efi"

static const char *const boot_files[CLASS_ANY][ARCH_FILES_MAX + 1] = {
	[CLASS_IPXE] = { "boot.ipxe" },
	[CLASS_BIOS] = { "pxelinux.0", "lpxelinux.0", "undionly.kpxe" },
	[CLASS_X86_UEFI] = { X86_FILES },
	[CLASS_X64_UEFI] = { X64_FILES },
	[CLASS_ARM32_UEFI] = { ARM32_FILES },
	[CLASS_ARM64_UEFI] = { ARM64_FILES },
	[CLASS_RISCV64_UEFI] = { RISCV64_FILES },
	[CLASS_LOONGARCH64_UEFI] = { LOONGARCH64_FILES },
	[CLASS_X86_UEFI_HTTP] = { X86_FILES },
	[CLASS_X64_UEFI_HTTP] = { X64_FILES },
	[CLASS_ARM32_UEFI_HTTP] = { ARM32_FILES },
	[CLASS_ARM64_UEFI_HTTP] = { ARM64_FILES },
	[CLASS_RISCV64_UEFI_HTTP] = { RISCV64_FILES },
	[CLASS_LOONGARCH64_UEFI_HTTP] = { LOONGARCH64_FILES },
};

static const char *const ipxe_files[] = { "undionly.kpxe", "undionly.kkpxe",
	"ipxe.pxe", "ipxe.efi", "ipxe32.efi", "snponly.efi", "ipxe.lkrn",
	"ipxe-arm32.efi", "ipxe-arm64.efi", "ipxe-riscv64.efi",
	"ipxe-loong64.efi", "ipxe-x86_64.efi", "ipxe-i386.efi" };

const struct arch *
arch_find(uint16_t number)
{
	if (number >= sizeof(archs) / sizeof(archs[0]))
		return NULL;
	return &archs[number];
}

uint64_t
arch_classes(const struct arch *arch)
{
	return (uint64_t)1 << CLASS_ANY | (uint64_t)1 << arch->class |
	    (uint64_t)arch->is_http << CLASS_HTTP |
	    (uint64_t)arch->is_uefi << CLASS_UEFI;
}

int
arch_class_by_name(const char *name)
{
	for (int i = 0; i < CLASS_ANY; i++)
		if (text_equal(class_names[i], name))
			return i;
	return -1;
}

const char *arch_class_name(enum arch_class class)
{
	return class < CLASS_ANY ? class_names[class] : "";
}

const char *const *
arch_class_names(void)
{
	return class_names;
}

const char *const *arch_boot_files(enum arch_class class)
{
	static const char *const none[] = { NULL };

	return class < CLASS_ANY ? boot_files[class] : none;
}

bool
arch_is_ipxe_file(const char *name)
{
	const char *last = path_last(name);

	for (size_t i = 0; i < sizeof(ipxe_files) / sizeof(ipxe_files[0]); i++)
		if (text_equal(ipxe_files[i], last))
			return true;
	return false;
}

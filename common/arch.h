/* SPDX-License-Identifier: ISC */
#ifndef COMMON_ARCH_H
#define COMMON_ARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The one table of processor architectures (option 93), the classes that a key
 * of the INI file may be written for, and the boot files that an architecture
 * is offered when nobody configured one. Pure.
 */

/** enum arch_class - the suffix of KEY.CLASS. Of the classes that a client is
 * in, the one that stands first here is asked first. */
enum arch_class {
	CLASS_IPXE,
	CLASS_BIOS,
	CLASS_X86_UEFI,
	CLASS_X64_UEFI,
	CLASS_ARM32_UEFI,
	CLASS_ARM64_UEFI,
	CLASS_RISCV32_UEFI,
	CLASS_RISCV64_UEFI,
	CLASS_RISCV128_UEFI,
	CLASS_LOONGARCH32_UEFI,
	CLASS_LOONGARCH64_UEFI,
	CLASS_ITANIUM,
	CLASS_MIPS32_UEFI,
	CLASS_MIPS64_UEFI,
	CLASS_SUNWAY32_UEFI,
	CLASS_SUNWAY64_UEFI,
	CLASS_BIOS_HTTP,
	CLASS_X86_UEFI_HTTP,
	CLASS_X64_UEFI_HTTP,
	CLASS_ARM32_UEFI_HTTP,
	CLASS_ARM64_UEFI_HTTP,
	CLASS_RISCV32_UEFI_HTTP,
	CLASS_RISCV64_UEFI_HTTP,
	CLASS_RISCV128_UEFI_HTTP,
	CLASS_LOONGARCH32_UEFI_HTTP,
	CLASS_LOONGARCH64_UEFI_HTTP,
	CLASS_ARM32_UBOOT,
	CLASS_ARM64_UBOOT,
	CLASS_ARM32_UBOOT_HTTP,
	CLASS_ARM64_UBOOT_HTTP,
	CLASS_PPC_OPEN_FIRMWARE,
	CLASS_PPC_EPAPR,
	CLASS_PPC_OPAL,
	CLASS_S390,
	CLASS_RPI,
	CLASS_OTHER, /* a number without a name: PC98, Alpha, Xscale ... */
	CLASS_HTTP,
	CLASS_UEFI,
	CLASS_ANY, /* the key without a suffix */
	N_CLASSES,
};

enum {
	ARCH_NONE = -1, /* the client named none */
	/* Names that the defaults of one class are looked for under. */
	ARCH_FILES_MAX = 4,
	/* All names in all rows; for a table of what a boot tree holds. */
	ARCH_FILES_TOTAL_MAX = 64,
};

/** struct arch - one row of the table */
struct arch {
	uint16_t number; /* as in option 93 */
	uint8_t class;	 /* of enum arch_class; several numbers may share it */
	bool is_uefi, is_http;
};

/** arch_find() - the row of @number; NULL for a number without one */
const struct arch *arch_find(uint16_t number);

/** arch_classes() - the classes of a client of that architecture, as bits of 1
 * << enum arch_class; CLASS_ANY is one of them */
uint64_t arch_classes(const struct arch *arch);

/** arch_class_by_name() - the class of a suffix; -1 where there is none */
int arch_class_by_name(const char *name);

/** arch_class_name() - the suffix of @class; "" for CLASS_ANY */
const char *arch_class_name(enum arch_class class);

/** arch_class_names() - every suffix, ending with NULL */
const char *const *arch_class_names(void);

/**
 * arch_boot_files() - what @class is offered by default, best first
 *
 * Return: names below the boot tree's root, ending with NULL; only NULL where
 * there is no default.
 */
const char *const *arch_boot_files(enum arch_class class);

/** arch_is_ipxe_file() - whether the file @name is iPXE itself, which iPXE
 * must not be offered again: it would load itself for ever */
bool arch_is_ipxe_file(const char *name);

#endif

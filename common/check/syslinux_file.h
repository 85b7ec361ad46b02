/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_SYSLINUX_FILE_H
#define COMMON_CHECK_SYSLINUX_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Which Syslinux a file belongs to. A loader says its version; a module says
 * none, but each generation has a format of its own, and from 5 on most say
 * what compiled them. Pure. Source: the Syslinux wiki, Library modules and
 * Comboot/API; doc/comboot.txt.
 */

enum {
	SYSLINUX_VERSION_MAX = 16,
	SYSLINUX_COMPILER_MAX = 80,
};

/** enum syslinux_module - the format of a .c32 file */
enum syslinux_module {
	SYSLINUX_NONE,	 /* it is no module */
	SYSLINUX_COM32,	 /* of Syslinux up to 3.x */
	SYSLINUX_COM32R, /* of 4.x */
	SYSLINUX_ELF32,	 /* of 5.x and 6.x, for BIOS and 32-bit UEFI */
	SYSLINUX_ELF64,	 /* of 6.x, for 64-bit UEFI */
};

/** struct syslinux_version - of a loader */
struct syslinux_version {
	unsigned major;
	char text[SYSLINUX_VERSION_MAX]; /* "6.04", "4.05-pre1" */
};

/** syslinux_file_version() - what the loader in @bytes (pxelinux.0,
 * lpxelinux.0, syslinux.efi) says it is. Return: false where it says nothing.
 */
bool syslinux_file_version(
    const uint8_t *bytes, size_t len, struct syslinux_version *ret_version);

/** syslinux_file_module() - the format of the module in @bytes */
enum syslinux_module syslinux_file_module(const uint8_t *bytes, size_t len);

/** syslinux_file_major() - the generation of ldlinux.c32 in @bytes: 6 knows
 * UEFI, and says so by a name it links; 5 else; 0: it is none of these */
unsigned syslinux_file_major(const uint8_t *bytes, size_t len);

/** syslinux_file_compiler() - what compiled the module in @bytes, "GCC: (Debian
 * 10.2.0-5) 10.2.0", into @out of SYSLINUX_COMPILER_MAX; a longer one is cut.
 * The modules of one build of Syslinux say the same. Return: false where it
 * does not say; @out is "" then. */
bool syslinux_file_compiler(const uint8_t *bytes, size_t len, char *out);

/**
 * syslinux_file_needs() - the next library that the module in @bytes is linked
 * with
 * @pos: where to go on; 0 at first
 * @out: room for 32 octets
 *
 * Return: false where there is none left.
 */
bool syslinux_file_needs(
    const uint8_t *bytes, size_t len, size_t *pos, char *out);

#endif

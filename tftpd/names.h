/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_NAMES_H
#define TFTPD_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/path.h"

/*
 * What clients mean by names that they write wrong. Pure text; which of the
 * names exists is for tftpd/lookup.h to see.
 */

enum {
	NAMES_MAX = 5
};

/** struct name_tried - one name to try */
struct name_tried {
	const char *repair; /* in words, a constant; NULL: as it came */
	char text[PATH_NAME_MAX];
};

/** struct names - what a request's name may mean, the likeliest first */
struct names {
	size_t n;
	struct name_tried tried[NAMES_MAX];
};

/**
 * names_of() - the names below @root to try for a request of @name
 * @root: the served folder, absolute
 *
 * First the name as it came; the others are for what was not found so, each
 * repair on top of those before it:
 * - without @root before it: what tftp servers without a root of their own
 *   taught people to write;
 * - with slashes for backslashes: Windows' loaders, and shim before 15.8;
 * - without a tail of blanks and 0xFF: old ROMs (netboot.xyz#1198).
 * No two are equal. A name of PATH_NAME_MAX octets or more has none.
 */
void names_of(const char *root, const char *name, struct names *ret_names);

/** names_is_boot_file() - whether @name is that of an EFI program that may
 * load a second stage from beside it: what shim itself looks for is not one */
bool names_is_boot_file(const char *name);

/**
 * names_of_second_stage() - where shim's second stage is
 * @boot_file: the EFI program that this client took last
 * @name: what it asks for now, and is not there
 * @ret_name: room for PATH_NAME_MAX
 *
 * shim that cannot tell where it came from asks for an EFI program at the root
 * (shim#710): that is looked for beside @boot_file. Some firmware hands shim
 * 15.8 its boot menu's text, which it takes for a name that begins with a
 * control or an octet over 0x7e (shim#649, shim#696): that means GRUB, for the
 * processor of @boot_file.
 *
 * Return: false where @name is neither, or its place is that already.
 */
bool names_of_second_stage(
    const char *boot_file, const char *name, char *ret_name);

#endif

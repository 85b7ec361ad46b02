/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_NAMES_H
#define TFTPD_NAMES_H

#include <stddef.h>

#include "common/path.h"

enum {
	NAMES_MAX = 4
};

/** struct names - what a request's name may mean, the likeliest first */
struct names {
	size_t n;
	char name[NAMES_MAX][PATH_NAME_MAX];
};

/**
 * names_of() - the names below @root to try for a request of @name
 * @root: the served folder, absolute
 *
 * First the name as it came; the others are for what was not found so:
 * - without @root before it: what tftp servers without a root of their own
 *   taught people to write;
 * - with slashes for backslashes: Windows' loaders, and shim before 15.8;
 * - without a tail of blanks and 0xFF: old ROMs (netboot.xyz#1198).
 * No two are equal. A name of PATH_NAME_MAX octets or more has none.
 */
void names_of(const char *root, const char *name, struct names *ret_names);

#endif

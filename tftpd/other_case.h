/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_OTHER_CASE_H
#define TFTPD_OTHER_CASE_H

#include "common/tree.h"

enum {
	/* Entries of folders looked at for one name, in all. */
	OTHER_CASE_ENTRIES_MAX = 4096,
};

/**
 * other_case_find() - the name that is in @tree, and is @name but for ASCII
 * case
 * @name: what is not there as it is written
 * @ret_name: room for PATH_NAME_MAX
 *
 * Part by part: one that is there as written is taken; of several others the
 * first in the order of strcmp(3). A folder that not everybody may list hides
 * its names, unless the tree is private.
 *
 * Return: 0; -ENOENT, also where OTHER_CASE_ENTRIES_MAX did not suffice.
 */
int other_case_find(const struct tree *tree, const char *name, char *ret_name);

#endif

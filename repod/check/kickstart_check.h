/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_KICKSTART_CHECK_H
#define REPOD_CHECK_KICKSTART_CHECK_H

#include "common/check/menu_check.h"

/** kickstart_tree_fn - is given each tree here that the kickstart installs
 * from */
typedef void kickstart_tree_fn(void *owner, const char *name);

/**
 * kickstart_check_file() - whether what the kickstart @name names is there
 * @fn: NULL for nobody
 * Return: false where @name is no kickstart, or cannot be read: not told.
 */
bool kickstart_check_file(const struct check_place *place,
    const struct check_root *root, const char *name, kickstart_tree_fn *fn,
    void *owner);

/** kickstart_check_is_called_one() - whether kickstart_check_run() looks at a
 * file of this name */
bool kickstart_check_is_called_one(const char *name);

/** kickstart_check_run() - the kickstarts of the tree, outside of install
 * trees: those that cannot be read, and what the others name; and what is named
 * in answer files that are written when they are fetched */
void kickstart_check_run(const struct check_place *place);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_CHECK_WALK_H
#define COMMON_CHECK_CHECK_WALK_H

#include "common/check/check_place.h"

enum {
	/* What is looked at of one root, and how deep: beyond it nothing is
	 * found. */
	CHECK_WALK_NAMES_MAX = 200000,
	CHECK_WALK_FOLDERS_MAX = 4096,
	CHECK_WALK_DEPTH_MAX = 8,
};

/** struct check_walk_entry - what the walk has come to */
struct check_walk_entry {
	const char *path; /* below the root, as path_resolve() gives it */
	const char *name; /* its last part */
	bool is_folder;
};

/** check_walk_fn - is given each entry, a folder before what is in it. Return:
 * whether to go into the folder. */
typedef bool check_walk_fn(void *owner, const struct check_walk_entry *entry);

/**
 * check_walk() - go through @root by name, its own folder first, as ""
 *
 * A folder is entered once, whatever links lead to it; names that begin with a
 * dot are passed over. What cannot be had is given as a file. It ends where
 * @root->is_over is set.
 */
void check_walk(const struct check_root *root, check_walk_fn *fn, void *owner);

/** check_walk_below() - the same from the folder @path on */
void check_walk_below(const struct check_root *root, const char *path,
    check_walk_fn *fn, void *owner);

#endif

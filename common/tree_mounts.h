/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TREE_MOUNTS_H
#define COMMON_TREE_MOUNTS_H

#include <stdbool.h>

#include "common/path.h"
#include "common/tree.h"

/* What stands in a tree at a name, from elsewhere. Paths are those of
 * path_resolve(). */

/** struct tree_mount - one of them */
struct tree_mount {
	char *at;
	struct tree *below; /* NULL: a file that is made, of the following */
	tree_find_fn *find; /* a file alone, and below whatever is on disk;
			     * NULL: a whole tree, that covers it */
	uint64_t size;
	struct timespec mtime;
};

/** struct tree_mounts - all of a tree */
struct tree_mounts {
	unsigned n;
	struct tree_mount *all;
};

/** tree_mounts_add() - @below at @at; references it. Return: 0; -EEXIST for
 * two trees or two files at one name; -ENOMEM. */
int tree_mounts_add(struct tree_mounts *mounts, const char *at,
    struct tree *below, tree_find_fn *find);

/** tree_mounts_add_made() - the same of a file that is made */
int tree_mounts_add_made(struct tree_mounts *mounts, const char *at,
    uint64_t size, const struct timespec *mtime);

/** tree_mounts_free() - let all go */
void tree_mounts_free(struct tree_mounts *mounts);

/** tree_mounts_cover() - the tree that @path is in, the innermost; @ret_rest is
 * @path within it. Return: NULL where there is none. */
const struct tree_mount *tree_mounts_cover(
    const struct tree_mounts *mounts, const char *path, const char **ret_rest);

/** tree_mounts_file() - the file that stands at @path; NULL: none */
const struct tree_mount *tree_mounts_file(
    const struct tree_mounts *mounts, const char *path);

/** tree_mounts_child() - of the mount @i, the name that is in the folder @path
 * on the way to it, to @ret_name, of PATH_NAME_MAX. Return: whether it is below
 * @path. */
bool tree_mounts_child(const struct tree_mounts *mounts, unsigned i,
    const char *path, char *ret_name);

/** tree_mounts_is_above() - whether @path is a folder on the way to a mount */
bool tree_mounts_is_above(const struct tree_mounts *mounts, const char *path);

#endif

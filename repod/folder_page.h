/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FOLDER_PAGE_H
#define REPOD_FOLDER_PAGE_H

#include <stdint.h>

#include "common/tree.h"

enum {
	/* Entries of one page; a folder with more has none. */
	FOLDER_PAGE_ENTRIES_MAX = 200000,
};

/**
 * folder_page_make() - the page of the folder @path, in a file of its own
 * @path: as path_resolve() gives it
 * @ret_fd: an unnamed file in memory that holds the page; the caller's
 *
 * Lists what can be fetched: folders, readable regular files, and symlinks
 * that lead to one inside the tree; by name. Of the names that begin with a
 * dot only .treeinfo and .discinfo are shown. Reads the disk, and may run on a
 * thread as long as @tree is held.
 *
 * Return: 0; as tree_open_folder(); -EFBIG past FOLDER_PAGE_ENTRIES_MAX;
 * another -errno of this machine.
 */
int folder_page_make(
    const struct tree *tree, const char *path, int *ret_fd, uint64_t *ret_size);

#endif

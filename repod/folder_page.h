/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FOLDER_PAGE_H
#define REPOD_FOLDER_PAGE_H

#include <stdint.h>

#include "common/tree.h"
#include "repod/folder_view.h"

enum {
	/* Entries of one page; a folder with more has none. */
	FOLDER_PAGE_ENTRIES_MAX = 200000,
	/* Octets of one page; the same. */
	FOLDER_PAGE_OCTETS_MAX = 64 << 20,
};

/**
 * folder_page_make() - the page of a folder, in a file of its own
 * @ret_fd: an unnamed file in memory that holds the page; the caller's
 *
 * Lists what can be fetched: folders, readable regular files, and symlinks
 * that lead to one inside the tree; folders first, in the order of @view. Of
 * the names that begin with a dot only .treeinfo and .discinfo are shown. A
 * repository is told above them. Reads the disk, and may run on a thread as
 * long as @tree is held.
 *
 * Return: 0; as tree_open_folder(); -EFBIG past a maximum; another -errno of
 * this machine.
 */
int folder_page_make(const struct tree *tree, const struct folder_view *view,
    int *ret_fd, uint64_t *ret_size);

#endif

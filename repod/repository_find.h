/* SPDX-License-Identifier: ISC */
#ifndef REPOD_REPOSITORY_FIND_H
#define REPOD_REPOSITORY_FIND_H

#include "common/tree.h"
#include "repod/repository.h"

enum {
	/* Looked into while packages are counted; beyond it, "more than". */
	REPOSITORY_FOLDERS_MAX = 256,
	REPOSITORY_ENTRIES_MAX = 100000,
};

/**
 * repository_find() - what the folder @path of @tree is a repository of
 * @path: as path_resolve() gives it
 * @ret_repository: a file that cannot be read says nothing
 *
 * Reads the disk; may run on a thread as long as @tree is held.
 * Return: whether it is one; else @ret_repository is all zero.
 */
bool repository_find(const struct tree *tree, const char *path,
    struct repository *ret_repository);

#endif

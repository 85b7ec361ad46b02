/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TREE_ROOT_H
#define COMMON_TREE_ROOT_H

#include <dirent.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "common/tree.h"

/* What is below one folder on disk: the one openat2 of the house. Results are
 * those of common/tree.h; @root is the folder's descriptor. */

/** tree_root_open() - a descriptor of @name, O_CLOEXEC; @mode is for O_TMPFILE.
 * Return: the descriptor; -errno. */
int tree_root_open(int root, const char *name, int flags, mode_t mode);

/** tree_root_open_file() - as tree_open_file() */
int tree_root_open_file(
    int root, bool is_private, const char *name, struct tree_file *ret_file);

/** tree_root_stat() - as tree_stat() */
int tree_root_stat(
    int root, bool is_private, const char *name, struct stat *ret_stat);

/** tree_root_open_folder() - for readdir(3); closedir(3) is the caller's */
int tree_root_open_folder(
    int root, bool is_private, const char *name, DIR **ret_folder);

/** tree_root_may_read() - whether what has @mode may be served: where files are
 * not private the world must be able to read it, whoever this process is.
 * Return: 0; -EACCES. */
int tree_root_may_read(bool is_private, mode_t mode);

#endif

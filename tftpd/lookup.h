/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_LOOKUP_H
#define TFTPD_LOOKUP_H

#include "common/tree.h"

/**
 * lookup_open() - open what a client means by @name
 * @root: the path of @tree, absolute
 * @name: as the client sent it
 *
 * Tries what names_of() gives until one is not missing.
 * Return: 0, and @ret_file is the caller's to close; as tree_open_file() for
 * the name as it came.
 */
int lookup_open(const struct tree *tree, const char *root, const char *name,
    struct tree_file *ret_file);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TREEINFO_BOOT_H
#define COMMON_TREEINFO_BOOT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/path.h"

/**
 * treeinfo_boot_find() - the file that .treeinfo names as @what of its
 * installer
 * @text: not terminated
 * @what: "kernel" or "initrd"
 * @ret_name: of PATH_NAME_MAX, below the tree's root
 *
 * That of its own architecture, and not the one of Xen. Pure.
 * Return: whether there is one.
 */
bool treeinfo_boot_find(
    const char *text, size_t len, const char *what, char *ret_name);

#endif

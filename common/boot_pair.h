/* SPDX-License-Identifier: ISC */
#ifndef COMMON_BOOT_PAIR_H
#define COMMON_BOOT_PAIR_H

#include "common/tree.h"

/*
 * The kernel and the initrd with which an installer boots, in its tree: those
 * that its .treeinfo names, else the first of images/pxeboot, isolinux, casper
 * and install.amd that has both.
 */

/** boot_pair_kernel - where it is in a tree; see tree_mount_file() */
tree_find_fn boot_pair_kernel;

/** boot_pair_initrd - the same of the initrd */
tree_find_fn boot_pair_initrd;

#endif

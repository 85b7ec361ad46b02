/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_BOOT_TREE_H
#define TFTPD_BOOT_TREE_H

#include "common/repos_mount.h"
#include "common/tree.h"
#include "tftpd/tftpd_config.h"

/**
 * boot_tree_open() - the boot tree of @settings, and in it the kernels of the
 * [repo] sections that have boot = yes
 * @before: images to take over, or NULL
 * @ret_images: those in it, still to be read where they are new
 *
 * Errors are logged. Return: how many sources are missing; -errno where the
 * tree cannot be opened.
 */
int boot_tree_open(const struct tftpd_settings *settings,
    const struct repos_images *before, struct tree **ret_tree,
    struct repos_images *ret_images);

/** boot_tree_trial() - -t: read the images, and tell which of their kernels a
 * real file of that name stands in for. Return: how many errors. */
int boot_tree_trial(void *settings);

#endif

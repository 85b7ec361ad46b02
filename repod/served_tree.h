/* SPDX-License-Identifier: ISC */
#ifndef REPOD_SERVED_TREE_H
#define REPOD_SERVED_TREE_H

#include "common/repos_mount.h"
#include "common/tree.h"
#include "repod/repod_config.h"

/**
 * served_tree_open() - all that @settings serve: the root, and in it what the
 * [repo] sections put there
 * @before: images to take over, or NULL
 * @ret_images: those in it, still to be read where they are new
 *
 * Errors are logged. Return: how many sources are missing; -errno where the
 * root cannot be opened.
 */
int served_tree_open(const struct repod_settings *settings,
    const struct repos_images *before, struct tree **ret_tree,
    struct repos_images *ret_images);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_REPOS_MOUNT_H
#define COMMON_REPOS_MOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/image/image.h"
#include "common/repos.h"
#include "common/sandbox.h"
#include "common/tree.h"

/* Install trees from elsewhere, put where they appear. */

/** struct repos_images - the images among them, each referenced */
struct repos_images {
	size_t n;
	struct image_source **all;
};

/** What repos_mount() does: a mask */
enum {
	REPOS_PATHS = 1, /* each at its path, and not only the kernel and the
			  * initrd of those that have boot = yes */
	REPOS_QUIET = 2, /* say nothing of what is missing */
};

/**
 * repos_mount() - put what @repos say into @tree
 * @is_private: as in tree_open()
 * @before: images that are taken over where they are still wanted; or NULL
 * @ret_images: the images in @tree, read or still to be, see
 *	image_source_check(); repos_images_free() is the caller's
 *
 * Before @tree is served. A source that is missing is told; its paths are not
 * there then.
 * Return: how many are missing; -ENOMEM.
 */
int repos_mount(const struct repos *repos, struct tree *tree, unsigned how,
    bool is_private, const struct repos_images *before,
    struct repos_images *ret_images);

/** repos_images_copy() - the same once more. Return: 0; -ENOMEM. */
int repos_images_copy(
    const struct repos_images *images, struct repos_images *ret_copy);

/** repos_images_read() - read all that were not yet, and tell. Blocks. Return:
 * how many cannot be served. */
int repos_images_read(const struct repos_images *images);

/** repos_images_free() - let them go */
void repos_images_free(struct repos_images *images);

/**
 * repos_boot_check() - of those that have boot = yes, tell which have no
 * kernel, and where a real file of the name in @tree, whose path is @root, wins
 *
 * After repos_images_read(). Return: how many have none.
 */
int repos_boot_check(
    const struct repos *repos, const struct tree *tree, const char *root);

/** repos_allow() - let a daemon in its sandbox read what @repos say: a folder,
 * and that which an image is in, for there is the next one */
void repos_allow(const struct repos *repos, struct sandbox *sandbox);

#endif

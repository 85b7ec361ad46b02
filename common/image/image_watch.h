/* SPDX-License-Identifier: ISC */
#ifndef COMMON_IMAGE_IMAGE_WATCH_H
#define COMMON_IMAGE_IMAGE_WATCH_H

#include "common/loop.h"
#include "common/repos_mount.h"

/* Looks, while a daemon serves, whether its images are still the same, on a
 * thread of the pool. */

enum {
	IMAGE_WATCH_MS = 1000,
};

struct image_watch;

/** image_watch_new() - nothing to look at yet. Return: 0; -ENOMEM. */
int image_watch_new(struct loop *loop, struct image_watch **ret_watch);

/** image_watch_set() - look at @images from now on, which it takes over */
void image_watch_set(struct image_watch *watch, struct repos_images *images);

/** image_watch_images() - those it looks at, borrowed */
const struct repos_images *image_watch_images(const struct image_watch *watch);

/** image_watch_free() - NULL is allowed */
void image_watch_free(struct image_watch *watch);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TREE_IMAGE_H
#define COMMON_TREE_IMAGE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "common/image/image.h"
#include "common/tree.h"

/* What is below the root of an image. Results are those of common/tree.h, and
 * -ENOENT for all of an image that cannot be served. */

/** tree_image_open_file() - as tree_open_file() */
int tree_image_open_file(struct image_source *source, bool is_private,
    const char *name, struct tree_file *ret_file);

/** tree_image_stat() - as tree_stat() */
int tree_image_stat(struct image_source *source, bool is_private,
    const char *name, struct stat *ret_stat);

/** tree_image_open_folder() - as tree_open_folder() */
int tree_image_open_folder(struct image_source *source, bool is_private,
    const char *name, struct tree_folder **ret_folder);

#endif

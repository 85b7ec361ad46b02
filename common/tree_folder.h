/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TREE_FOLDER_H
#define COMMON_TREE_FOLDER_H

#include <dirent.h>

#include "common/image/image.h"

/* The names in a folder of a tree, one after the other: what is on disk or in
 * an image, and what is mounted there; see common/tree.h. */

/** struct tree_entry - one name */
struct tree_entry {
	const char *name;   /* until the next one is asked for */
	unsigned char type; /* of dirent.h: DT_REG, DT_DIR, DT_LNK...; often
			     * DT_UNKNOWN, and then tree_stat() tells */
};

/** struct tree_folder - a folder that is open for reading; opaque */
struct tree_folder;

/** tree_folder_new() - the names that @dir has, which it takes over, or none
 * with NULL. Return: NULL without memory; @dir is closed then. */
struct tree_folder *tree_folder_new(DIR *dir);

/** tree_folder_of_image() - the names in @folder of @image, whose reference it
 * takes over. Return: NULL without memory; @image is let go then. */
struct tree_folder *tree_folder_of_image(
    struct image *image, const struct image_entry *folder);

/** tree_folder_add() - one name more, which then hides one on disk. Twice the
 * same is once. Before the first is read. Return: 0; -ENOMEM. */
int tree_folder_add(struct tree_folder *folder, const char *name);

/** tree_folder_next() - the next name, but "." and "..", in no order; NULL: the
 * end, or an error, see tree_folder_error() */
const struct tree_entry *tree_folder_next(struct tree_folder *folder);

/** tree_folder_error() - why there is no next name. Return: 0: that was the
 * last one; -errno. */
int tree_folder_error(const struct tree_folder *folder);

/** tree_folder_close() - NULL is allowed */
void tree_folder_close(struct tree_folder *folder);

#endif

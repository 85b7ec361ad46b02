/* SPDX-License-Identifier: ISC */
#ifndef COMMON_IMAGE_IMAGE_INDEX_H
#define COMMON_IMAGE_IMAGE_INDEX_H

#include <stdint.h>
#include <sys/types.h>

/*
 * What is in an image of a file system, and where: built once, a folder after
 * the other, and only read from then on, by any thread.
 */

enum {
	/* Files and folders of one image. */
	IMAGE_INDEX_MAX = 1 << 20,
	/* Links that one name may lead through, as Linux has it. */
	IMAGE_INDEX_LINKS_MAX = 40,
};

/** struct image_item - one file, folder or link to put in */
struct image_item {
	const char *name;   /* copied */
	const char *target; /* of a link, copied; else NULL */
	mode_t mode;
	int64_t mtime_s;
	uint64_t size;
	/* Of a file: where in the image it begins. Of a folder: whatever
	 * image_index_next_folder() is to give back. */
	uint64_t offset;
};

/** struct image_entry - one of them, inside */
struct image_entry {
	uint32_t name;	 /* where in the index's text */
	uint32_t parent; /* the folder it is in; the root is in itself */
	uint32_t first;	 /* of a folder: its first entry; of a link: where in
			  * the text its target is */
	uint32_t n;	 /* of a folder: its entries, by name */
	uint32_t mode;
	int64_t mtime_s;
	uint64_t size, offset;
};

/** struct image_index - all of an image */
struct image_index {
	struct image_entry *entries; /* the root first */
	uint32_t n, room;
	uint32_t filling; /* the folder that items are added to */
	uint32_t begun;	  /* the first entry of that folder */
	char *text;
	uint32_t n_text, text_room;
};

/** image_index_init() - an index with a root, whose items come first.
 * Return: 0; -ENOMEM. */
int image_index_init(struct image_index *index, const struct image_item *root);

/** image_index_free() - free what @index owns */
void image_index_free(struct image_index *index);

/** image_index_add() - @item in the folder at hand. Return: 0; -EINVAL for a
 * name that no file can have; -EFBIG for too many items; -ENOMEM. */
int image_index_add(struct image_index *index, const struct image_item *item);

/**
 * image_index_next_folder() - the folder at hand is complete; now the next one
 * @ret_origin: what its item had as its offset
 *
 * Return: 1; 0: that was the last one; -EEXIST for two items of one name.
 */
int image_index_next_folder(struct image_index *index, uint64_t *ret_origin);

/**
 * image_index_find() - what @path is, links followed
 * @path: slashes at its ends and repeated ones are passed over
 *
 * Return: 0; -ENOENT; -ENOTDIR; -EXDEV for a link that is absolute, or leads
 * out of the image; -ELOOP; -ENAMETOOLONG.
 */
int image_index_find(const struct image_index *index, const char *path,
    const struct image_entry **ret_entry);

/** image_index_name() - the name of @entry, borrowed; the root's is "" */
const char *image_index_name(
    const struct image_index *index, const struct image_entry *entry);

#endif

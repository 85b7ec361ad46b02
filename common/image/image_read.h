/* SPDX-License-Identifier: ISC */
#ifndef COMMON_IMAGE_IMAGE_READ_H
#define COMMON_IMAGE_IMAGE_READ_H

#include <stdint.h>

#include "common/image/image_index.h"

/* What an ISO 9660 image holds: Rock Ridge names where it has them, else
 * Joliet's, else those of ISO 9660 in lower case and without their version, as
 * Linux mounts it. libisofs reads it, and is done before anything is served. */

enum {
	/* A reason in words, with its NUL. */
	IMAGE_WHY_MAX = 512,
	/* Blocks of folders that are read of one image, and for how long: what
	 * wants more is no image that somebody made. */
	IMAGE_BLOCKS_MAX = 1 << 17,
	IMAGE_SECONDS_MAX = 120,
	/* Folders within folders; ISO 9660 itself has 8. */
	IMAGE_DEPTH_MAX = 64,
};

/**
 * image_read() - the index of the image that @fd is open on
 * @size: octets of the file
 * @ret_index: free it with image_index_free()
 * @ret_why: of IMAGE_WHY_MAX; set where it is not 0
 *
 * Blocks; one at a time in a process. Whatever a file of the image is, it lies
 * within @size and in one piece.
 * Return: 0; -EBADMSG: it is no such image, or damaged, or cut; -ENOSYS:
 * built without libisofs; -ENOMEM; -errno of a read.
 */
int image_read(
    int fd, uint64_t size, struct image_index *ret_index, char *ret_why);

#endif

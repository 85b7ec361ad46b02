/* SPDX-License-Identifier: ISC */
#ifndef COMMON_IMAGE_IMAGE_H
#define COMMON_IMAGE_IMAGE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "common/file_stamp.h"
#include "common/image/image_index.h"

/*
 * Images of a file system that are served without being mounted: one descriptor
 * each, shared by all who read, and what is in it. One that is replaced or
 * written to is read again; those who have the old one read on in it.
 */

enum {
	/* An image that was written to this lately may not be whole yet. */
	IMAGE_SETTLED_S = 2,
};

/** struct image - an image as it was read; nothing in it changes */
struct image {
	atomic_uint n_holders;
	int fd;
	struct file_stamp stamp; /* of @fd, when it was read */
	struct image_index index;
};

/** image_ref() - one more holder, on any thread. Return: @image. */
struct image *image_ref(struct image *image);

/** image_unref() - one holder less, on any thread; the last one closes it. NULL
 * is allowed. */
void image_unref(struct image *image);

/** What there is in the image that @fd is open on, as image_read() has it. */
typedef int image_read_fn(
    int fd, uint64_t size, struct image_index *ret_index, char *ret_why);

/** struct image_source - a place where an image is; opaque */
struct image_source;

/**
 * image_source_new() - the image at @path, not read yet
 * @name: whose it is, for the log; copied, as @path is
 * @is_private: it need not be readable for everybody
 * @read: image_read(): given, so that who serves none needs no library
 *
 * Return: NULL without memory.
 */
struct image_source *image_source_new(
    const char *name, const char *path, bool is_private, image_read_fn *read);

/** image_source_ref() - one more holder. Return: @source. */
struct image_source *image_source_ref(struct image_source *source);

/** image_source_unref() - one holder less. NULL is allowed. */
void image_source_unref(struct image_source *source);

/** image_source_is() - whether @source is what image_source_new() makes of the
 * same words */
bool image_source_is(const struct image_source *source, const char *name,
    const char *path, bool is_private);

/**
 * image_source_check() - read the image, if it is another one than before
 * @is_patient: leave one for later that is being written
 *
 * Blocks. For a thread of the pool, one call at a time; image_source_tell() is
 * for the loop, after it.
 */
void image_source_check(struct image_source *source, bool is_patient);

/** image_source_tell() - log what image_source_check() found, if it is news.
 * Return: 0; -errno of an image that is not served. */
int image_source_tell(struct image_source *source);

/** image_source_take() - the image, referenced, on any thread; NULL where there
 * is none that can be served, or its content is changing now */
struct image *image_source_take(struct image_source *source);

#endif

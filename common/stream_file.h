/* SPDX-License-Identifier: ISC */
#ifndef COMMON_STREAM_FILE_H
#define COMMON_STREAM_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/tree.h"

/* A file that streams share: closed when the last holder lets go. */

enum {
	/* Read ahead at once; in such steps is looked at whether it has to be.
	 */
	STREAM_FILE_CHUNK = 1 << 20,
	/* A file of up to this can be kept in memory, see stream_file_keep().
	 */
	STREAM_FILE_KEPT_MAX = 8 << 10,
	STREAM_FILE_SETTLED_S = 2,
};

/** struct stream_file - an open regular file and its holders; opaque */
struct stream_file;

/**
 * stream_file_new() - a holder for @fd, which it takes over
 *
 * What the file is now (size, time of change of its content) is kept, see
 * stream_file_is_intact(). Return: NULL, and @fd closed, without memory or
 * when @fd has no stat.
 */
struct stream_file *stream_file_new(int fd);

/** stream_file_of() - a holder for what tree_open_file() opened, which it takes
 * over. Return: NULL, and @file closed, without memory. */
struct stream_file *stream_file_of(struct tree_file *file);

/** stream_file_of_text() - a holder for @size octets that are in memory alone:
 * they are what is kept, and no descriptor is behind them. Takes @text, of
 * malloc(), over. Return: NULL, and @text freed, without memory. */
struct stream_file *stream_file_of_text(uint8_t *text, size_t size);

/** stream_file_fd() - its descriptor, still the holder's; -1 without one */
int stream_file_fd(const struct stream_file *file);

/** stream_file_base() - where in its descriptor its first octet is */
uint64_t stream_file_base(const struct stream_file *file);

/** stream_file_stamp() - what its descriptor was when it was opened */
const struct file_stamp *stream_file_stamp(const struct stream_file *file);

/** stream_file_ref() - one more holder. Return: @file. */
struct stream_file *stream_file_ref(struct stream_file *file);

/** stream_file_unref() - one holder less; NULL is allowed */
void stream_file_unref(struct stream_file *file);

/**
 * stream_file_keep() - hold the content in memory, too, from now on
 *
 * For a file that many ask for: it then leaves without another look at it, as
 * it was now, whatever is written to it meanwhile. Nothing happens where it is
 * larger than STREAM_FILE_KEPT_MAX or not in memory, nor where it changed
 * within STREAM_FILE_SETTLED_S: file times are coarse, and a second change may
 * have the time of the first.
 */
void stream_file_keep(struct stream_file *file);

/** stream_file_kept() - the content that stream_file_keep() took, the file's
 * size when it was opened; NULL without */
const uint8_t *stream_file_kept(const struct stream_file *file);

/** stream_file_is_intact() - whether the content is still what it was at
 * stream_file_new(): written to, truncated or grown it is not; renamed,
 * replaced by name or deleted it is. @file has a descriptor. */
bool stream_file_is_intact(const struct stream_file *file);

/**
 * stream_file_read() - up to @len octets at @offset, of what is kept or of the
 * file, compared after it was read
 *
 * May block. Return: octets, fewer than @len for reasons of the file's; 0
 * behind its end; -EIO where the content changed; another -errno.
 */
ssize_t stream_file_read(const struct stream_file *file, uint8_t *ret_bytes,
    size_t len, uint64_t offset);

/** stream_file_warm() - how many octets of [@offset, @offset + @len) can be
 * read, from its begin on, without waiting for the disk
 *
 * As far as the first of them and the last of each chunk tell. Return: some
 * chunks, or @len; 0 also where the kernel cannot say, but for file systems in
 * memory. */
size_t stream_file_warm(
    const struct stream_file *file, uint64_t offset, size_t len);

/** stream_file_load() - bring [@offset, @offset + @len) into memory; blocks,
 * and may run on a thread while @file is held */
void stream_file_load(
    const struct stream_file *file, uint64_t offset, size_t len);

#endif

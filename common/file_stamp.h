/* SPDX-License-Identifier: ISC */
#ifndef COMMON_FILE_STAMP_H
#define COMMON_FILE_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

/* What tells one state of a file from another. */

/** struct file_stamp - a file as it was when it was looked at */
struct file_stamp {
	dev_t device;
	ino_t inode;
	uint64_t size;
	struct timespec mtime, ctime;
};

/** file_stamp_of() - the stamp of what @st tells of */
struct file_stamp file_stamp_of(const struct stat *st);

/** file_stamp_is_same() - whether @a and @b are one state of one file */
bool file_stamp_is_same(const struct file_stamp *a, const struct file_stamp *b);

/** file_stamp_has_content() - whether the content of @fd is what it was at
 * @stamp: written to, truncated or grown it is not; renamed, replaced by name
 * or deleted it is */
bool file_stamp_has_content(const struct file_stamp *stamp, int fd);

#endif

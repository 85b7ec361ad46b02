/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_BLOCKS_H
#define TFTPD_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Reading a file's blocks to where their packets want them: each block behind
 * room for its header, so that nothing is copied between file and socket.
 */

enum {
	/* What one read takes. */
	BLOCKS_PIECES_MAX = 64,
};

/** struct blocks - consecutive octets of a file, laid out as packets */
struct blocks {
	uint64_t offset; /* in the file */
	size_t len;	 /* octets of the file */
	size_t size;	 /* octets of each block but the last */
	size_t gap;	 /* octets left free before each block */
};

/**
 * blocks_read_cached() - read @blocks of @fd into @out if that needs no disk
 *
 * At most BLOCKS_PIECES_MAX of them.
 *
 * Return: 0; -EAGAIN where blocks_read() has to wait, or to tell of an error.
 */
int blocks_read_cached(int fd, const struct blocks *blocks, uint8_t *out);

/**
 * blocks_read() - read @blocks of @fd into @out, waiting for the disk
 *
 * Return: 0; -ENODATA where the file is shorter now; -errno.
 */
int blocks_read(int fd, const struct blocks *blocks, uint8_t *out);

#endif

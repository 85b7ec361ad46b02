/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_COLD_READ_H
#define TFTPD_COLD_READ_H

#include <stddef.h>
#include <stdint.h>

#include "common/loop.h"
#include "common/tree.h"
#include "tftpd/blocks.h"

/*
 * A read that waits for the disk, on a thread of the pool. Its owner may go
 * before it is done.
 */

/** struct cold_read - a read under way; opaque, gone after it was told */
struct cold_read;

/** It is done: @result is blocks_read()'s; @bytes are borrowed for the call,
 * laid out as the blocks asked. */
typedef void cold_read_fn(void *owner, int result, uint8_t *bytes);

/**
 * cold_read_start() - read @blocks of @fd, then call @done on the loop
 * @size: octets that @blocks take with their gaps
 *
 * @fd must stay open until then, or be left to cold_read_abandon().
 * Return: 0; -ENOMEM, or another -errno of the pool.
 */
int cold_read_start(struct loop *loop, int fd, const struct blocks *blocks,
    size_t size, cold_read_fn *done, void *owner,
    struct cold_read **ret_cold_read);

/** cold_read_abandon() - nobody waits for it any more; @file, which it reads,
 * is closed when it is done */
void cold_read_abandon(
    struct cold_read *cold_read, const struct tree_file *file);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_STORE_H
#define TFTPD_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "common/loop.h"
#include "common/tree.h"

/*
 * A new file that is written on threads of the pool, in large pieces, while
 * more arrives. Its owner may go before it is done; a file that is not
 * published by then never was.
 */

enum {
	/* Octets of one piece; there are two, one written, one filled. */
	STORE_PIECE = 256 << 10,
};

/** struct store - a file on its way; opaque */
struct store;

/** A piece is written, and there is room; or, after store_finish(), the file
 * has its name. @error: 0; -errno, and nothing more is written. */
typedef void store_fn(void *owner, int error);

/**
 * store_new() - begin to write @file
 * @file: taken over, also on failure
 *
 * Return: 0; -ENOMEM.
 */
int store_new(struct loop *loop, struct tree_new *file, store_fn *done,
    void *owner, struct store **ret_store);

/** store_room() - octets that there is room for now; STORE_PIECE / 2 at least,
 * once what is being written is written */
size_t store_room(const struct store *store);

/** store_place() - where they go, borrowed until store_put() */
uint8_t *store_place(struct store *store);

/** store_put() - @len octets are at store_place(), store_room() at most.
 * Return: 0; -errno of the pool, as if it had been told. */
int store_put(struct store *store, size_t len);

/** store_finish() - that was all: write it, then publish the file. Return: as
 * store_put(). */
int store_finish(struct store *store);

/** store_free() - @done is not called any more, and the file is given up
 * unless it is published. NULL is allowed. */
void store_free(struct store *store);

#endif

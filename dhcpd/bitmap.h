/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_BITMAP_H
#define DHCPD_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A set of small numbers that finds its next member in constant time: each
 * level has a bit for every word of the level below that has no member. Zero
 * means in, so that a set that is full yet takes no memory but the pages that
 * somebody has changed: a /8 costs what is taken of it.
 */

enum {
	BITMAP_LEVELS = 4,
	BITMAP_SIZE_MAX = 1 << 24, /* 64 to the power of the levels */
};

/** struct bitmap - the set; numbers from 0 to @size - 1 */
struct bitmap {
	uint32_t size;
	unsigned n_levels;
	uint64_t *levels[BITMAP_LEVELS];
};

/** bitmap_init() - the set of all numbers below @size, 1..BITMAP_SIZE_MAX.
 * Return: 0; -ENOMEM; -EINVAL. */
int bitmap_init(struct bitmap *bitmap, uint32_t size);

/** bitmap_free() - free the set's memory, not @bitmap; a zeroed one is fine */
void bitmap_free(struct bitmap *bitmap);

/** bitmap_set() - put @number in; it is below the size */
void bitmap_set(struct bitmap *bitmap, uint32_t number);

/** bitmap_clear() - take @number out; it is below the size */
void bitmap_clear(struct bitmap *bitmap, uint32_t number);

/** bitmap_has() - whether @number, below the size, is in */
bool bitmap_has(const struct bitmap *bitmap, uint32_t number);

/** bitmap_next() - the first member at or after @from, going round at the
 * end. Return: false for an empty set. */
bool bitmap_next(
    const struct bitmap *bitmap, uint32_t from, uint32_t *ret_number);

#endif

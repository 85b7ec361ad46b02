/* SPDX-License-Identifier: ISC */
#include "dhcpd/bitmap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORD = 64,
	WORD_SHIFT = 6
};

static uint64_t
bit(uint32_t number)
{
	return (uint64_t)1 << number % WORD;
}

int
bitmap_init(struct bitmap *bitmap, uint32_t size)
{
	uint32_t words = size, bits;

	memset(bitmap, 0, sizeof(*bitmap));
	if (size == 0 || size > BITMAP_SIZE_MAX)
		return -EINVAL;
	bitmap->size = size;
	do {
		bits = words;
		words = (words + WORD - 1) / WORD;
		bitmap->levels[bitmap->n_levels] =
		    calloc(words, sizeof(uint64_t));
		if (!bitmap->levels[bitmap->n_levels]) {
			bitmap_free(bitmap);
			return -ENOMEM;
		}
		/* No member lies behind the end. */
		if (bits % WORD)
			bitmap->levels[bitmap->n_levels][words - 1] =
			    ~(bit(bits) - 1);
		bitmap->n_levels++;
	} while (words > 1);
	return 0;
}

void
bitmap_free(struct bitmap *bitmap)
{
	for (unsigned i = 0; i < bitmap->n_levels; i++)
		free(bitmap->levels[i]);
	memset(bitmap, 0, sizeof(*bitmap));
}

void
bitmap_set(struct bitmap *bitmap, uint32_t number)
{
	for (unsigned i = 0; i < bitmap->n_levels; i++) {
		bitmap->levels[i][number / WORD] &= ~bit(number);
		number /= WORD;
	}
}

void
bitmap_clear(struct bitmap *bitmap, uint32_t number)
{
	for (unsigned i = 0; i < bitmap->n_levels; i++) {
		bitmap->levels[i][number / WORD] |= bit(number);
		if (~bitmap->levels[i][number / WORD])
			return;
		number /= WORD;
	}
}

bool
bitmap_has(const struct bitmap *bitmap, uint32_t number)
{
	return (bitmap->levels[0][number / WORD] & bit(number)) == 0;
}

/* Members of a level's word at or after @number's bit. */
static uint64_t
rest_of_word(const uint64_t *level, uint32_t number)
{
	return ~level[number / WORD] & ~(bit(number) - 1);
}

/* Up through the levels until a word has a member at or after @from, and down
 * again to the first one. */
static bool
next_from(const struct bitmap *bitmap, uint32_t from, uint32_t *ret_number)
{
	uint32_t number = from, end = bitmap->size;
	uint64_t word = 0;
	unsigned i;

	for (i = 0; i < bitmap->n_levels && number < end; i++) {
		word = rest_of_word(bitmap->levels[i], number);
		if (word)
			break;
		number = number / WORD + 1;
		end = (end + WORD - 1) / WORD;
	}
	if (!word)
		return false;
	for (;;) {
		number = number / WORD * WORD + (uint32_t)__builtin_ctzll(word);
		if (i == 0)
			break;
		i--;
		word = ~bitmap->levels[i][number];
		number <<= WORD_SHIFT;
	}
	*ret_number = number;
	return true;
}

bool
bitmap_next(const struct bitmap *bitmap, uint32_t from, uint32_t *ret_number)
{
	if (bitmap->size == 0)
		return false;
	return next_from(bitmap, from % bitmap->size, ret_number) ||
	    next_from(bitmap, 0, ret_number);
}

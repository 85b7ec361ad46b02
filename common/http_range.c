/* SPDX-License-Identifier: ISC */
#include "common/http_range.h"

#include <stdbool.h>
#include <string.h>

#include "common/cursor.h"
#include "common/text.h"

static uint8_t
peek(const struct cursor *cursor)
{
	return cursor_left(cursor) > 0 ? cursor->bytes[cursor->pos] : 0;
}

static void
skip_blanks(struct cursor *cursor)
{
	while (peek(cursor) == ' ' || peek(cursor) == '\t')
		cursor->pos++;
}

static bool
is_digit(uint8_t octet)
{
	return octet >= '0' && octet <= '9';
}

/* A decimal number; one that is too large stays at the largest, which lies
 * behind the end of any file. Return: whether there was one. */
static bool
number(struct cursor *cursor, uint64_t *ret_value)
{
	uint64_t value = 0;

	if (!is_digit(peek(cursor)))
		return false;
	while (is_digit(peek(cursor))) {
		unsigned digit = (unsigned)(cursor_u8(cursor) - '0');

		value = value > (UINT64_MAX - digit) / 10 ? UINT64_MAX
							  : value * 10 + digit;
	}
	*ret_value = value;
	return true;
}

/* One range of the list; a len of 0 where nothing of it is in the file.
 * Return: false where it is malformed. */
static bool
one_range(struct cursor *cursor, uint64_t size, struct http_range *ret_range)
{
	uint64_t first, last = UINT64_MAX;
	bool has_first = number(cursor, &first);

	if (cursor_u8(cursor) != '-')
		return false;
	if (!number(cursor, &last) && !has_first)
		return false;
	if (!has_first) { /* the last octets */
		ret_range->len = last < size ? last : size;
		ret_range->offset = size - ret_range->len;
		return true;
	}
	if (last < first)
		return false;
	ret_range->offset = first;
	ret_range->len = 0;
	if (first < size)
		ret_range->len = (last < size ? last + 1 : size) - first;
	return true;
}

/* Behind "bytes=": ranges parted by commas, blanks and empty items allowed. */
static bool
all_ranges(struct cursor *cursor, uint64_t size, struct http_ranges *ranges,
    unsigned *ret_asked)
{
	struct http_range range;
	unsigned asked = 0;

	for (;;) {
		skip_blanks(cursor);
		if (cursor_left(cursor) == 0)
			break;
		if (peek(cursor) == ',') {
			cursor->pos++;
			continue;
		}
		if (++asked > HTTP_RANGES_MAX ||
		    !one_range(cursor, size, &range))
			return false;
		if (range.len > 0)
			ranges->at[ranges->n++] = range;
		skip_blanks(cursor);
		if (cursor_left(cursor) > 0 && peek(cursor) != ',')
			return false;
	}
	*ret_asked = asked;
	return asked > 0;
}

static bool
is_more_than(const struct http_ranges *ranges, uint64_t size)
{
	uint64_t left = size;

	for (unsigned i = 0; i < ranges->n; i++) {
		if (ranges->at[i].len > left)
			return true;
		left -= ranges->at[i].len;
	}
	return false;
}

int
http_range_parse(
    const char *text, size_t len, uint64_t size, struct http_ranges *ret_ranges)
{
	struct cursor cursor = cursor_over(text, len);
	const uint8_t *unit = cursor_take(&cursor, 5);
	unsigned asked;

	/* An empty file has no part to name: it is served as it is. */
	if (!unit || size == 0)
		return HTTP_RANGE_IGNORE;
	for (size_t i = 0; i < 5; i++)
		if (text_lower((char)unit[i]) != "bytes"[i])
			return HTTP_RANGE_IGNORE;
	if (cursor_u8(&cursor) != '=')
		return HTTP_RANGE_IGNORE;
	ret_ranges->n = 0;
	if (!all_ranges(&cursor, size, ret_ranges, &asked) ||
	    is_more_than(ret_ranges, size))
		return HTTP_RANGE_IGNORE;
	return ret_ranges->n > 0 ? 0 : HTTP_RANGE_UNSATISFIABLE;
}

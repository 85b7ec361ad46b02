/* SPDX-License-Identifier: ISC */
#include "common/cursor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *
cursor_string(struct cursor *cursor)
{
	size_t left = cursor_left(cursor);
	const uint8_t *nul = NULL;

	if (left > 0)
		nul = memchr(cursor->bytes + cursor->pos, 0, left);
	if (!nul) {
		cursor->failed = true;
		return NULL;
	}
	return (const char *)cursor_take(
	    cursor, (size_t)(nul - (cursor->bytes + cursor->pos)) + 1);
}

void
writer_fill(struct writer *writer, uint8_t value, size_t len)
{
	uint8_t *room = writer_room(writer, len);

	if (room && len > 0)
		memset(room, value, len);
}

void
writer_string(struct writer *writer, const char *text)
{
	writer_bytes(writer, text, strlen(text) + 1);
}

/* Where the base is known when compiled, nothing is divided. */
static inline void
write_number(
    struct writer *writer, uint64_t value, unsigned base, unsigned digits)
{
	char text[20]; /* UINT64_MAX by tens */
	char *end = text + sizeof(text), *at = end;

	while (value > 0 || at > end - digits) {
		*--at = "0123456789abcdef"[value % base];
		value /= base;
	}
	writer_bytes(writer, at, (size_t)(end - at));
}

void
writer_decimal(struct writer *writer, uint64_t value, unsigned digits)
{
	write_number(writer, value, 10, digits);
}

void
writer_hex(struct writer *writer, uint64_t value, unsigned digits)
{
	write_number(writer, value, 16, digits);
}

void
writer_format(struct writer *writer, const char *format, ...)
{
	size_t left = writer_left(writer);
	va_list args;
	int len;

	va_start(args, format);
	len = left > 0
	    ? vsnprintf((char *)writer->bytes + writer->pos, left, format, args)
	    : -1;
	va_end(args);
	if (len < 0 || (size_t)len >= left)
		writer->failed = true;
	else
		writer->pos += (size_t)len;
}

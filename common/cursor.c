/* SPDX-License-Identifier: ISC */
#include "common/cursor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct cursor
cursor_over(const void *bytes, size_t len)
{
	return (struct cursor){ .bytes = bytes, .len = len };
}

size_t
cursor_left(const struct cursor *cursor)
{
	return cursor->failed ? 0 : cursor->len - cursor->pos;
}

const uint8_t *
cursor_take(struct cursor *cursor, size_t len)
{
	const uint8_t *taken;

	if (cursor->failed || cursor_left(cursor) < len) {
		cursor->failed = true;
		return NULL;
	}
	taken = cursor->bytes + cursor->pos;
	cursor->pos += len;
	return taken;
}

uint8_t
cursor_u8(struct cursor *cursor)
{
	const uint8_t *b = cursor_take(cursor, 1);

	return b ? b[0] : 0;
}

uint16_t
cursor_u16(struct cursor *cursor)
{
	const uint8_t *b = cursor_take(cursor, 2);

	return (uint16_t)(b ? b[0] << 8 | b[1] : 0);
}

uint32_t
cursor_u32(struct cursor *cursor)
{
	const uint8_t *b = cursor_take(cursor, 4);

	return b ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
		(uint32_t)b[2] << 8 | b[3]
		 : 0;
}

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

struct writer
writer_over(void *bytes, size_t size)
{
	return (struct writer){ .bytes = bytes, .size = size };
}

size_t
writer_left(const struct writer *writer)
{
	return writer->failed ? 0 : writer->size - writer->pos;
}

/* Room for len more octets, or NULL and failed. */
static uint8_t *
writer_room(struct writer *writer, size_t len)
{
	uint8_t *room;

	if (writer->failed || writer_left(writer) < len) {
		writer->failed = true;
		return NULL;
	}
	room = writer->bytes + writer->pos;
	writer->pos += len;
	return room;
}

void
writer_bytes(struct writer *writer, const void *bytes, size_t len)
{
	uint8_t *room = writer_room(writer, len);

	if (room && len > 0)
		memcpy(room, bytes, len);
}

void
writer_fill(struct writer *writer, uint8_t value, size_t len)
{
	uint8_t *room = writer_room(writer, len);

	if (room && len > 0)
		memset(room, value, len);
}

void
writer_u8(struct writer *writer, uint8_t value)
{
	writer_bytes(writer, &value, 1);
}

void
writer_u16(struct writer *writer, uint16_t value)
{
	const uint8_t b[2] = { (uint8_t)(value >> 8), (uint8_t)value };

	writer_bytes(writer, b, sizeof(b));
}

void
writer_u32(struct writer *writer, uint32_t value)
{
	const uint8_t b[4] = { (uint8_t)(value >> 24), (uint8_t)(value >> 16),
		(uint8_t)(value >> 8), (uint8_t)value };

	writer_bytes(writer, b, sizeof(b));
}

void
writer_text(struct writer *writer, const char *text)
{
	writer_bytes(writer, text, strlen(text));
}

void
writer_string(struct writer *writer, const char *text)
{
	writer_bytes(writer, text, strlen(text) + 1);
}

static void
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

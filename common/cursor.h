/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CURSOR_H
#define COMMON_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * UNCLEARED stands before a large local that is filled before it is read, where
 * every request passes. All other locals are cleared by the compiler
 * (-ftrivial-auto-var-init=zero), which for some KiB costs as much as parsing.
 */
#ifdef __has_attribute
#if __has_attribute(uninitialized)
#define UNCLEARED __attribute__((uninitialized))
#endif
#endif
#ifndef UNCLEARED
#define UNCLEARED
#endif

/* The short ones stand here, for the compiler to put them where they are
 * called: they run some hundred times for each datagram. */

/**
 * struct cursor - a bounded reader over borrowed octets
 *
 * Every read checks the bound. The first read past the end sets @failed and
 * every later one yields zero or NULL, so that a parser reads straight on and
 * asks once, at its end. Integers are in network byte order. Pure.
 */
struct cursor {
	const uint8_t *bytes;
	size_t len;
	size_t pos;
	bool failed;
};

/** cursor_over() - a cursor at the start of @len octets at @bytes, borrowed */
static inline struct cursor
cursor_over(const void *bytes, size_t len)
{
	return (struct cursor){ .bytes = bytes, .len = len };
}

/** cursor_left() - octets not yet read; 0 after a failure */
static inline size_t
cursor_left(const struct cursor *cursor)
{
	return cursor->failed ? 0 : cursor->len - cursor->pos;
}

/**
 * cursor_take() - the next @len octets, borrowed from what the cursor is over
 *
 * Return: their first; NULL and failed where fewer are left.
 */
static inline const uint8_t *
cursor_take(struct cursor *cursor, size_t len)
{
	const uint8_t *taken;

	if (cursor->failed || cursor->len - cursor->pos < len) {
		cursor->failed = true;
		return NULL;
	}
	taken = cursor->bytes + cursor->pos;
	cursor->pos += len;
	return taken;
}

/** cursor_u8() - the next octet; 0 and failed at the end */
static inline uint8_t
cursor_u8(struct cursor *cursor)
{
	const uint8_t *b = cursor_take(cursor, 1);

	return b ? b[0] : 0;
}

/** cursor_u16() - the next two octets; 0 and failed where there are fewer */
static inline uint16_t
cursor_u16(struct cursor *cursor)
{
	const uint8_t *b = cursor_take(cursor, 2);

	return (uint16_t)(b ? b[0] << 8 | b[1] : 0);
}

/** cursor_u32() - the next four octets; 0 and failed where there are fewer */
static inline uint32_t
cursor_u32(struct cursor *cursor)
{
	const uint8_t *b = cursor_take(cursor, 4);

	return b ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
		(uint32_t)b[2] << 8 | b[3]
		 : 0;
}

/**
 * cursor_string() - the NUL-terminated string that starts here, borrowed
 *
 * The cursor moves behind the NUL.
 * Return: the string; NULL and failed where no NUL follows.
 */
const char *cursor_string(struct cursor *cursor);

/**
 * struct writer - a bounded writer into borrowed octets
 *
 * As struct cursor: a write that does not fit writes nothing, sets @failed,
 * and so does every later one. @pos is the length written. Pure.
 */
struct writer {
	uint8_t *bytes;
	size_t size;
	size_t pos;
	bool failed;
};

/** writer_over() - a writer at the start of @size octets at @bytes, borrowed */
static inline struct writer
writer_over(void *bytes, size_t size)
{
	return (struct writer){ .bytes = bytes, .size = size };
}

/** writer_left() - octets that still fit; 0 after a failure */
static inline size_t
writer_left(const struct writer *writer)
{
	return writer->failed ? 0 : writer->size - writer->pos;
}

/** writer_room() - the next @len octets, to be written; NULL and failed where
 * they do not fit */
static inline uint8_t *
writer_room(struct writer *writer, size_t len)
{
	uint8_t *room;

	if (writer->failed || writer->size - writer->pos < len) {
		writer->failed = true;
		return NULL;
	}
	room = writer->bytes + writer->pos;
	writer->pos += len;
	return room;
}

/** writer_u8() - append one octet */
static inline void
writer_u8(struct writer *writer, uint8_t value)
{
	uint8_t *room = writer_room(writer, 1);

	if (room)
		*room = value;
}

/** writer_u16() - append two octets in network byte order */
static inline void
writer_u16(struct writer *writer, uint16_t value)
{
	uint8_t *room = writer_room(writer, 2);

	if (!room)
		return;
	room[0] = (uint8_t)(value >> 8);
	room[1] = (uint8_t)value;
}

/** writer_u32() - append four octets in network byte order */
static inline void
writer_u32(struct writer *writer, uint32_t value)
{
	uint8_t *room = writer_room(writer, 4);

	if (!room)
		return;
	room[0] = (uint8_t)(value >> 24);
	room[1] = (uint8_t)(value >> 16);
	room[2] = (uint8_t)(value >> 8);
	room[3] = (uint8_t)value;
}

/** writer_bytes() - append @len octets of @bytes */
static inline void
writer_bytes(struct writer *writer, const void *bytes, size_t len)
{
	uint8_t *room = writer_room(writer, len);

	if (room && len > 0)
		memcpy(room, bytes, len);
}

/** writer_fill() - append @len times @value */
void writer_fill(struct writer *writer, uint8_t value, size_t len);

/** writer_text() - append @text without its NUL */
static inline void
writer_text(struct writer *writer, const char *text)
{
	writer_bytes(writer, text, strlen(text));
}

/** writer_string() - append @text with its NUL */
void writer_string(struct writer *writer, const char *text);

/** writer_decimal() - append @value with at least @digits digits, 1..20, by
 * zeros before it */
void writer_decimal(struct writer *writer, uint64_t value, unsigned digits);

/** writer_hex() - the same with base 16, in small letters; 1..16 digits */
void writer_hex(struct writer *writer, uint64_t value, unsigned digits);

/** writer_format() - append what printf would print of it, without the NUL,
 * for which there must be room all the same; several times as dear as the
 * others */
void writer_format(struct writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif

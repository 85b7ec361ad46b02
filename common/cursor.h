/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CURSOR_H
#define COMMON_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
struct cursor cursor_over(const void *bytes, size_t len);

/** cursor_left() - octets not yet read; 0 after a failure */
size_t cursor_left(const struct cursor *cursor);

/** cursor_u8() - the next octet; 0 and failed at the end */
uint8_t cursor_u8(struct cursor *cursor);

/** cursor_u16() - the next two octets; 0 and failed where there are fewer */
uint16_t cursor_u16(struct cursor *cursor);

/** cursor_u32() - the next four octets; 0 and failed where there are fewer */
uint32_t cursor_u32(struct cursor *cursor);

/**
 * cursor_take() - the next @len octets, borrowed from what the cursor is over
 *
 * Return: their first; NULL and failed where fewer are left.
 */
const uint8_t *cursor_take(struct cursor *cursor, size_t len);

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
struct writer writer_over(void *bytes, size_t size);

/** writer_left() - octets that still fit; 0 after a failure */
size_t writer_left(const struct writer *writer);

/** writer_u8() - append one octet */
void writer_u8(struct writer *writer, uint8_t value);

/** writer_u16() - append two octets in network byte order */
void writer_u16(struct writer *writer, uint16_t value);

/** writer_u32() - append four octets in network byte order */
void writer_u32(struct writer *writer, uint32_t value);

/** writer_bytes() - append @len octets of @bytes */
void writer_bytes(struct writer *writer, const void *bytes, size_t len);

/** writer_fill() - append @len times @value */
void writer_fill(struct writer *writer, uint8_t value, size_t len);

/** writer_text() - append @text without its NUL */
void writer_text(struct writer *writer, const char *text);

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

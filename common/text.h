/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TEXT_H
#define COMMON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Text to values and back, as the INI file and the command line spell them.
 * Pure. Every text_parse_*() takes the whole string or nothing: blanks around
 * the value, a sign, or anything after it make it false, and @ret_value is set
 * only when true is returned.
 */

/** text_parse_u64() - decimal digits, at most @max */
bool text_parse_u64(const char *text, uint64_t max, uint64_t *ret_value);

/** text_parse_bool() - yes, no, true, false, on, off, 1, 0, in any case */
bool text_parse_bool(const char *text, bool *ret_value);

/**
 * text_parse_duration() - a number with ms, s (also the bare number), m, h, d
 * or w behind it, into milliseconds; more than 2^53 is refused
 */
bool text_parse_duration(const char *text, uint64_t *ret_ms);

/** text_parse_size() - a number, with k, M, G or T (binary) behind it or none,
 * into octets; more than 2^62 is refused */
bool text_parse_size(const char *text, uint64_t *ret_octets);

/**
 * text_parse_hex() - pairs of hexadecimal digits, each pair parted from the
 * next by one colon, one dash, or nothing
 * @ret_bytes: room for @size octets; undefined on false
 * @ret_len: octets written
 *
 * Return: false for no pairs, an odd digit, or more than @size octets.
 */
bool text_parse_hex(
    const char *text, uint8_t *ret_bytes, size_t size, size_t *ret_len);

/** text_hex() - @bytes as lower-case pairs parted by @separator (0: by
 * nothing) into @out, cut behind the last pair that fits @size, at least 1,
 * with a NUL. Return: @out. */
char *text_hex(
    char *out, size_t size, const uint8_t *bytes, size_t len, char separator);

/**
 * text_escape() - octets that a peer sent, made fit to print on one line
 * @out: NUL-terminated; @size is at least 1; what does not fit ends in "..."
 *
 * Printable ASCII stays; a backslash, a quote, controls and octets over 0x7e
 * become \xNN (\\ and \" for the first two). Return: @out.
 */
char *text_escape(char *out, size_t size, const void *bytes, size_t len);

/** text_equal() - the same but for ASCII case */
bool text_equal(const char *a, const char *b);

/** text_lower() - an ASCII letter in lower case, any other octet as it is */
char text_lower(char c);

/**
 * text_distance() - edits between two words: letters inserted, dropped,
 * changed, or two neighbours swapped; case does not count
 *
 * Words over 63 characters are as far apart as the longer one is long.
 */
size_t text_distance(const char *a, const char *b);

/**
 * text_trim() - drop blanks at both ends, in place
 *
 * Return: the first character kept, inside @text.
 */
char *text_trim(char *text);

/**
 * text_next_item() - the next item of a comma-separated list, trimmed
 * @rest: in/out; where to go on; NULL once the list is over
 * @item: room for @size octets with the NUL
 *
 * Return: 1 with an item, 0 at the end, -1 for an item that is empty or does
 * not fit. An empty list has no items; a comma may end the list.
 */
int text_next_item(const char **rest, char *item, size_t size);

#endif

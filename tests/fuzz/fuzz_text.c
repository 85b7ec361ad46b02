/* SPDX-License-Identifier: ISC */
/*
 * The first octet is a size, the rest a text: what is written never passes the
 * size, and what is read back is what was written.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

/* Undo text_escape(). Return: the octets. */
static size_t
unescape(const char *text, uint8_t *out)
{
	size_t n = 0, len;

	for (; *text; n++) {
		if (*text != '\\') {
			out[n] = (uint8_t)*text++;
		} else if (text[1] == 'x') {
			char pair[3] = { text[2], text[3], '\0' };

			require(text_parse_hex(pair, out + n, 1, &len));
			text += 4;
		} else {
			out[n] = (uint8_t)text[1];
			text += 2;
		}
	}
	return n;
}

static void
check_escape(const uint8_t *bytes, size_t len, size_t room)
{
	char *out = malloc(room), *whole = malloc(4 * len + 1);
	uint8_t *back = malloc(len + 1);

	require(out && whole && back);
	text_escape(whole, 4 * len + 1, bytes, len);
	require(unescape(whole, back) == len && memcmp(back, bytes, len) == 0);
	text_escape(out, room, bytes, len);
	require(strlen(out) < room);
	if (strlen(whole) < room)
		require(strcmp(out, whole) == 0);
	else if (room > 3)
		require(strcmp(out + strlen(out) - 3, "...") == 0 &&
		    strncmp(out, whole, strlen(out) - 3) == 0);
	free(out);
	free(whole);
	free(back);
}

static void
check_hex(const uint8_t *bytes, size_t len, size_t room)
{
	char *out = malloc(room), *whole = malloc(3 * len + 1);
	uint8_t *back = malloc(len + 1);
	size_t got = 0;

	require(out && whole && back);
	text_hex(whole, 3 * len + 1, bytes, len, ':');
	require(text_parse_hex(whole, back, len, &got) == (len > 0));
	require(got == len && memcmp(back, bytes, len) == 0);
	text_hex(out, room, bytes, len, ':');
	require(strlen(out) < room);
	require(strncmp(out, whole, strlen(out)) == 0);
	free(out);
	free(whole);
	free(back);
}

static void
check_readers(const char *text, size_t room)
{
	const char *rest = text;
	char *item = malloc(room);
	uint64_t value;
	bool is_on;
	int r;

	require(item != NULL);
	while ((r = text_next_item(&rest, item, room)) > 0)
		require(*item && strlen(item) < room && !strchr(item, ','));
	free(item);
	text_parse_bool(text, &is_on);
	if (text_parse_u64(text, room, &value))
		require(value <= room);
	if (text_parse_duration(text, &value))
		require(value <= UINT64_C(1) << 53);
	if (text_parse_size(text, &value))
		require(value <= UINT64_C(1) << 62);
	require(
	    text_distance(text, "filename") == text_distance("filename", text));
	require((text_distance(text, text) == 0) == (strlen(text) <= 63));
}

static void
check_trim(char *text)
{
	static const char blanks[] = " \t\r\n";
	const char *trimmed = text_trim(text);
	size_t len = strlen(trimmed);

	require(strspn(trimmed, blanks) == 0 || len == 0);
	require(len == 0 || !strchr(blanks, trimmed[len - 1]));
	require(text_trim(text + (trimmed - text)) == trimmed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t room, len;
	char *text;

	if (size == 0 || size > 4096)
		return 0;
	room = data[0] ? data[0] : 1;
	len = size - 1;
	text = malloc(len + 1);
	require(text != NULL);
	memcpy(text, data + 1, len);
	text[len] = '\0';
	check_escape(data + 1, len, room);
	check_hex(data + 1, len, room);
	check_readers(text, room);
	check_trim(text);
	free(text);
	return 0;
}

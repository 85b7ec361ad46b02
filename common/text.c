/* SPDX-License-Identifier: ISC */
#include "common/text.h"

#include <string.h>

#define WORD_MAX 63

static const char hex_digits[] = "0123456789abcdef";

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

char
text_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
text_equal(const char *a, const char *b)
{
	while (*a && text_lower(*a) == text_lower(*b)) {
		a++;
		b++;
	}
	return text_lower(*a) == text_lower(*b);
}

/* The digits at *text, which moves behind them. */
static bool
read_digits(const char **text, uint64_t max, uint64_t *ret_value)
{
	uint64_t value = 0;
	const char *at = *text;

	for (; is_digit(*at); at++) {
		uint64_t digit = (uint64_t)(*at - '0');

		if (value > (max - digit) / 10 || digit > max)
			return false;
		value = value * 10 + digit;
	}
	if (at == *text)
		return false;
	*text = at;
	*ret_value = value;
	return true;
}

bool
text_parse_u64(const char *text, uint64_t max, uint64_t *ret_value)
{
	uint64_t value;

	if (!read_digits(&text, max, &value) || *text)
		return false;
	*ret_value = value;
	return true;
}

bool
text_parse_bool(const char *text, bool *ret_value)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = { { "yes", true }, { "no", false }, { "true", true },
		{ "false", false }, { "on", true }, { "off", false },
		{ "1", true }, { "0", false } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (text_equal(text, words[i].word)) {
			*ret_value = words[i].value;
			return true;
		}
	}
	return false;
}

struct unit {
	const char *suffix;
	uint64_t factor;
};

static bool
parse_with_unit(const char *text, const struct unit *units, size_t n_units,
    uint64_t max, uint64_t *ret_value)
{
	uint64_t value;

	if (!read_digits(&text, max, &value))
		return false;
	for (size_t i = 0; i < n_units; i++) {
		if (strcmp(text, units[i].suffix) != 0)
			continue;
		if (value > max / units[i].factor)
			return false;
		*ret_value = value * units[i].factor;
		return true;
	}
	return false;
}

bool
text_parse_duration(const char *text, uint64_t *ret_ms)
{
	static const struct unit units[] = { { "", 1000 }, { "ms", 1 },
		{ "s", 1000 }, { "m", 60 * 1000 }, { "h", 3600 * 1000 },
		{ "d", 24 * 3600 * 1000 }, { "w", 7 * 24 * 3600 * 1000 } };

	return parse_with_unit(text, units, sizeof(units) / sizeof(units[0]),
	    UINT64_C(1) << 53, ret_ms);
}

bool
text_parse_size(const char *text, uint64_t *ret_octets)
{
	static const struct unit units[] = { { "", 1 },
		{ "k", UINT64_C(1) << 10 }, { "K", UINT64_C(1) << 10 },
		{ "M", UINT64_C(1) << 20 }, { "G", UINT64_C(1) << 30 },
		{ "T", UINT64_C(1) << 40 } };

	return parse_with_unit(text, units, sizeof(units) / sizeof(units[0]),
	    UINT64_C(1) << 62, ret_octets);
}

static int
hex_digit(char c)
{
	c = text_lower(c);
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool
text_parse_hex(
    const char *text, uint8_t *ret_bytes, size_t size, size_t *ret_len)
{
	size_t len = 0;

	while (*text) {
		int high = hex_digit(text[0]);
		int low = high < 0 ? -1 : hex_digit(text[1]);

		if (low < 0 || len >= size)
			return false;
		ret_bytes[len++] = (uint8_t)(high << 4 | low);
		text += 2;
		if ((*text == ':' || *text == '-') && text[1])
			text++;
	}
	if (len == 0)
		return false;
	*ret_len = len;
	return true;
}

char *
text_hex(
    char *out, size_t size, const uint8_t *bytes, size_t len, char separator)
{
	size_t at = 0;

	for (size_t i = 0; i < len; i++) {
		bool is_parted = separator && i > 0;

		if (size - at <= 2u + is_parted)
			break;
		if (is_parted)
			out[at++] = separator;
		out[at++] = hex_digits[bytes[i] >> 4];
		out[at++] = hex_digits[bytes[i] & 15];
	}
	out[at] = '\0';
	return out;
}

/* One octet as text_escape() spells it. Return: its length, 1 to 4. */
static size_t
escape_octet(char *piece, uint8_t octet)
{
	size_t n = 0;

	if (octet < 0x20 || octet >= 0x7f) {
		piece[n++] = '\\';
		piece[n++] = 'x';
		piece[n++] = hex_digits[octet >> 4];
		piece[n++] = hex_digits[octet & 15];
		return n;
	}
	if (octet == '\\' || octet == '"')
		piece[n++] = '\\';
	piece[n++] = (char)octet;
	return n;
}

/* How many octets at in stand for themselves. */
static size_t
plain_len(const uint8_t *in, size_t len)
{
	size_t n = 0;

	while (n < len && in[n] >= 0x20 && in[n] < 0x7f && in[n] != '\\' &&
	    in[n] != '"')
		n++;
	return n;
}

char *
text_escape(char *out, size_t size, const void *bytes, size_t len)
{
	static const char dots[] = "...";
	const uint8_t *in = bytes;
	size_t at = 0, dots_at = 0;

	/* Most texts are plain, and fit. */
	if (len < size && plain_len(in, len) == len) {
		memcpy(out, in, len);
		out[len] = '\0';
		return out;
	}
	for (size_t i = 0; i < len; i++) {
		char piece[4];
		size_t n = escape_octet(piece, in[i]);

		if (size - at <= n) {
			at = dots_at;
			for (n = 0; dots[n] && at + 1 < size; n++)
				out[at++] = dots[n];
			break;
		}
		memcpy(out + at, piece, n);
		at += n;
		if (size - at >= sizeof(dots))
			dots_at = at;
	}
	out[at] = '\0';
	return out;
}

static size_t
smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

size_t
text_distance(const char *a, const char *b)
{
	/* Three rows of the Damerau-Levenshtein table (optimal alignment). */
	size_t rows[3][WORD_MAX + 1];
	size_t a_len = strlen(a), b_len = strlen(b);

	if (a_len > WORD_MAX || b_len > WORD_MAX)
		return a_len > b_len ? a_len : b_len;
	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *row = rows[i % 3], *above = rows[(i - 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			char x = text_lower(a[i - 1]), y = text_lower(b[j - 1]);

			row[j] = smallest(above[j] + 1, row[j - 1] + 1,
			    above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == text_lower(b[j - 2]) &&
			    y == text_lower(a[i - 2]) &&
			    rows[(i - 2) % 3][j - 2] + 1 < row[j])
				row[j] = rows[(i - 2) % 3][j - 2] + 1;
		}
	}
	return rows[a_len % 3][b_len];
}

char *
text_trim(char *text)
{
	size_t len;

	while (is_blank(*text))
		text++;
	len = strlen(text);
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	text[len] = '\0';
	return text;
}

int
text_next_item(const char **rest, char *item, size_t size)
{
	const char *start = *rest, *end;
	size_t len;

	if (!start)
		return 0;
	end = strchr(start, ',');
	len = end ? (size_t)(end - start) : strlen(start);
	*rest = end ? end + 1 : NULL;
	while (len > 0 && is_blank(*start)) {
		start++;
		len--;
	}
	while (len > 0 && is_blank(start[len - 1]))
		len--;
	if (len == 0 && !end)
		return 0;
	if (len == 0 || len >= size)
		return -1;
	memcpy(item, start, len);
	item[len] = '\0';
	return 1;
}

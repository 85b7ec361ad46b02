/* SPDX-License-Identifier: ISC */
#include "common/http_path.h"

#include <stdbool.h>
#include <string.h>

#include "common/text.h"

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = text_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The octet that the two digits mean; -1 where they are none. */
static int
escaped(const char *digits, size_t len)
{
	int high, low;

	if (len < 2)
		return -1;
	high = hex_digit(digits[0]);
	low = hex_digit(digits[1]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

int
http_path_decode(const char *path, size_t len, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		int octet = (unsigned char)path[i];

		if (octet == '%') {
			octet = escaped(path + i + 1, len - i - 1);
			i += 2;
		}
		if (octet <= 0)
			return HTTP_PATH_BAD;
		if (n == PATH_NAME_MAX - 1)
			return HTTP_PATH_TOO_LONG;
		out[n++] = (char)octet;
	}
	out[n] = '\0';
	return 0;
}

/* RFC 3986 2.3, and the slash */
static bool
is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || strchr("-._~/", c);
}

void
http_path_encode(struct writer *writer, const char *path)
{
	for (; *path; path++) {
		if (is_plain(*path))
			writer_u8(writer, (uint8_t)*path);
		else
			writer_format(
			    writer, "%%%02X", (unsigned)(unsigned char)*path);
	}
}

/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_format.h"

#include <stdbool.h>
#include <string.h>

#include "dhcpd/import/import_dnsmasq.h"
#include "dhcpd/import/import_isc.h"

static const char blanks[] = " \t\r";

/* Where the first line is that is not empty and no comment: of # in dnsmasq's
 * and ISC's, of // in Kea's. Return: @end for none. */
static const char *
first_line(const char *text, const char *end)
{
	while (text < end) {
		while (text < end && *text && strchr(blanks, *text))
			text++;
		if (text < end && *text != '\n' && *text != '#' &&
		    !(end - text > 1 && text[0] == '/' && text[1] == '/'))
			return text;
		text = memchr(text, '\n', (size_t)(end - text));
		if (!text)
			return end;
		text++;
	}
	return end;
}

/* { "Dhcp4": ..., perhaps behind a comment of C */
static bool
is_kea(const char *line, size_t len)
{
	return *line == '{' || (len > 1 && line[0] == '/' && line[1] == '*');
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-';
}

/* A word alone, or with = behind it. A statement of ISC's ends in a semicolon
 * or goes on. */
static bool
is_dnsmasq(const char *line, size_t len)
{
	size_t at = 0;

	while (at < len && is_word(line[at]))
		at++;
	if (at == 0)
		return false;
	while (at < len && line[at] && strchr(blanks, line[at]))
		at++;
	return at == len || line[at] == '=' || line[at] == '#';
}

static const struct {
	bool (*is)(const char *line, size_t len);
	struct import_format format;
} formats[] = {
	{ is_kea, { "Kea", NULL } },
	{ is_dnsmasq, { "dnsmasq", import_dnsmasq } },
};

const struct import_format *
import_format(const char *text, size_t len)
{
	static const struct import_format isc = { "ISC dhcpd", import_isc };
	const char *line = first_line(text, text + len);
	const char *end;

	len -= (size_t)(line - text);
	if (len == 0)
		return &isc;
	end = memchr(line, '\n', len);
	if (end)
		len = (size_t)(end - line);
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (formats[i].is(line, len))
			return &formats[i].format;
	return &isc;
}

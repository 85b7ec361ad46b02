/* SPDX-License-Identifier: ISC */
#include "common/http_span.h"

#include <stdint.h>
#include <string.h>

#include "common/text.h"

bool
http_span_equal(const struct http_span *span, const char *text)
{
	if (strlen(text) != span->len)
		return false;
	for (size_t i = 0; i < span->len; i++)
		if (text_lower(span->at[i]) != text_lower(text[i]))
			return false;
	return true;
}

bool
http_span_is(const struct http_span *span, const char *text)
{
	return strlen(text) == span->len &&
	    memcmp(span->at, text, span->len) == 0;
}

struct http_span
http_span_cut(struct http_span *rest, char separator)
{
	const char *at =
	    rest->len > 0 ? memchr(rest->at, separator, rest->len) : NULL;
	struct http_span first = *rest;

	if (at)
		first.len = (size_t)(at - rest->at);
	rest->at += first.len + (at ? 1 : 0);
	rest->len -= first.len + (at ? 1 : 0);
	return first;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct http_span
http_span_trim(struct http_span span)
{
	while (span.len > 0 && is_blank(span.at[0])) {
		span.at++;
		span.len--;
	}
	while (span.len > 0 && is_blank(span.at[span.len - 1]))
		span.len--;
	return span;
}

enum {
	TOKEN = 1, /* RFC 9110 5.6.2 */
	HOST = 2,  /* RFC 3986 3.2.2, with a port */
};

static const uint8_t kinds[256] = {
	['0' ... '9'] = TOKEN | HOST,
	['A' ... 'Z'] = TOKEN | HOST,
	['a' ... 'z'] = TOKEN | HOST,
	['!'] = TOKEN | HOST,
	['$'] = TOKEN | HOST,
	['%'] = TOKEN | HOST,
	['&'] = TOKEN | HOST,
	['\''] = TOKEN | HOST,
	['*'] = TOKEN | HOST,
	['+'] = TOKEN | HOST,
	['-'] = TOKEN | HOST,
	['.'] = TOKEN | HOST,
	['_'] = TOKEN | HOST,
	['~'] = TOKEN | HOST,
	['#'] = TOKEN,
	['^'] = TOKEN,
	['`'] = TOKEN,
	['|'] = TOKEN,
	['('] = HOST,
	[')'] = HOST,
	[','] = HOST,
	[';'] = HOST,
	['='] = HOST,
	[':'] = HOST,
	['['] = HOST,
	[']'] = HOST,
};

static bool
is_all(const struct http_span *span, uint8_t kind)
{
	for (size_t i = 0; i < span->len; i++)
		if (!(kinds[(uint8_t)span->at[i]] & kind))
			return false;
	return true;
}

bool
http_span_is_token(const struct http_span *span)
{
	return span->len > 0 && is_all(span, TOKEN);
}

bool
http_span_is_target(const struct http_span *span)
{
	for (size_t i = 0; i < span->len; i++)
		if ((unsigned char)span->at[i] <= ' ' || span->at[i] == 0x7f ||
		    span->at[i] == '#')
			return false;
	return span->len > 0;
}

bool
http_span_is_value(const struct http_span *span)
{
	for (size_t i = 0; i < span->len; i++)
		if (((unsigned char)span->at[i] < ' ' && span->at[i] != '\t') ||
		    span->at[i] == 0x7f)
			return false;
	return true;
}

bool
http_span_is_host(const struct http_span *span)
{
	return is_all(span, HOST);
}

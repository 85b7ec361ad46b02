/* SPDX-License-Identifier: ISC */
#include "common/http_span.h"

#include <arpa/inet.h>
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
	NAME = 2,  /* reg-name of RFC 3986 3.2.2 */
	HEX = 4,
	DIGIT = 8,
};

static const uint8_t kinds[256] = {
	['0' ... '9'] = TOKEN | NAME | HEX | DIGIT,
	['A' ... 'F'] = TOKEN | NAME | HEX,
	['G' ... 'Z'] = TOKEN | NAME,
	['a' ... 'f'] = TOKEN | NAME | HEX,
	['g' ... 'z'] = TOKEN | NAME,
	['!'] = TOKEN | NAME,
	['$'] = TOKEN | NAME,
	['%'] = TOKEN | NAME,
	['&'] = TOKEN | NAME,
	['\''] = TOKEN | NAME,
	['*'] = TOKEN | NAME,
	['+'] = TOKEN | NAME,
	['-'] = TOKEN | NAME,
	['.'] = TOKEN | NAME,
	['_'] = TOKEN | NAME,
	['~'] = TOKEN | NAME,
	['#'] = TOKEN,
	['^'] = TOKEN,
	['`'] = TOKEN,
	['|'] = TOKEN,
	['('] = NAME,
	[')'] = NAME,
	[','] = NAME,
	[';'] = NAME,
	['='] = NAME,
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

static bool
is_name(const struct http_span *span)
{
	for (size_t i = 0; i < span->len; i++) {
		struct http_span digits = { span->at + i + 1, 2 };

		if (span->at[i] == '%' &&
		    (span->len - i < 3 || !is_all(&digits, HEX)))
			return false;
	}
	return is_all(span, NAME);
}

/* What stands in brackets. The zone of a link-local address is its sender's
 * own and means nothing here, but iPXE sends it. */
static bool
is_ipv6(struct http_span span)
{
	struct http_span address = http_span_cut(&span, '%');
	char text[INET6_ADDRSTRLEN];
	struct in6_addr parsed;

	if (address.len >= sizeof(text) || !is_all(&span, NAME))
		return false;
	memcpy(text, address.at, address.len);
	text[address.len] = '\0';
	return inet_pton(AF_INET6, text, &parsed) == 1;
}

bool
http_span_is_host(const struct http_span *span)
{
	struct http_span rest = *span, host;

	if (rest.len == 0 || rest.at[0] != '[') {
		host = http_span_cut(&rest, ':');
		return is_name(&host) && is_all(&rest, DIGIT);
	}
	rest.at++;
	rest.len--;
	host = http_span_cut(&rest, ']');
	/* The bracket itself must have been there, and a colon follow it. */
	if (host.len + 1 == span->len || !is_ipv6(host))
		return false;
	if (rest.len == 0)
		return true;
	host = http_span_cut(&rest, ':');
	return host.len == 0 && is_all(&rest, DIGIT);
}

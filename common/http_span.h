/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_SPAN_H
#define COMMON_HTTP_SPAN_H

#include <stdbool.h>
#include <stddef.h>

/* Pieces of a request, and what HTTP's grammar says of their characters.
 * Pure. */

/** struct http_span - borrowed; not NUL-terminated */
struct http_span {
	const char *at;
	size_t len;
};

/** http_span_equal() - whether @span is @text, but for ASCII case */
bool http_span_equal(const struct http_span *span, const char *text);

/** http_span_is() - whether @span is exactly @text */
bool http_span_is(const struct http_span *span, const char *text);

/** http_span_cut() - take what stands before the first @separator off @rest,
 * and the separator with it; all of it where there is none */
struct http_span http_span_cut(struct http_span *rest, char separator);

/** http_span_trim() - @span without blanks at its ends */
struct http_span http_span_trim(struct http_span span);

/** http_span_is_token() - one character or more of a token. Source: RFC 9110
 * section 5.6.2. */
bool http_span_is_token(const struct http_span *span);

/** http_span_is_target() - visible ASCII without a fragment, and octets of
 * other encodings: GRUB sends names as they are */
bool http_span_is_target(const struct http_span *span);

/** http_span_is_value() - no controls but tabs. Source: RFC 9110 section
 * 5.5. */
bool http_span_is_value(const struct http_span *span);

/** http_span_is_host() - a name or an IPv6 address in brackets, and a port or
 * none, any of them empty but the address. Source: RFC 3986 sections 3.2.2 and
 * 3.2.3; its IPvFuture is nobody's. */
bool http_span_is_host(const struct http_span *span);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_RANGE_H
#define COMMON_HTTP_RANGE_H

#include <stddef.h>
#include <stdint.h>

/* The Range field of HTTP. Pure. */

enum {
	/* librepo asks for up to 256 ranges in one request. */
	HTTP_RANGES_MAX = 256,
};

/** struct http_range - a part of a file; never empty */
struct http_range {
	uint64_t offset;
	uint64_t len;
};

/** struct http_ranges - the parts that were asked for, in that order */
struct http_ranges {
	unsigned n;
	struct http_range at[HTTP_RANGES_MAX];
};

enum http_range_verdict {
	HTTP_RANGE_IGNORE = 1,	  /* serve the whole file */
	HTTP_RANGE_UNSATISFIABLE, /* 416 */
};

/**
 * http_range_parse() - the parts of a file that a Range field names
 * @text: the field's value, @len octets
 * @size: of the file
 * @ret_ranges: out, set only on 0; at least one, each inside the file
 *
 * Ranges that begin behind the end are left out, the others end there at the
 * latest. IGNORE is for another unit, a malformed list, more than
 * HTTP_RANGES_MAX ranges, and for ranges that overlap so much that they come to
 * more octets than the file has (CVE-2011-3192): each is served whole, as
 * RFC 9110 section 14.2 allows.
 *
 * Return: 0; HTTP_RANGE_IGNORE, HTTP_RANGE_UNSATISFIABLE.
 * Source: RFC 9110 section 14.1.2.
 */
int http_range_parse(const char *text, size_t len, uint64_t size,
    struct http_ranges *ret_ranges);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_HEAD_SCAN_H
#define COMMON_HTTP_HEAD_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* Where the head of a request ends, as its octets come in. Pure. The verdicts
 * and limits are those of common/http_request.h. */

/**
 * struct http_head_scan - how far the search for a head's end has come
 *
 * All zero at the start of a request. Each octet is looked at once, however
 * small the pieces are that they come in.
 */
struct http_head_scan {
	size_t start;	   /* of the request line: empty lines may precede */
	size_t pos;	   /* looked at */
	size_t line_start; /* of the line that @pos is in */
	bool has_line;	   /* the request line is over */
};

/**
 * http_head_scan() - look for the end of the head that starts at @bytes
 * @bytes: everything since the end of the request before, borrowed
 * @len: octets of it; more than at the call before
 *
 * Return: 0, and the head is @bytes[scan->start .. scan->pos);
 * HTTP_REQUEST_MORE; HTTP_REQUEST_BAD for a bare LF;
 * HTTP_REQUEST_TARGET_TOO_LONG, HTTP_REQUEST_METHOD_UNKNOWN,
 * HTTP_REQUEST_HEAD_TOO_LARGE.
 * Source: RFC 9112 sections 2.2 and 3.
 */
int http_head_scan(struct http_head_scan *scan, const char *bytes, size_t len);

#endif

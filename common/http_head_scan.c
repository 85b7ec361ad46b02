/* SPDX-License-Identifier: ISC */
#include "common/http_head_scan.h"

#include <string.h>

#include "common/http_request.h"

/* A line from scan->line_start to its LF at lf. Return: 0 for the empty line
 * that ends the head; else HTTP_REQUEST_MORE or a verdict. */
static int
scan_line(struct http_head_scan *scan, const char *bytes, size_t lf)
{
	size_t start = scan->line_start;

	scan->pos = lf + 1;
	scan->line_start = lf + 1;
	if (lf == start || bytes[lf - 1] != '\r')
		return HTTP_REQUEST_BAD;
	if (lf - start > 1) {
		scan->has_line = true;
		return HTTP_REQUEST_MORE;
	}
	if (scan->has_line)
		return 0;
	/* RFC 9112 2.2: empty lines before the request line are read over. */
	scan->start = lf + 1;
	return HTTP_REQUEST_MORE;
}

/* A line of more than HTTP_REQUEST_LINE_MAX octets. RFC 9112 3: where no
 * method ends in them, it is one that nobody knows. */
static int
too_long(const struct http_head_scan *scan, const char *bytes)
{
	if (scan->has_line)
		return HTTP_REQUEST_HEAD_TOO_LARGE;
	return memchr(bytes + scan->line_start, ' ', HTTP_REQUEST_LINE_MAX)
	    ? HTTP_REQUEST_TARGET_TOO_LONG
	    : HTTP_REQUEST_METHOD_UNKNOWN;
}

int
http_head_scan(struct http_head_scan *scan, const char *bytes, size_t len)
{
	while (scan->pos < len) {
		const char *lf =
		    memchr(bytes + scan->pos, '\n', len - scan->pos);
		size_t end = lf ? (size_t)(lf - bytes) : len;
		int r;

		/* With its CR the line may have one octet more. */
		if (end - scan->line_start > HTTP_REQUEST_LINE_MAX + 1)
			return too_long(scan, bytes);
		if (end + (lf ? 1 : 0) > HTTP_REQUEST_HEAD_MAX)
			return HTTP_REQUEST_HEAD_TOO_LARGE;
		if (!lf) {
			scan->pos = len;
			return HTTP_REQUEST_MORE;
		}
		r = scan_line(scan, bytes, end);
		if (r != HTTP_REQUEST_MORE)
			return r;
	}
	return HTTP_REQUEST_MORE;
}

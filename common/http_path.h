/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_PATH_H
#define COMMON_HTTP_PATH_H

#include <stddef.h>

#include "common/cursor.h"
#include "common/path.h"

/* Percent-encoding. Pure. Source: RFC 3986 sections 2.1 and 2.3. */

enum http_path_verdict {
	HTTP_PATH_BAD = 1,  /* a cut or wrong escape, or an encoded NUL */
	HTTP_PATH_TOO_LONG, /* PATH_NAME_MAX */
};

/**
 * http_path_decode() - undo percent-encoding, once
 * @path: @len octets; a plus sign is itself
 * @out: room for PATH_NAME_MAX; NUL-terminated on 0
 *
 * Return: 0; HTTP_PATH_BAD, HTTP_PATH_TOO_LONG.
 */
int http_path_decode(const char *path, size_t len, char *out);

/**
 * http_path_encode() - append @path to @writer, fit for a link
 *
 * Slashes stay. Everything else but the unreserved characters is escaped, so
 * that no name can be read as a scheme, a query or a fragment.
 */
void http_path_encode(struct writer *writer, const char *path);

#endif

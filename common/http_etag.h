/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_ETAG_H
#define COMMON_HTTP_ETAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Entity tags. Pure. */

enum {
	/* two quotes, three numbers of up to 16 digits, two dashes, a NUL */
	HTTP_ETAG_TEXT_MAX = 56,
};

/** http_etag_text() - the strong tag of a file into @out, HTTP_ETAG_TEXT_MAX:
 * the same as long as inode, size and time of change (in nanoseconds) are.
 * Return: @out. */
char *http_etag_text(
    char *out, uint64_t inode, uint64_t size, uint64_t mtime_ns);

enum http_etag_comparison {
	HTTP_ETAG_STRONG, /* If-Match: a weak tag equals nothing */
	HTTP_ETAG_WEAK,	  /* If-None-Match: W/ does not count */
};

/**
 * http_etag_list_has() - whether the list @text of @len octets names @etag
 * @etag: strong, as http_etag_text() makes it
 *
 * "*" names every tag. A malformed list names what stands before the fault.
 * Source: RFC 9110 sections 8.8.3, 13.1.1 and 13.1.2.
 */
bool http_etag_list_has(const char *text, size_t len, const char *etag,
    enum http_etag_comparison comparison);

#endif

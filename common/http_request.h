/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_REQUEST_H
#define COMMON_HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/http_span.h"

/*
 * The head of an HTTP/1.x request. Pure. Strict where leniency lets two
 * programs read one request as two: no bare CR or LF, no folded lines, no
 * blank before a colon, one Host, one Content-Length, and that never together
 * with Transfer-Encoding.
 */

enum {
	HTTP_REQUEST_LINE_MAX = 8192,  /* any one line, CR LF not counted */
	HTTP_REQUEST_HEAD_MAX = 32768, /* all of it, the empty line counted */
	HTTP_REQUEST_FIELDS_MAX = 100,
};

/** enum http_request_verdict - what is wrong with a head, and the status that
 * says so */
enum http_request_verdict {
	HTTP_REQUEST_MORE = 1,	      /* nothing: it goes on */
	HTTP_REQUEST_BAD,	      /* 400 */
	HTTP_REQUEST_TARGET_TOO_LONG, /* 414 */
	HTTP_REQUEST_HEAD_TOO_LARGE,  /* 431 */
	HTTP_REQUEST_METHOD_UNKNOWN,  /* 501 */
	HTTP_REQUEST_CODING_UNKNOWN,  /* 501 */
	HTTP_REQUEST_VERSION,	      /* 505 */
};

/** enum http_method - those that Bootyard tells apart */
enum http_method {
	HTTP_GET,
	HTTP_HEAD,
	HTTP_OPTIONS,
	HTTP_OTHER, /* known to HTTP, not allowed here: POST, PUT ... */
};

/** struct http_field - one line of the head */
struct http_field {
	struct http_span name;
	struct http_span value; /* without the blanks around it */
};

/** struct http_request - a head; spans point into what it was parsed from */
struct http_request {
	struct http_span line; /* the request line, whole */
	enum http_method method;
	unsigned minor;		/* of HTTP/1.x */
	struct http_span path;	/* "/a%20b" or "*"; still encoded, no query */
	struct http_span query; /* behind the question mark; encoded */
	/* Whom the client means to have reached, and the port if there is one:
	 * of an absolute target, or the field Host; may be empty. */
	struct http_span host;
	bool is_https; /* of an absolute target */
	uint64_t content_length;
	bool is_chunked;
	bool is_persistent; /* the connection may stay open */
	unsigned n_fields;
	struct http_field fields[HTTP_REQUEST_FIELDS_MAX];
};

/**
 * http_request_parse() - decode a whole head
 * @head: from the request line to the empty line, as http_head_scan() found
 *	it; must outlive @ret_request
 * @ret_request: on a verdict @line alone is set, as far as it is known
 *
 * Return: 0; enum http_request_verdict without HTTP_REQUEST_MORE.
 * Source: RFC 9112 sections 2.3, 3, 5, 6.1 and 6.3, 9.3; RFC 9110 section 7.2.
 */
int http_request_parse(
    const char *head, size_t len, struct http_request *ret_request);

/**
 * http_request_field() - the value of the field @name
 *
 * Return: the first one; NULL where there is none.
 */
const struct http_span *http_request_field(
    const struct http_request *request, const char *name);

/**
 * http_request_only_field() - the value of the field @name, which is no list
 *
 * Return: NULL where there is none, and where there are two: what they mean
 * together nobody knows.
 */
const struct http_span *http_request_only_field(
    const struct http_request *request, const char *name);

/** http_request_next_field() - the next value of the field @name; @from is the
 * answer before, or NULL for the first. Return: NULL where there is none. */
const struct http_span *http_request_next_field(
    const struct http_request *request, const char *name,
    const struct http_span *from);

/** http_request_status() - the status code that tells @verdict */
unsigned http_request_status(int verdict);

#endif

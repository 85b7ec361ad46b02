/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_REPOD_HTTP_HEAD_H
#define TESTS_UNIT_REPOD_HTTP_HEAD_H

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "repod/http_session.h"

/* A query made of a request line without its version, and of fields. */
static inline struct http_query
query_of(char *buffer, size_t size, const char *line, const char *fields)
{
	struct http_session session = { 0 };
	struct http_query query;
	size_t used;

	snprintf(
	    buffer, size, "%s HTTP/1.1\r\nHost: a\r\n%s\r\n", line, fields);
	ck_assert_int_eq(http_session_receive(&session, (uint8_t *)buffer,
			     strlen(buffer), &used, &query),
	    0);
	return query;
}

#endif

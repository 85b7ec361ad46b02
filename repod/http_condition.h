/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_CONDITION_H
#define REPOD_HTTP_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "common/http_request.h"

/* Conditional requests: one function for the precedence of RFC 9110 13.2.2.
 * Pure. */

/** struct http_validators - what tells one version of a file from another */
struct http_validators {
	const char *etag; /* strong; "" for none */
	bool has_mtime;	  /* else a condition on a date says nothing */
	int64_t mtime_s;  /* Last-Modified */
	int64_t now_s;
};

enum http_condition {
	HTTP_CONDITION_HOLDS, /* answer as if there were none */
	HTTP_CONDITION_NOT_MODIFIED,
	HTTP_CONDITION_FAILED,
};

/** http_condition_evaluate() - what If-Match, If-Unmodified-Since,
 * If-None-Match and If-Modified-Since of a GET or HEAD come to. A date that is
 * none is ignored. */
enum http_condition http_condition_evaluate(const struct http_request *request,
    const struct http_validators *validators);

/** http_condition_allows_range() - whether If-Range, if there is one, means
 * this very version; else the whole file is the answer. Source: RFC 9110
 * section 13.1.5. */
bool http_condition_allows_range(const struct http_request *request,
    const struct http_validators *validators);

#endif

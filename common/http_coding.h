/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_CODING_H
#define COMMON_HTTP_CODING_H

#include "common/http_request.h"

/* Content codings that a client takes. Pure. Source: RFC 9110 12.4.2, 12.5.3.
 */

enum {
	/* A weight of 1; weights are told in thousandths. */
	HTTP_CODING_BEST = 1000,
};

/**
 * http_coding_weight() - how much @request likes the coding @name
 * @name: "gzip", "zstd", "identity"
 *
 * A coding that Accept-Encoding names has its weight there; another one that of
 * "*"; without that, identity is taken and nothing else. The same holds where
 * the field is missing: a client that says nothing may know no coding.
 * A weight that is none counts as 0.
 *
 * Return: 0, not to be sent, to HTTP_CODING_BEST.
 */
unsigned http_coding_weight(
    const struct http_request *request, const char *name);

#endif

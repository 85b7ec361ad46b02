/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ORIGIN_H
#define REPOD_ORIGIN_H

#include "common/address.h"
#include "common/http_span.h"

/* What a client calls this server: the beginning of a URL. Pure. */

enum {
	/* The longest name of a host, and its port. */
	ORIGIN_HOST_MAX = 262,
	/* https:// and a host */
	ORIGIN_MAX = ORIGIN_HOST_MAX + 10,
};

enum origin_scheme {
	ORIGIN_HTTP,
	ORIGIN_HTTPS,
	ORIGIN_FTP,
};

/**
 * origin_text() - "http://192.168.10.1:8080" into @out, ORIGIN_MAX
 * @host: what the client called us; empty, or longer than ORIGIN_HOST_MAX - 1:
 *	@local names us, where it came in
 *
 * Return: @out.
 */
char *origin_text(char *out, enum origin_scheme scheme,
    const struct http_span *host, const union endpoint *local);

#endif

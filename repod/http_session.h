/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_SESSION_H
#define REPOD_HTTP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/http_head_scan.h"
#include "common/http_request.h"
#include "common/path.h"

/*
 * The requests of one HTTP connection: octets in, one query after the other
 * out. Each is answered (repod/http_answer.h) before the next is asked for.
 * Pure.
 */

enum {
	/* A request's body up to here is read and dropped; a longer one is
	 * refused, and the connection ends. */
	HTTP_SESSION_BODY_MAX = 64 << 10,
};

/** struct http_session - all zero at the start of a connection but for
 * @is_secure, which is its owner's to set */
struct http_session {
	bool is_secure; /* by TLS */
	struct http_head_scan scan;
	uint64_t body_left; /* of the request before, still to be dropped */
};

/** struct http_query - one request */
struct http_query {
	struct http_request request; /* its spans: into what was received */
	/* 0: answer by what @path is; else the answer is this status. */
	unsigned status;
	char path[PATH_NAME_MAX]; /* as path_resolve() gives it */
	bool wants_folder;	  /* a slash ended the path */
	bool closes;		  /* the connection ends behind the answer */
};

enum {
	HTTP_SESSION_MORE = 1
};

/**
 * http_session_receive() - take the next request from what was received
 * @bytes: everything that was received and not used yet, borrowed
 * @ret_used: octets that are done with; always set, for what is left must be
 *	at the start of @bytes next time
 * @ret_query: set on 0; its spans are valid as long as @bytes is
 *
 * A head that is wrong is a query, too, with the status that says so, and the
 * last one: what follows it cannot be told from a body.
 * Return: 0; HTTP_SESSION_MORE.
 */
int http_session_receive(struct http_session *session, const uint8_t *bytes,
    size_t len, size_t *ret_used, struct http_query *ret_query);

/** http_session_is_idle() - whether nothing of a next request has come */
bool http_session_is_idle(const struct http_session *session);

#endif

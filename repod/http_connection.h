/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_CONNECTION_H
#define REPOD_HTTP_CONNECTION_H

#include <stdint.h>
#include <sys/queue.h>

#include "common/daemon.h"
#include "common/machine.h"
#include "repod/http_answer.h"
#include "repod/http_lookup.h"
#include "repod/http_page.h"
#include "repod/http_record.h"
#include "repod/http_session.h"

/* One HTTP connection on the loop: it feeds the session, looks up what is
 * asked for, and sends what the answer says. */

enum {
	/* How long a connection that we closed may go on sending: closed at
	 * once, the answer would be lost to a reset (RFC 9112 9.6). */
	HTTP_CONNECTION_LINGER_MS = 2000,
	/* When repod stops, a request may be on its way already. */
	HTTP_CONNECTION_DRAIN_MS = 250,
};

struct http_connection;
struct http_exchange;
TAILQ_HEAD(http_connections, http_connection);

/** struct http_shared - what all connections of a server have in common */
struct http_shared {
	const struct daemon_context *context;
	struct http_lookup lookup; /* owns its tree and its files */
	struct machines *machines;
	bool is_draining; /* every answer is its connection's last */
	uint64_t header_timeout_ms;
	uint64_t keepalive_timeout_ms;
	uint64_t send_timeout_ms;
	struct http_now now;
	struct http_diary diary;
	struct http_connections all;
	struct http_connections idle; /* between requests, longest first */
	unsigned n;
	struct http_pages pages;
	struct http_exchange *spare; /* room for the next request's */
	/* Room for the one request that is being answered; callbacks do not
	 * overlap. */
	struct http_query query;
	struct http_answer answer;
};

/** enum http_welcome - how a connection starts */
enum http_welcome {
	HTTP_WELCOME_SERVE,
	HTTP_WELCOME_SHED, /* too many: 503 at once, and close */
};

/** struct http_ends - of a connection that comes by TLS */
struct http_ends {
	union endpoint peer, local;
};

/** http_connection_new() - serve @fd, which is taken over; where that fails
 * it is closed
 * @secure: who is behind the TLS that @fd comes from; NULL: there is none */
void http_connection_new(struct http_shared *shared, int fd,
    const struct http_ends *secure, enum http_welcome welcome);

/** http_connection_free() - close at once; an answer that was under way is
 * told as one that repod gave up */
void http_connection_free(struct http_connection *connection);

/** http_connection_drain_all() - each connection of @shared ends behind the
 * request that it is at, or that arrives within HTTP_CONNECTION_DRAIN_MS */
void http_connection_drain_all(struct http_shared *shared);

/** http_connection_free_all() - close all of @shared at once; it may go then,
 * also while a thread still makes a page */
void http_connection_free_all(struct http_shared *shared);

#endif

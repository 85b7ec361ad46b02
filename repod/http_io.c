/* SPDX-License-Identifier: ISC */
#include "repod/http_io.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/log.h"
#include "common/tls.h"
#include "repod/http_connection.h"
#include "repod/listeners.h"

enum {
	/* Connections past max-sessions that are told so; more are closed
	 * without a word. */
	SHED_MAX = 64,
	EXPIRE_EVERY_MS = 5000,
};

struct http_io {
	struct http_shared shared;
	struct loop_timer *expire;
	unsigned max_sessions;
	struct listeners listeners;
	struct listeners secure;
	struct tls_server *tls; /* NULL: no https */
};

/* --- connections --- */

/* Between two requests a peer must expect to be closed (RFC 9112 9.5): the one
 * that is idle for the longest time makes room. Past that, some are told to
 * come again, which iPXE and package managers do. */
static void
welcome(struct http_io *http, int fd, const struct http_ends *secure)
{
	struct http_shared *shared = &http->shared;

	if (shared->n >= http->max_sessions && !TAILQ_EMPTY(&shared->idle))
		http_connection_free(TAILQ_FIRST(&shared->idle));
	if (shared->n < http->max_sessions)
		http_connection_new(shared, fd, secure, HTTP_WELCOME_SERVE);
	else if (shared->n < http->max_sessions + SHED_MAX)
		http_connection_new(shared, fd, secure, HTTP_WELCOME_SHED);
	else
		close(fd);
}

static void
on_accept(void *owner, int fd)
{
	welcome(owner, fd, NULL);
}

/* The handshake counts as a part of the first request: who is too slow for it
 * is cut by the same time. */
static void
on_accept_secure(void *owner, int fd)
{
	struct http_io *http = owner;
	struct http_ends ends = { 0 };
	socklen_t peer_len = sizeof(ends.peer), local_len = sizeof(ends.local);
	int plain, on = 1;

	getpeername(fd, &ends.peer.any, &peer_len);
	getsockname(fd, &ends.local.any, &local_len);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (tls_server_accept(http->tls, fd, &plain) == 0)
		welcome(http, plain, &ends);
}

/* --- kept files --- */

static void
on_expire(void *owner)
{
	struct http_io *http = owner;
	struct http_shared *shared = &http->shared;

	open_files_expire(
	    shared->lookup.files, loop_now_ms(shared->context->loop));
	loop_timer_start(http->expire, EXPIRE_EVERY_MS);
}

/* --- start, reload, stop --- */

static void
apply(struct http_io *http, const struct repod_settings *settings,
    struct tree *tree)
{
	struct http_shared *shared = &http->shared;

	tree_ref(tree);
	tree_unref(shared->lookup.tree);
	shared->lookup.tree = tree;
	open_files_clear(shared->lookup.files);
	shared->header_timeout_ms = settings->header_timeout_ms;
	shared->keepalive_timeout_ms = settings->keepalive_timeout_ms;
	shared->send_timeout_ms = settings->send_timeout_ms;
	shared->lookup.has_precompressed = settings->has_precompressed;
	shared->diary.is_json = settings->logs_json;
	shared->lookup.access = settings->access;
	http->max_sessions = settings->max_sessions;
}

static int
prepare(struct http_io *http, const struct daemon_context *context,
    struct passed *passed)
{
	struct http_shared *shared = &http->shared;
	int r;

	shared->context = context;
	http->listeners = (struct listeners){ .loop = context->loop,
		.protocol = "HTTP",
		.setting = "http = or -H",
		.accept = on_accept,
		.owner = http,
		.passed = passed };
	http->secure = (struct listeners){ .loop = context->loop,
		.protocol = "HTTPS",
		.setting = "https =",
		.accept = on_accept_secure,
		.owner = http,
		.passed = passed };
	TAILQ_INIT(&shared->all);
	TAILQ_INIT(&shared->idle);
	shared->pages.loop = context->loop;
	LIST_INIT(&shared->pages.making);
	shared->lookup.files = open_files_new();
	if (!shared->lookup.files)
		return -ENOMEM;
	if (getrandom(&shared->now.nonce, sizeof(shared->now.nonce), 0) < 0)
		return -errno;
	r = loop_timer_new(context->loop, on_expire, http, &http->expire);
	if (r == 0)
		loop_timer_start(http->expire, EXPIRE_EVERY_MS);
	return r;
}

/* Other certificates are for connections from now on. */
static int
load_certificate(struct http_io *http, const struct repod_settings *settings)
{
	int r = 0;

	if (settings->https.n > 0 && http->tls)
		r = tls_server_load(
		    http->tls, settings->certificate, settings->key);
	else if (settings->https.n > 0)
		r = tls_server_new(http->shared.context->loop,
		    settings->certificate, settings->key, &http->tls);
	return r;
}

int
http_io_start(const struct daemon_context *context,
    const struct repod_settings *settings, struct tree *tree,
    struct machines *machines, struct made *made, struct passed *passed,
    struct http_io **ret_http)
{
	struct http_io *http = calloc(1, sizeof(*http));
	int r = http ? prepare(http, context, passed) : -ENOMEM;

	if (r < 0) {
		log_error("cannot serve HTTP: %s", strerror(-r));
		http_io_stop(http);
		return r;
	}
	http->shared.machines = machines;
	http->shared.lookup.made = made;
	apply(http, settings, tree);
	r = listeners_start(&http->listeners, &settings->http);
	if (r == 0)
		r = load_certificate(http, settings);
	if (r == 0)
		r = listeners_start(&http->secure, &settings->https);
	if (r < 0) {
		http_io_stop(http);
		return r;
	}
	*ret_http = http;
	return 0;
}

void
http_io_reload(struct http_io *http, const struct repod_settings *settings,
    struct tree *tree)
{
	listeners_set(&http->listeners, &settings->http);
	if (load_certificate(http, settings) == 0)
		listeners_set(&http->secure, &settings->https);
	apply(http, settings, tree);
}

unsigned
http_io_drain(struct http_io *http)
{
	if (!http->shared.is_draining) {
		listeners_close(&http->listeners);
		listeners_close(&http->secure);
		http_connection_drain_all(&http->shared);
	}
	return http->shared.n;
}

void
http_io_stop(struct http_io *http)
{
	if (!http)
		return;
	listeners_close(&http->listeners);
	listeners_close(&http->secure);
	/* Without a context nothing was started. */
	if (http->shared.context)
		http_connection_free_all(&http->shared);
	tls_server_free(http->tls);
	loop_timer_free(http->expire);
	open_files_free(http->shared.lookup.files);
	tree_unref(http->shared.lookup.tree);
	free(http);
}

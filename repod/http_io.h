/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_IO_H
#define REPOD_HTTP_IO_H

#include "common/daemon.h"
#include "common/machine.h"
#include "common/tree.h"
#include "repod/answer/made.h"
#include "repod/passed.h"
#include "repod/repod_config.h"

/* HTTP on sockets: listeners, connections, timers. The protocol itself is
 * repod/http_session.h. */

/** struct http_io - the HTTP server; opaque */
struct http_io;

/**
 * http_io_start() - bind every address of @settings->http and serve @tree
 * @context: must outlive the server
 * @settings: copied from; may go afterwards
 * @tree: referenced, not taken over
 * @machines, @made: borrowed; must outlive the server
 * @passed: sockets to serve on in place of those of @settings
 *
 * Return: 0; -errno, logged.
 */
int http_io_start(const struct daemon_context *context,
    const struct repod_settings *settings, struct tree *tree,
    struct machines *machines, struct made *made, struct passed *passed,
    struct http_io **ret_http);

/**
 * http_io_reload() - serve @tree by @settings from the next request on
 *
 * Other addresses are listened on at once, as far as they can be had; see
 * listeners_set().
 */
void http_io_reload(struct http_io *http, const struct repod_settings *settings,
    struct tree *tree);

/** http_io_drain() - accept no more connections, and end each behind its
 * present request. Return: how many there still are. */
unsigned http_io_drain(struct http_io *http);

/** http_io_stop() - close every listener and connection; NULL is allowed */
void http_io_stop(struct http_io *http);

#endif

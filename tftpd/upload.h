/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_UPLOAD_H
#define TFTPD_UPLOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/datagram.h"
#include "common/event.h"
#include "common/loop.h"
#include "common/tree.h"
#include "tftpd/channel.h"
#include "tftpd/negotiate.h"
#include "tftpd/table.h"

/*
 * A file that a client sends, as tftpd/session.h is one that a client takes: it
 * carries packets and time between sockets and tftpd/receive.h, and the octets
 * to tftpd/store.h, and tells once how it ended.
 */

enum {
	UPLOADS_MAX = 32 /* at once, each with two pieces of memory */
};

/** struct upload - one transfer; opaque */
struct upload;

/** struct upload_host - what all uploads share; outlives them */
struct upload_host {
	struct loop *loop;
	struct event_log *events;
	struct table table; /* those under way */
	void (*ended)(void *owner);
	void *owner;
};

/** struct upload_request - what a client asked */
struct upload_request {
	struct channel_request channel;
	const char *name; /* as asked */
	uint64_t digest;  /* of the request; see server_digest() */
	bool is_netascii;
	struct negotiate_terms terms;
	uint64_t max_size; /* octets */
};

/** upload_limit() - what @limits of reads become for the write of @request: a
 * window fits the memory there is for it, and with @is_shared a block the
 * socket that takes requests */
void upload_limit(struct negotiate_limits *limits,
    const struct tftp_packet *request, bool is_shared);

/**
 * upload_start() - begin to answer @request
 * @file: taken over, as is @request's channel, also on failure
 *
 * Return: 0; -errno.
 */
int upload_start(struct upload_host *host, const struct upload_request *request,
    struct tree_new *file);

/** upload_of() - the upload that a table's entry is part of; NULL for NULL */
struct upload *upload_of(struct table_entry *entry);

/** upload_is_shared() - as session_is_shared() */
bool upload_is_shared(const struct upload *upload);

/** upload_take() - a packet from its peer; it may be over and gone then */
void upload_take(struct upload *upload, struct datagram *message);

/** upload_is_same() - whether a request of @digest is the one that it serves:
 * sent again, as its answer got lost, which the timer mends, or doubled on the
 * way, which is no reason to end it (RFC 1350 section 4). A client that fell
 * silent, or has stored its file, means a new one. */
bool upload_is_same(const struct upload *upload, uint64_t digest);

/** upload_is_spare() - whether it may make room for another: its file is
 * whole, or nothing has come for seconds since it began */
bool upload_is_spare(const struct upload *upload);

/** upload_end() - end it now, as session_end() */
void upload_end(struct upload *upload, const char *reason);

/** upload_free_all() - end all without a word: the server stops */
void upload_free_all(struct upload_host *host);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_SESSION_H
#define TFTPD_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"
#include "common/event.h"
#include "common/loop.h"
#include "common/tree.h"
#include "tftpd/channel.h"
#include "tftpd/negotiate.h"
#include "tftpd/table.h"

/*
 * A transfer, on its own socket or on the one that listens: it carries packets,
 * time and the file's octets between the machine's sockets, timers and disk and
 * the engine, and tells once how it ended.
 */

enum {
	/* One send: a full block, or a run of blocks in a UDP_SEGMENT. */
	SESSION_SCRATCH = 66 << 10,
};

/** struct session - one transfer; opaque */
struct session;

/** struct session_host - what all sessions share; outlives them */
struct session_host {
	struct loop *loop;
	struct event_log *events;
	uint8_t *scratch;   /* SESSION_SCRATCH octets */
	size_t ahead_left;  /* octets that sessions may still read ahead */
	struct table table; /* the sessions under way */
	/* A session ended and is gone from the table. */
	void (*ended)(void *owner);
	void *owner;
};

/** struct session_request - what a client asked, and what it gets */
struct session_request {
	struct channel_request channel;
	const char *name; /* as asked */
	uint64_t digest;  /* of the request; see server_digest() */
	bool is_netascii;
	struct negotiate_terms terms;
};

/**
 * session_start() - begin to answer @request
 * @file: taken over, as is @request's channel, also on failure
 *
 * Return: 0; -errno.
 */
int session_start(struct session_host *host,
    const struct session_request *request, struct tree_file *file);

/** session_of() - the session that a table's entry is part of; NULL for NULL */
struct session *session_of(struct table_entry *entry);

/** session_is_shared() - whether it has no socket of its own: then its peer's
 * packets arrive with the requests, and are for session_take() */
bool session_is_shared(const struct session *session);

/** session_take() - a packet from its peer; it may be over and gone then */
void session_take(struct session *session, struct datagram *message);

/** session_catch_up() - take in what its client has sent by now; it may be
 * over and gone then, see table_find() */
void session_catch_up(struct session *session);

/**
 * session_is_same() - whether a request of @digest from the session's client
 * is the one that it serves, sent again: then it needs no other answer
 */
bool session_is_same(const struct session *session, uint64_t digest);

/** session_is_idler() - whether its client has not yet acknowledged anything,
 * @age_us after it began: who asks with another's address never does */
bool session_is_idler(const struct session *session, uint64_t age_us);

/** session_end() - end it now: its client asked for something else, or the
 * server needs room. @reason is told in log and event. */
void session_end(struct session *session, const char *reason);

/** session_free_all() - end all sessions without a word: the server stops */
void session_free_all(struct session_host *host);

#endif

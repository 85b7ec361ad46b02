/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_PEER_H
#define REPOD_FTP_PEER_H

#include "common/daemon.h"
#include "repod/ftp_transfer.h"
#include "repod/ftp_turns.h"

/*
 * One FTP client: its control connection, the session engine behind it, and
 * what the engine wants done about files and data connections.
 */

enum {
	/* Between two commands of a program, however far away; a person at a
	 * prompt logs in again. */
	FTP_PEER_HURRY_MS = 1000,
};

/** struct ftp_peer - one client; opaque */
struct ftp_peer;

/** A client is gone; it is freed behind this call. */
typedef void ftp_peer_gone_fn(void *owner);

/**
 * ftp_peer_new() - a client, not greeted yet: it waits for its turn
 * @fd: its connection, taken over, also on failure
 * @turns: borrowed; its transfers take theirs there
 *
 * While it waits it is told so from time to time, as the first lines of a
 * longer greeting, so that it does not give up.
 * Return: 0; -errno.
 */
int ftp_peer_new(const struct daemon_context *context, int fd,
    struct ftp_turns *turns, ftp_peer_gone_fn *gone, void *owner,
    struct ftp_peer **ret_peer);

/** ftp_peer_serve() - its turn has come: greet it, and serve it by @terms,
 * which are copied, the tree referenced. Once a client. */
void ftp_peer_serve(struct ftp_peer *peer, const struct ftp_terms *terms);

/** ftp_peer_hurry() - from now on its session ends when no command comes for
 * FTP_PEER_HURRY_MS; a transfer goes on */
void ftp_peer_hurry(struct ftp_peer *peer);

/** ftp_peer_free() - close it at once, without telling the owner; NULL is
 * allowed */
void ftp_peer_free(struct ftp_peer *peer);

#endif

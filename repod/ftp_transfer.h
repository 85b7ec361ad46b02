/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_TRANSFER_H
#define REPOD_FTP_TRANSFER_H

#include "common/daemon.h"
#include "common/machine.h"
#include "common/tree.h"
#include "repod/access.h"
#include "repod/answer/made.h"
#include "repod/ftp_channel.h"
#include "repod/ftp_record.h"
#include "repod/ftp_session.h"
#include "repod/repod_config.h"

/* What one client's session wants done about files and data: look, open,
 * listen, send, drop; see enum ftp_do. */

/** struct ftp_terms - by what a client is served, from its first octet on */
struct ftp_terms {
	struct tree *tree;
	const struct access *access; /* as it is now, not when it began */
	struct machines *machines;   /* who knows MACs */
	struct made *made;	     /* files that are made */
	bool logs_json;
	uint64_t idle_ms; /* between two commands; 0: no limit */
	uint64_t data_ms; /* for a data connection, and without an octet; 0 */
	struct repod_ports ports;
	uint32_t passive_address;
};

/** struct ftp_transfer - a client's file, data connection and record, one of
 * each at the most */
struct ftp_transfer {
	struct loop *loop;
	struct ftp_terms terms; /* tree: referenced; NULL before it is served */
	ftp_channel_fn *finished;
	void *owner;
	struct ftp_channel *channel;
	struct tree_file file; /* of FTP_DO_OPEN; fd -1: none */
	struct ftp_record record;
	char reason[MADE_REASON_MAX]; /* why the last file was not made */
};

/**
 * ftp_transfer_init() - nothing under way
 * @peer: the client's end of the control connection
 * @finished: called with @owner when what ftp_transfer_begin() began has
 *	ended by itself; everything is closed and recorded by then
 */
void ftp_transfer_init(struct ftp_transfer *transfer,
    const struct daemon_context *context, const union endpoint *peer,
    ftp_channel_fn *finished, void *owner);

/** ftp_transfer_find_out() - what FTP_DO_LISTEN, _LOOK and _OPEN ask. Return:
 * false when @action asks nothing, and @ret_found is untouched. */
bool ftp_transfer_find_out(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action,
    struct ftp_found *ret_found);

/** ftp_transfer_begin() - FTP_DO_SEND_FILE or _SEND_LIST. Return: 0; -errno,
 * and everything is closed. */
int ftp_transfer_begin(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action);

/** ftp_transfer_drop() - close all; what runs is recorded as aborted and
 * finishes nothing */
void ftp_transfer_drop(struct ftp_transfer *transfer);

#endif

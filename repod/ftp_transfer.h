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
#include "repod/ftp_source.h"
#include "repod/open_files.h"
#include "repod/repod_config.h"

/* What one client's session wants done about files and data: look, open,
 * listen, send, drop; see enum ftp_do. */

/** struct ftp_terms - by what a client is served, from its first octet on */
struct ftp_terms {
	struct tree *tree;
	const struct access *access; /* as it is now, not when it began */
	struct machines *machines;   /* who knows MACs */
	struct made *made;	     /* files that are made */
	struct open_files *files;    /* files that are kept open */
	bool logs_json;
	uint64_t idle_ms; /* between two commands; 0: no limit */
	uint64_t data_ms; /* for a data connection, and without an octet; 0 */
	struct repod_ports ports;
	uint32_t passive_address;
};

enum {
	FTP_TRANSFER_SENT = 1, /* all of it, at once */
};

/** struct ftp_transfer - a client's file, data connection and record, one of
 * each at the most */
struct ftp_transfer {
	struct loop *loop;
	struct ftp_terms terms; /* tree: referenced; NULL before it is served */
	ftp_channel_fn *finished;
	void *owner;
	struct ftp_channel *channel;
	struct stream_file *file; /* of FTP_DO_OPEN; NULL: none */
	uint64_t size;
	/* What was begun: a source, or the file from offset on. */
	struct ftp_source *source;
	uint64_t offset;
	bool is_passive;
	union endpoint to;
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

/** ftp_transfer_list() - what FTP_DO_SEND_LIST or _TELL_LIST asks for. Return:
 * 0, and @ret_source is the caller's; -ENOMEM. */
int ftp_transfer_list(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action,
    struct ftp_source **ret_source);

/** ftp_transfer_begin() - take note of FTP_DO_SEND_FILE or _SEND_LIST. Return:
 * 0; -ENOMEM, and everything is recorded and closed. */
int ftp_transfer_begin(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action);

/**
 * ftp_transfer_go() - send what was begun
 *
 * Return: 0; FTP_TRANSFER_SENT, and -errno: everything is recorded and closed,
 * and nothing finishes later.
 */
int ftp_transfer_go(
    struct ftp_transfer *transfer, const struct ftp_session *session);

/** ftp_transfer_drop() - close all; what runs is recorded as aborted and
 * finishes nothing */
void ftp_transfer_drop(struct ftp_transfer *transfer);

/** ftp_transfer_free() - the same, and give back all but @transfer itself */
void ftp_transfer_free(struct ftp_transfer *transfer);

#endif

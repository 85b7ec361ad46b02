/* SPDX-License-Identifier: ISC */
#include "repod/ftp_transfer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/log.h"
#include "repod/ftp_folder.h"

static const struct {
	const char *name, *reason;
} outcomes[] = {
	[FTP_SENT] = { "ok", NULL },
	[FTP_NO_CONNECTION] = { "failed", "no data connection came about" },
	[FTP_BROKEN] = { "aborted", "the client closed the data connection" },
	[FTP_STALLED] = { "failed", "the client took no data any more" },
	[FTP_FAILED] = { "failed", "it could not be read to its end" },
};

static void
close_file(struct ftp_transfer *transfer)
{
	stream_file_unref(transfer->file);
	transfer->file = NULL;
	ftp_source_free(transfer->source);
	transfer->source = NULL;
}

static void
end(struct ftp_transfer *transfer, const char *outcome, const char *reason)
{
	if (transfer->record.is_open)
		ftp_record_end(&transfer->record,
		    ftp_channel_sent(transfer->channel), outcome, reason);
	ftp_channel_close(transfer->channel);
	close_file(transfer);
}

static void
channel_finished(void *owner, enum ftp_outcome outcome)
{
	struct ftp_transfer *transfer = owner;

	end(transfer, outcomes[outcome].name, outcomes[outcome].reason);
	transfer->finished(transfer->owner, outcome);
}

void
ftp_transfer_init(struct ftp_transfer *transfer,
    const struct daemon_context *context, const union endpoint *peer,
    ftp_channel_fn *finished, void *owner)
{
	*transfer = (struct ftp_transfer){
		.loop = context->loop, .finished = finished, .owner = owner
	};
	ftp_record_init(&transfer->record, context->events, peer);
}

void
ftp_transfer_drop(struct ftp_transfer *transfer)
{
	end(transfer, "aborted", "it was given up");
}

void
ftp_transfer_free(struct ftp_transfer *transfer)
{
	ftp_transfer_drop(transfer);
	ftp_channel_free(transfer->channel);
	tree_unref(transfer->terms.tree);
}

/* --- questions ------------------------------------------------------------ */

/* A channel without a connection. */
static int
clear_channel(struct ftp_transfer *transfer, const struct ftp_session *session)
{
	ftp_channel_close(transfer->channel);
	if (transfer->channel)
		return 0;
	return ftp_channel_new(transfer->loop, &session->peer, &session->local,
	    transfer->terms.data_ms, channel_finished, transfer,
	    &transfer->channel);
}

static int
do_listen(struct ftp_transfer *transfer, const struct ftp_session *session,
    struct ftp_found *found)
{
	int r = clear_channel(transfer, session);

	if (r == 0)
		r = ftp_channel_listen(
		    transfer->channel, &transfer->terms.ports, &found->port);
	if (r < 0)
		log_warn(
		    "no port for data: %s; widen passive-ports", strerror(-r));
	return r;
}

static bool
may_have(const struct ftp_transfer *transfer, const struct ftp_session *session,
    const char *name)
{
	return access_allows(transfer->terms.access, name, &session->peer);
}

/* Return: as made_open(), -ENOENT too where it is none of those. */
static int
open_made(struct ftp_transfer *transfer, const struct ftp_session *session,
    const char *name, struct made_file *ret_file, struct ftp_found *found)
{
	struct made *made = transfer->terms.made;
	struct asker asker;
	int r;

	if (!made_has(made, name))
		return -ENOENT;
	asker_by_ftp(&session->peer, &session->local, &asker);
	r = made_open(made, transfer->terms.tree, name, &asker,
	    loop_now_ms(transfer->loop), ret_file, transfer->reason);
	found->reason = r == -EBADMSG ? transfer->reason : NULL;
	return r;
}

static struct ftp_entry
describe(const struct made_file *file)
{
	return (struct ftp_entry){
		.size = file->size,
		.mtime_s = file->mtime.tv_sec,
	};
}

/* A made file's size is known when it is made. */
static int
look_at_made(struct ftp_transfer *transfer, const struct ftp_session *session,
    const char *name, struct ftp_found *found)
{
	struct made_file file;
	int r = open_made(transfer, session, name, &file, found);

	if (r == 0) {
		found->entry = describe(&file);
		free(file.text);
	}
	return r;
}

static int
do_look(struct ftp_transfer *transfer, const struct ftp_session *session,
    const char *name, struct ftp_found *found)
{
	struct stat st;
	int r;

	if (!may_have(transfer, session, name))
		return ACCESS_REFUSED;
	r = look_at_made(transfer, session, name, found);
	if (r != -ENOENT && r != -EISDIR)
		return r;
	r = tree_stat(transfer->terms.tree, name, &st);
	if (r < 0)
		return r;
	if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
		return -EINVAL;
	found->entry = ftp_folder_describe(&st);
	return 0;
}

static int
open_kept(
    struct ftp_transfer *transfer, const char *name, struct ftp_found *found)
{
	struct open_files *files = transfer->terms.files;
	struct open_file kept;
	int r;

	open_files_turn(files, loop_turn(transfer->loop));
	r = open_files_get(files, transfer->terms.tree, name,
	    loop_now_ms(transfer->loop), &kept);
	if (r < 0)
		return r;
	transfer->file = kept.file;
	found->entry = (struct ftp_entry){
		.size = kept.size,
		.mtime_s = kept.mtime.tv_sec,
	};
	return 0;
}

static int
do_open(struct ftp_transfer *transfer, const struct ftp_session *session,
    const char *name, struct ftp_found *found)
{
	struct made_file made;
	int r;

	close_file(transfer);
	if (!may_have(transfer, session, name))
		return ACCESS_REFUSED;
	r = open_made(transfer, session, name, &made, found);
	if (r == 0) {
		found->entry = describe(&made);
		transfer->file = stream_file_of_text(made.text, made.size);
		r = transfer->file ? 0 : -ENOMEM;
	} else if (r == -ENOENT) {
		r = open_kept(transfer, name, found);
	}
	if (r == 0)
		transfer->size = found->entry.size;
	return r;
}

bool
ftp_transfer_find_out(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action,
    struct ftp_found *ret_found)
{
	struct ftp_found found = { .now_s = time(NULL) };

	if (action->what == FTP_DO_LISTEN)
		found.error = do_listen(transfer, session, &found);
	else if (action->what == FTP_DO_LOOK)
		found.error = do_look(transfer, session, action->name, &found);
	else if (action->what == FTP_DO_OPEN)
		found.error = do_open(transfer, session, action->name, &found);
	else
		return false;
	*ret_found = found;
	return true;
}

/* --- sending ---------------------------------------------------------------
 */

int
ftp_transfer_list(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action,
    struct ftp_source **ret_source)
{
	return ftp_source_new_list(transfer->terms.tree, transfer->terms.access,
	    &session->peer, action, time(NULL), ret_source);
}

/* What an action sends, made ready: its strings live no longer than this call.
 * Return: 0; -ENOMEM. */
static int
prepare(struct ftp_transfer *transfer, const struct ftp_session *session,
    const struct ftp_action *action)
{
	if (action->what == FTP_DO_SEND_LIST)
		return ftp_transfer_list(
		    transfer, session, action, &transfer->source);
	if (action->is_ascii)
		return ftp_source_new_ascii(transfer->file, transfer->size,
		    action->offset, &transfer->source);
	return 0;
}

int
ftp_transfer_begin(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action)
{
	bool is_file = action->what == FTP_DO_SEND_FILE;
	int r;

	ftp_record_begin(
	    &transfer->record, is_file ? "retr" : "list", action->name);
	r = prepare(transfer, session, action);
	transfer->is_passive = action->is_passive;
	transfer->to = action->to;
	transfer->offset = action->offset;
	if (r < 0)
		end(transfer, "failed", strerror(-r));
	return r;
}

/* Return: whether all is sent at once. */
static bool
send_it(struct ftp_transfer *transfer)
{
	struct ftp_source *source = transfer->source;

	if (!source)
		return ftp_channel_send_file(transfer->channel, transfer->file,
		    transfer->offset, transfer->size - transfer->offset);
	transfer->source = NULL;
	ftp_channel_send_source(transfer->channel, source);
	return false;
}

int
ftp_transfer_go(
    struct ftp_transfer *transfer, const struct ftp_session *session)
{
	int r = 0;

	if (!transfer->is_passive) {
		r = clear_channel(transfer, session);
		if (r == 0)
			ftp_channel_connect(transfer->channel, &transfer->to);
	}
	if (r < 0) {
		end(transfer, "failed", strerror(-r));
	} else if (send_it(transfer)) {
		end(transfer, outcomes[FTP_SENT].name, NULL);
		r = FTP_TRANSFER_SENT;
	}
	return r;
}

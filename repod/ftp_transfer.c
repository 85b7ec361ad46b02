/* SPDX-License-Identifier: ISC */
#include "repod/ftp_transfer.h"

#include <errno.h>
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
end(struct ftp_transfer *transfer, const char *outcome, const char *reason)
{
	if (transfer->record.is_open)
		ftp_record_end(&transfer->record,
		    ftp_channel_sent(transfer->channel), outcome, reason);
	ftp_channel_free(transfer->channel);
	transfer->channel = NULL;
	tree_close(&transfer->file);
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
	*transfer = (struct ftp_transfer){ .loop = context->loop,
		.finished = finished,
		.owner = owner,
		.file.fd = -1 };
	ftp_record_init(&transfer->record, context->events, peer);
}

void
ftp_transfer_drop(struct ftp_transfer *transfer)
{
	end(transfer, "aborted", "it was given up");
}

/* --- questions ------------------------------------------------------------ */

static int
new_channel(struct ftp_transfer *transfer, const struct ftp_session *session)
{
	ftp_channel_free(transfer->channel);
	transfer->channel = NULL;
	return ftp_channel_new(transfer->loop, &session->peer, &session->local,
	    transfer->terms.data_ms, channel_finished, transfer,
	    &transfer->channel);
}

static int
do_listen(struct ftp_transfer *transfer, const struct ftp_session *session,
    struct ftp_found *found)
{
	int r = new_channel(transfer, session);

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
    const char *name, struct tree_file *ret_file, struct ftp_found *found)
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
describe(const struct tree_file *file)
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
	struct tree_file file;
	int r = open_made(transfer, session, name, &file, found);

	if (r == 0) {
		found->entry = describe(&file);
		tree_close(&file);
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
do_open(struct ftp_transfer *transfer, const struct ftp_session *session,
    const char *name, struct ftp_found *found)
{
	int r;

	tree_close(&transfer->file);
	if (!may_have(transfer, session, name))
		return ACCESS_REFUSED;
	r = open_made(transfer, session, name, &transfer->file, found);
	if (r == -ENOENT)
		r = tree_open_file(transfer->terms.tree, name, &transfer->file);
	if (r == 0)
		found->entry = describe(&transfer->file);
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

/* The file that was opened, as octets or as lines. Return: 0; -ENOMEM. */
static int
send_file(struct ftp_transfer *transfer, const struct ftp_action *action)
{
	struct ftp_source *source;
	struct stream_file *file;
	uint64_t size = transfer->file.size;

	if (action->is_ascii) {
		if (ftp_source_new_ascii(
			&transfer->file, action->offset, &source) < 0)
			return -ENOMEM;
		ftp_channel_send_source(transfer->channel, source);
		return 0;
	}
	file = stream_file_of(&transfer->file);
	if (!file)
		return -ENOMEM;
	ftp_channel_send_file(
	    transfer->channel, file, action->offset, size - action->offset);
	stream_file_unref(file);
	return 0;
}

static int
send_list(struct ftp_transfer *transfer, const struct ftp_action *action)
{
	struct ftp_source *source;
	int r;

	r = ftp_source_new_list(
	    transfer->terms.tree, action, time(NULL), &source);
	if (r == 0)
		ftp_channel_send_source(transfer->channel, source);
	return r;
}

int
ftp_transfer_begin(struct ftp_transfer *transfer,
    const struct ftp_session *session, const struct ftp_action *action)
{
	bool is_file = action->what == FTP_DO_SEND_FILE;
	int r = 0;

	ftp_record_begin(
	    &transfer->record, is_file ? "retr" : "list", action->name);
	if (!action->is_passive) {
		r = new_channel(transfer, session);
		if (r == 0)
			ftp_channel_connect(transfer->channel, &action->to);
	}
	if (r == 0)
		r = is_file ? send_file(transfer, action)
			    : send_list(transfer, action);
	if (r < 0)
		end(transfer, "failed", strerror(-r));
	return r;
}

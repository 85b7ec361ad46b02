/* SPDX-License-Identifier: ISC */
#include "repod/ftp_peer.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "common/ftp_reply.h"
#include "common/log.h"
#include "common/stream.h"
#include "repod/ftp_channel.h"
#include "repod/ftp_folder.h"
#include "repod/ftp_record.h"
#include "repod/ftp_session.h"

enum {
	/* A client that waits is told so for the first time, and again. */
	WAIT_FIRST_MS = 5000,
	WAIT_AGAIN_MS = 10000,
	/* A client may take its last reply so long. */
	LINGER_MS = 3000,
	/* Replies that the client has not taken, in octets and in number:
	 * until it does, no more of its commands are read. */
	REPLIES_MAX = 64 << 10,
	N_REPLIES_MAX = 256,
};

static_assert(N_REPLIES_MAX < (int)STREAM_PIECES_MAX, "a stream holds them");
static_assert(REPLIES_MAX + FTP_REPLY_MAX < (int)STREAM_OUTPUT_MAX, "and here");

enum state {
	STATE_WAITING,
	STATE_SERVED,
	STATE_CLOSING, /* the last reply is on its way */
	STATE_LOST,    /* to be freed by the timer */
};

struct ftp_peer {
	const struct daemon_context *context;
	ftp_peer_gone_fn *gone;
	void *owner;

	enum state state;
	bool has_ended; /* the control connection: nothing more comes */
	struct stream *control;
	unsigned n_replies; /* since it was drained */
	struct loop_timer *timer;
	struct ftp_terms terms;
	struct ftp_channel *channel;
	struct tree_file file;	  /* of FTP_DO_OPEN; fd -1: none */
	struct ftp_record record; /* of the transfer that runs */
	struct ftp_session session;
};

/* --- the end -------------------------------------------------------------- */

/* Close what belongs to data; a transfer that runs is aborted. */
static void
drop(struct ftp_peer *peer)
{
	if (peer->record.is_open)
		ftp_record_end(&peer->record, ftp_channel_sent(peer->channel),
		    "aborted", "the client gave it up");
	ftp_channel_free(peer->channel);
	peer->channel = NULL;
	tree_close(&peer->file);
}

void
ftp_peer_free(struct ftp_peer *peer)
{
	if (!peer)
		return;
	drop(peer);
	stream_free(peer->control);
	loop_timer_free(peer->timer);
	tree_unref(peer->terms.tree);
	free(peer);
}

static void
end(struct ftp_peer *peer)
{
	peer->gone(peer->owner);
	ftp_peer_free(peer);
}

/* Free it, but not from inside its own callbacks. */
static void
lose(struct ftp_peer *peer)
{
	peer->state = STATE_LOST;
	loop_timer_start(peer->timer, 0);
}

static void
begin_closing(struct ftp_peer *peer)
{
	drop(peer);
	peer->state = STATE_CLOSING;
	loop_timer_start(peer->timer, LINGER_MS);
	stream_shutdown(peer->control);
}

/* --- what the engine wants done ------------------------------------------- */

static void transfer_finished(void *owner, enum ftp_outcome outcome);

static int
new_channel(struct ftp_peer *peer)
{
	ftp_channel_free(peer->channel);
	peer->channel = NULL;
	return ftp_channel_new(peer->context->loop, &peer->session.peer,
	    &peer->session.local, peer->terms.data_ms, transfer_finished, peer,
	    &peer->channel);
}

static int
do_listen(struct ftp_peer *peer, struct ftp_found *found)
{
	int r = new_channel(peer);

	if (r == 0)
		r = ftp_channel_listen(
		    peer->channel, &peer->terms.ports, &found->port);
	if (r < 0)
		log_warn(
		    "no port for data: %s; widen passive-ports", strerror(-r));
	return r;
}

static int
do_look(struct ftp_peer *peer, const char *name, struct ftp_found *found)
{
	struct stat st;
	int r = tree_stat(peer->terms.tree, name, &st);

	if (r < 0)
		return r;
	if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
		return -EINVAL;
	found->entry = ftp_folder_describe(&st);
	return 0;
}

static int
do_open(struct ftp_peer *peer, const char *name, struct ftp_found *found)
{
	int r;

	tree_close(&peer->file);
	r = tree_open_file(peer->terms.tree, name, &peer->file);
	if (r < 0)
		return r;
	found->entry = (struct ftp_entry){
		.size = peer->file.size,
		.mtime_s = peer->file.mtime.tv_sec,
	};
	return 0;
}

/* Find out what the engine asks. Return: whether it asked. */
static bool
find_out(struct ftp_peer *peer, const struct ftp_action *action,
    struct ftp_found *ret_found)
{
	struct ftp_found found = { .now_s = time(NULL) };

	if (action->what == FTP_DO_LISTEN)
		found.error = do_listen(peer, &found);
	else if (action->what == FTP_DO_LOOK)
		found.error = do_look(peer, action->name, &found);
	else if (action->what == FTP_DO_OPEN)
		found.error = do_open(peer, action->name, &found);
	else
		return false;
	*ret_found = found;
	return true;
}

/* Answer what the engine asks, until it has no more questions. */
static void
answer(struct ftp_peer *peer, struct ftp_output *output)
{
	struct ftp_found found = { .error = 0 };
	const char *step;

	while (find_out(peer, &output->action, &found))
		ftp_session_answer(&peer->session, &found, output);
	/* What a client did not get is worth a line as what it got. */
	step = ftp_session_step(&peer->session);
	if (found.error < 0 && step)
		ftp_record_refused(
		    &peer->record, step, peer->session.object, found.error);
}

/* The file that was opened, as octets or as lines. Return: 0; -ENOMEM. */
static int
send_file(struct ftp_peer *peer, const struct ftp_action *action)
{
	struct ftp_source *source;
	struct stream_file *file;
	uint64_t size = peer->file.size;

	if (action->is_ascii) {
		if (ftp_source_new_ascii(&peer->file, action->offset, &source) <
		    0)
			return -ENOMEM;
		ftp_channel_send_source(peer->channel, source);
		return 0;
	}
	file = stream_file_new(peer->file.fd);
	peer->file.fd = -1;
	if (!file)
		return -ENOMEM;
	ftp_channel_send_file(
	    peer->channel, file, action->offset, size - action->offset);
	stream_file_unref(file);
	return 0;
}

static int
send_list(struct ftp_peer *peer, const struct ftp_action *action)
{
	struct ftp_source *source;
	int r;

	r = ftp_source_new_list(peer->terms.tree, action, time(NULL), &source);
	if (r == 0)
		ftp_channel_send_source(peer->channel, source);
	return r;
}

static void
do_send(struct ftp_peer *peer, const struct ftp_action *action)
{
	bool is_file = action->what == FTP_DO_SEND_FILE;
	int r = 0;

	ftp_record_begin(
	    &peer->record, is_file ? "retr" : "list", action->name);
	if (!action->is_passive) {
		r = new_channel(peer);
		if (r == 0)
			ftp_channel_connect(peer->channel, &action->to);
	}
	if (r == 0)
		r = is_file ? send_file(peer, action) : send_list(peer, action);
	if (r == 0)
		return;
	log_error("cannot serve a transfer: %s", strerror(-r));
	drop(peer);
	lose(peer);
}

/* The idle time counts from the last reply, not while a transfer runs: that
 * has a timeout of its own. */
static void
replied(struct ftp_peer *peer)
{
	peer->n_replies++;
	if (ftp_session_is_sending(&peer->session))
		loop_timer_stop(peer->timer);
	else
		loop_timer_start(peer->timer, peer->terms.idle_ms);
}

/* Send the reply, then do what is to be done, until the engine is content. */
static void
act(struct ftp_peer *peer, struct ftp_output *output)
{
	answer(peer, output);
	ftp_record_said(&peer->record, ">", output->bytes, output->reply.pos);
	if (output->reply.failed ||
	    (output->reply.pos > 0 &&
		stream_write(peer->control, output->bytes, output->reply.pos) <
		    0)) {
		lose(peer);
		return;
	}
	if (output->reply.pos > 0)
		replied(peer);
	if (output->action.what == FTP_DO_CLOSE)
		begin_closing(peer);
	else if (output->action.what == FTP_DO_DROP)
		drop(peer);
	else if (output->action.what != FTP_DO_NOTHING)
		do_send(peer, &output->action);
}

static const char *const outcome_names[] = {
	[FTP_SENT] = "ok",
	[FTP_NO_CONNECTION] = "failed",
	[FTP_BROKEN] = "aborted",
	[FTP_STALLED] = "failed",
	[FTP_FAILED] = "failed",
};

static const char *const outcome_reasons[] = {
	[FTP_SENT] = NULL,
	[FTP_NO_CONNECTION] = "no data connection came about",
	[FTP_BROKEN] = "the client closed the data connection",
	[FTP_STALLED] = "the client took no data for data-timeout",
	[FTP_FAILED] = "it could not be read to its end",
};

static void
transfer_finished(void *owner, enum ftp_outcome outcome)
{
	struct ftp_peer *peer = owner;
	struct ftp_output output;

	ftp_record_end(&peer->record, ftp_channel_sent(peer->channel),
	    outcome_names[outcome], outcome_reasons[outcome]);
	drop(peer);
	ftp_session_finish(&peer->session, outcome, &output);
	act(peer, &output);
	/* Commands may wait behind the transfer. */
	stream_resume(peer->control);
}

/* --- the control connection ----------------------------------------------- */

static bool
wants_input(const struct ftp_peer *peer)
{
	return peer->state == STATE_SERVED &&
	    ftp_session_wants_input(&peer->session) &&
	    peer->n_replies < N_REPLIES_MAX &&
	    stream_queued(peer->control) < REPLIES_MAX;
}

static size_t
control_received(void *owner, const uint8_t *bytes, size_t len)
{
	struct ftp_peer *peer = owner;
	struct ftp_output output;
	size_t taken = 0;

	while (taken < len && wants_input(peer)) {
		size_t n = ftp_session_feed(
		    &peer->session, bytes + taken, len - taken, &output);

		ftp_record_said(&peer->record, "<", bytes + taken, n);
		taken += n;
		act(peer, &output);
	}
	/* Behind QUIT everything is passed over, so that the last reply is
	 * not lost to a reset. */
	return peer->state == STATE_CLOSING ? len : taken;
}

static void
control_drained(void *owner)
{
	struct ftp_peer *peer = owner;

	peer->n_replies = 0;
	if (peer->state == STATE_CLOSING && peer->has_ended)
		end(peer);
	else
		stream_resume(peer->control);
}

static void
control_ended(void *owner, int error)
{
	struct ftp_peer *peer = owner;

	peer->has_ended = true;
	/* RFC 959 2.3: without its control connection a transfer stops. The
	 * replies to what came before still leave. */
	if (error == 0 && peer->state == STATE_SERVED)
		begin_closing(peer);
	else if (error != 0 || stream_queued(peer->control) == 0)
		end(peer);
}

static const struct stream_events control_events = {
	.received = control_received,
	.drained = control_drained,
	.ended = control_ended,
};

/* A line of the greeting to come: replies begin with their code and a dash
 * as long as more follow. */
static void
tell_to_wait(struct ftp_peer *peer)
{
	uint8_t bytes[80];
	struct writer line = writer_over(bytes, sizeof(bytes));

	ftp_reply_begin(&line, 220, false);
	writer_text(&line, "All places are taken, yours comes up soon.");
	ftp_reply_end(&line);
	if (stream_write(peer->control, bytes, line.pos) < 0)
		lose(peer);
	else
		loop_timer_start(peer->timer, WAIT_AGAIN_MS);
}

static void
timer_fired(void *owner)
{
	struct ftp_peer *peer = owner;
	struct ftp_output output;

	if (peer->state == STATE_WAITING) {
		tell_to_wait(peer);
	} else if (peer->state == STATE_SERVED) {
		ftp_session_timeout(&peer->session, &output);
		act(peer, &output);
	} else {
		end(peer);
	}
}

/* --- for the owner -------------------------------------------------------- */

int
ftp_peer_new(const struct daemon_context *context, int fd,
    ftp_peer_gone_fn *gone, void *owner, struct ftp_peer **ret_peer)
{
	struct ftp_peer *peer = calloc(1, sizeof(*peer));
	int r, on = 1;

	/* ABOR's Synch sends urgent octets: they belong in the line. */
	setsockopt(fd, SOL_SOCKET, SO_OOBINLINE, &on, sizeof(on));
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	if (!peer) {
		close(fd);
		return -ENOMEM;
	}
	peer->context = context;
	peer->gone = gone;
	peer->owner = owner;
	peer->file.fd = -1;
	r = stream_new(
	    context->loop, fd, &control_events, peer, &peer->control);
	if (r == 0)
		r = loop_timer_new(
		    context->loop, timer_fired, peer, &peer->timer);
	if (r < 0) {
		ftp_peer_free(peer);
		return r;
	}
	ftp_record_init(
	    &peer->record, context->events, stream_peer(peer->control));
	loop_timer_start(peer->timer, WAIT_FIRST_MS);
	*ret_peer = peer;
	return 0;
}

void
ftp_peer_serve(struct ftp_peer *peer, const struct ftp_terms *terms)
{
	struct ftp_output output;

	peer->state = STATE_SERVED;
	peer->terms = *terms;
	tree_ref(peer->terms.tree);
	ftp_session_begin(&peer->session, stream_peer(peer->control),
	    stream_local(peer->control), terms->passive_address, &output);
	act(peer, &output);
	stream_resume(peer->control);
}

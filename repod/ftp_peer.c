/* SPDX-License-Identifier: ISC */
#include "repod/ftp_peer.h"

#include <assert.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/ftp_reply.h"
#include "common/machine.h"
#include "common/stream.h"
#include "repod/ftp_pump.h"
#include "repod/ftp_session.h"

enum {
	/* A client that waits, for its session or for a transfer, is told so
	 * for the first time, and again: dnf gives up after 30 s. Not earlier:
	 * lpxelinux cannot read a reply of several lines. */
	WAIT_FIRST_MS = 15000,
	WAIT_AGAIN_MS = 10000,
	/* Octets of a listing that are told at once. */
	TOLD_PIECE = 16 << 10,
	/* A client may take its last reply so long. */
	LINGER_MS = 3000,
	/* Replies that the client has not taken, in octets and in number:
	 * until it does, no more of its commands are read. */
	REPLIES_MAX = 64 << 10,
	N_REPLIES_MAX = 256,
};

static_assert(N_REPLIES_MAX < (int)STREAM_PIECES_MAX, "a stream holds them");
static_assert(REPLIES_MAX + FTP_REPLY_MAX + TOLD_PIECE < (int)STREAM_OUTPUT_MAX,
    "and here");

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
	struct ftp_transfer transfer;
	struct ftp_turns *turns; /* for transfers; this one's: */
	struct ftp_turn turn;
	struct ftp_output *waiting; /* what a transfer that waits will reply */
	struct ftp_pump *pump;	    /* of a listing that is told; or NULL */
	bool is_told;		    /* a piece of it is on its way */
	struct ftp_session session;
};

/* --- the end -------------------------------------------------------------- */

/* Stop what is under way, or waits. */
static void
drop(struct ftp_peer *peer)
{
	ftp_transfer_drop(&peer->transfer);
	free(peer->waiting);
	peer->waiting = NULL;
	ftp_pump_free(peer->pump);
	peer->pump = NULL;
	/* Last: others may have their turn in it. */
	ftp_turns_leave(peer->turns, &peer->turn);
}

void
ftp_peer_free(struct ftp_peer *peer)
{
	if (!peer)
		return;
	drop(peer);
	ftp_transfer_free(&peer->transfer);
	stream_free(peer->control);
	loop_timer_free(peer->timer);
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

static ftp_turn_fn turn_came;
static ftp_pump_fn piece_made;

/* --- what the engine wants done ------------------------------------------- */

/* Answer what the engine asks, until it has no more questions. */
static void
answer(struct ftp_peer *peer, struct ftp_output *output)
{
	struct ftp_found found = { .error = 0 };
	const char *step;

	while (ftp_transfer_find_out(
	    &peer->transfer, &peer->session, &output->action, &found))
		ftp_session_answer(&peer->session, &found, output);
	/* What a client did not get is worth a line as what it got. */
	step = ftp_session_step(&peer->session);
	if (found.error < 0 && step)
		ftp_record_refused(&peer->transfer.record, step,
		    peer->session.object, found.error);
}

/* The idle time, if there is one, counts from the last reply, but not while a
 * transfer runs, which has a timeout of its own, or waits. */
static void
set_timer(struct ftp_peer *peer)
{
	uint64_t idle_ms = peer->transfer.terms.idle_ms;

	if (peer->turn.is_waiting)
		return;
	if (idle_ms == 0 || ftp_session_is_sending(&peer->session))
		loop_timer_stop(peer->timer);
	else
		loop_timer_start(peer->timer, idle_ms);
}

/* Return: false when the peer is lost. */
static bool
reply(struct ftp_peer *peer, const struct ftp_output *output)
{
	size_t len = output->reply.pos;

	ftp_record_said(&peer->transfer.record, ">", output->bytes, len);
	if (output->reply.failed ||
	    (len > 0 && stream_write(peer->control, output->bytes, len) < 0)) {
		lose(peer);
		return false;
	}
	if (len > 0)
		peer->n_replies++;
	return true;
}

/* The transfer that was begun has its turn. Return: whether all is sent, and
 * @output tells it. */
static bool
send_now(struct ftp_peer *peer, struct ftp_output *output)
{
	int r;

	if (!reply(peer, output))
		return false;
	r = ftp_transfer_go(&peer->transfer, &peer->session);
	if (r == 0)
		return false;
	ftp_turns_leave(peer->turns, &peer->turn);
	if (r < 0) {
		lose(peer);
		return false;
	}
	ftp_session_finish(&peer->session, FTP_SENT, output);
	return true;
}

static void
wait_for_turn(struct ftp_peer *peer, const struct ftp_output *output)
{
	peer->waiting = malloc(sizeof(*output));
	if (!peer->waiting) {
		lose(peer);
		return;
	}
	memcpy(peer->waiting, output, sizeof(*output));
	loop_timer_start(peer->timer, WAIT_FIRST_MS);
}

/* Return: as send_now(). */
static bool
begin_transfer(struct ftp_peer *peer, struct ftp_output *output)
{
	if (ftp_transfer_begin(
		&peer->transfer, &peer->session, &output->action) < 0) {
		lose(peer);
		return false;
	}
	if (ftp_turns_take(peer->turns, &peer->turn, turn_came))
		return send_now(peer, output);
	wait_for_turn(peer, output);
	return false;
}

static void
begin_telling(struct ftp_peer *peer, const struct ftp_action *action)
{
	struct ftp_source *source;

	if (ftp_transfer_list(
		&peer->transfer, &peer->session, action, &source) < 0 ||
	    ftp_pump_new(peer->transfer.loop, source, TOLD_PIECE, piece_made,
		peer, &peer->pump) < 0 ||
	    ftp_pump_next(peer->pump) < 0)
		lose(peer);
}

/* Send the reply, then do what is to be done. Return: whether that is over at
 * once, and @output tells it. */
static bool
act_once(struct ftp_peer *peer, struct ftp_output *output)
{
	enum ftp_do what = output->action.what;

	if (what == FTP_DO_SEND_FILE || what == FTP_DO_SEND_LIST)
		return begin_transfer(peer, output);
	if (!reply(peer, output))
		return false;
	if (what == FTP_DO_CLOSE)
		begin_closing(peer);
	else if (what == FTP_DO_DROP)
		drop(peer);
	else if (what == FTP_DO_TELL_LIST)
		begin_telling(peer, &output->action);
	return false;
}

static void
act(struct ftp_peer *peer, struct ftp_output *output)
{
	unsigned n_replies = peer->n_replies;

	do
		answer(peer, output);
	while (act_once(peer, output));
	if (peer->state == STATE_SERVED && peer->n_replies != n_replies)
		set_timer(peer);
}

/* Commands may wait behind what is over. */
static void
go_on(struct ftp_peer *peer, struct ftp_output *output)
{
	act(peer, output);
	stream_resume(peer->control);
}

static void
turn_came(struct ftp_turn *turn)
{
	struct ftp_peer *peer =
	    (void *)((char *)turn - offsetof(struct ftp_peer, turn));
	struct ftp_output *output = peer->waiting;

	peer->waiting = NULL;
	/* The copy's writer was over the original. */
	output->reply.bytes = output->bytes;
	loop_timer_stop(peer->timer);
	if (send_now(peer, output))
		go_on(peer, output);
	free(output);
}

/* --- a listing inside a reply --------------------------------------------- */

static void
piece_made(void *owner, const uint8_t *bytes, ssize_t len)
{
	struct ftp_peer *peer = owner;
	struct ftp_output output;

	if (len > 0) {
		peer->is_told = true;
		if (stream_write(peer->control, bytes, (size_t)len) < 0)
			lose(peer);
		return;
	}
	ftp_pump_free(peer->pump);
	peer->pump = NULL;
	ftp_session_finish(
	    &peer->session, len == 0 ? FTP_SENT : FTP_FAILED, &output);
	go_on(peer, &output);
}

static void
piece_left(struct ftp_peer *peer)
{
	peer->is_told = false;
	set_timer(peer);
	if (ftp_pump_next(peer->pump) < 0)
		lose(peer);
}

/* --- the control connection ----------------------------------------------- */

static void
transfer_finished(void *owner, enum ftp_outcome outcome)
{
	struct ftp_peer *peer = owner;
	struct ftp_output output;

	ftp_turns_leave(peer->turns, &peer->turn);
	ftp_session_finish(&peer->session, outcome, &output);
	go_on(peer, &output);
}

static bool
wants_input(const struct ftp_peer *peer)
{
	return peer->state == STATE_SERVED &&
	    ftp_session_wants_input(&peer->session) &&
	    peer->n_replies < N_REPLIES_MAX &&
	    stream_queued(peer->control) < REPLIES_MAX;
}

/* Take whole commands as long as they are wanted. Return: octets taken. */
static size_t
take_commands(struct ftp_peer *peer, const uint8_t *bytes, size_t len)
{
	struct ftp_output output;
	size_t taken = 0;

	while (taken < len && wants_input(peer)) {
		size_t n = ftp_session_feed(
		    &peer->session, bytes + taken, len - taken, &output);

		ftp_record_said(&peer->transfer.record, "<", bytes + taken, n);
		taken += n;
		act(peer, &output);
	}
	return taken;
}

/* An ABOR that stands behind other commands, which wait for the transfer: the
 * transfer ends now, so that all of them have their turn. */
static bool
is_aborted_ahead(struct ftp_peer *peer, const uint8_t *bytes, size_t len)
{
	struct ftp_output output;

	if (peer->state != STATE_SERVED ||
	    !ftp_session_is_sending(&peer->session) ||
	    !ftp_line_has_abort(bytes, len))
		return false;
	drop(peer);
	ftp_session_finish(&peer->session, FTP_BROKEN, &output);
	act(peer, &output);
	return true;
}

static size_t
control_received(void *owner, const uint8_t *bytes, size_t len)
{
	struct ftp_peer *peer = owner;
	size_t taken = take_commands(peer, bytes, len);

	while (is_aborted_ahead(peer, bytes + taken, len - taken))
		taken += take_commands(peer, bytes + taken, len - taken);
	/* Behind QUIT everything is passed over, so that the last reply is
	 * not lost to a reset. */
	return peer->state == STATE_CLOSING ? len : taken;
}

static void
control_drained(void *owner)
{
	struct ftp_peer *peer = owner;

	peer->n_replies = 0;
	if (peer->is_told && peer->pump)
		piece_left(peer);
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

/* A line of the reply to come: replies begin with their code and a dash as
 * long as more follow. */
static void
tell_to_wait(struct ftp_peer *peer, unsigned code)
{
	uint8_t bytes[80];
	struct writer line = writer_over(bytes, sizeof(bytes));

	ftp_reply_begin(&line, code, false);
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
		tell_to_wait(peer, 220);
	} else if (peer->turn.is_waiting) {
		tell_to_wait(peer, 150);
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
    struct ftp_turns *turns, ftp_peer_gone_fn *gone, void *owner,
    struct ftp_peer **ret_peer)
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
	peer->turns = turns;
	peer->gone = gone;
	peer->owner = owner;
	r = stream_new(
	    context->loop, fd, &control_events, peer, &peer->control);
	if (r == 0)
		r = loop_timer_new(
		    context->loop, timer_fired, peer, &peer->timer);
	if (r < 0) {
		ftp_peer_free(peer);
		return r;
	}
	ftp_transfer_init(&peer->transfer, context, stream_peer(peer->control),
	    transfer_finished, peer);
	loop_timer_start(peer->timer, WAIT_FIRST_MS);
	*ret_peer = peer;
	return 0;
}

void
ftp_peer_hurry(struct ftp_peer *peer)
{
	peer->transfer.terms.idle_ms = FTP_PEER_HURRY_MS;
	if (peer->state == STATE_SERVED &&
	    !ftp_session_is_sending(&peer->session))
		loop_timer_start(peer->timer, FTP_PEER_HURRY_MS);
}

void
ftp_peer_serve(struct ftp_peer *peer, const struct ftp_terms *terms)
{
	struct ftp_output output;

	peer->state = STATE_SERVED;
	peer->transfer.terms = *terms;
	tree_ref(peer->transfer.terms.tree);
	peer->transfer.record.is_json = terms->logs_json;
	machines_find(terms->machines, stream_peer(peer->control),
	    loop_now_ms(peer->transfer.loop), peer->transfer.record.machine);
	ftp_session_begin(&peer->session, stream_peer(peer->control),
	    stream_local(peer->control), terms->passive_address, &output);
	peer->session.is_unwelcome =
	    !access_welcomes(terms->access, stream_peer(peer->control));
	act(peer, &output);
	stream_resume(peer->control);
}

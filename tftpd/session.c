/* SPDX-License-Identifier: ISC */
#include "tftpd/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/text.h"
#include "tftpd/content.h"
#include "tftpd/report.h"
#include "tftpd/stranger.h"
#include "tftpd/transfer.h"

enum {
	RECEIVE_LEN = 516, /* an ERROR with a long text */
	/* Of a window ACKs come in turns, in lockstep one by one. */
	RECEIVE_BATCH = 4,
};

struct session {
	struct table_entry entry; /* first, see session_of() */
	struct session_host *host;
	struct transfer transfer;
	struct content content;
	struct channel channel;
	struct loop_timer *timer;
	uint64_t timer_us; /* when the timer fires; TRANSFER_NEVER: it rests */
	uint64_t started_us;
	uint64_t digest;
	char *name;
};

static void follow(struct session *session, enum transfer_next next);

struct session *
session_of(struct table_entry *entry)
{
	return (struct session *)(void *)entry;
}

/* --- the end --- */

static void
session_free(struct session *session)
{
	if (!session)
		return;
	content_close(&session->content, &session->host->ahead_left);
	channel_close(&session->channel);
	loop_timer_free(session->timer);
	free(session->name);
	free(session);
}

static void
leave(struct session *session, const char *reason)
{
	struct session_host *host = session->host;
	const struct report report = {
		.transfer = &session->transfer,
		.peer = &session->entry.peer,
		.name = session->name,
		.duration_us = clock_read_us() - session->started_us,
		.reason = reason,
	};

	report_write(&report, host->events);
	table_remove(&host->table, &session->entry);
	session_free(session);
	host->ended(host->owner);
}

void
session_end(struct session *session, const char *reason)
{
	leave(session, reason);
}

void
session_free_all(struct session_host *host)
{
	while (host->table.oldest) {
		struct session *session = session_of(host->table.oldest);

		table_remove(&host->table, &session->entry);
		session_free(session);
	}
}

/* --- sending --- */

/* What the network loses is for its timers, but what this machine's queues do
 * not take is sent when they do. */
static void
send_run(struct session *session, const struct transfer_run *run,
    uint8_t *bytes, size_t len)
{
	size_t segment = TFTP_HEADER_LEN + session->transfer.terms.block_size;
	int taken = channel_send_run(&session->channel, bytes, len, segment);
	struct transfer_run part = *run;

	if (taken > 0 && (size_t)taken < len) {
		part.n = (uint32_t)((size_t)taken / segment);
		part.is_last = false;
	}
	if (taken == -EAGAIN || taken == -ENOBUFS || part.n == 0)
		transfer_hold(&session->transfer, clock_read_us());
	else
		transfer_sent(&session->transfer, &part, clock_read_us());
}

static enum transfer_next
fail_reading(struct session *session, int error)
{
	char name[256];

	log_error("%s: cannot read it: %s",
	    text_escape(
		name, sizeof(name), session->name, strlen(session->name)),
	    strerror(-error));
	return transfer_fail(&session->transfer, TFTP_ERROR_OTHER,
	    error == -ENODATA ? "The file changed while it was sent"
			      : "The file cannot be read");
}

/* @bytes hold what was read of @run. */
static enum transfer_next
send_octets(
    struct session *session, const struct transfer_run *run, uint8_t *bytes)
{
	if (content_has_changed(&session->content, &session->transfer, run))
		return fail_reading(session, -ENODATA);
	transfer_frame(&session->transfer, run, bytes);
	send_run(
	    session, run, bytes, transfer_frame_len(&session->transfer, run));
	return TRANSFER_WAIT;
}

static enum transfer_next
send_text(struct session *session, const struct transfer_run *run,
    const uint8_t *file)
{
	uint8_t packet[TFTP_HEADER_LEN + TFTP_BLKSIZE_MAX];
	struct transfer_run block = *run;
	size_t len;

	len = transfer_translate(
	    &session->transfer, &block, file, run->len, packet);
	if (content_has_changed(&session->content, &session->transfer, &block))
		return fail_reading(session, -ENODATA);
	send_run(session, &block, packet, len);
	return TRANSFER_WAIT;
}

static enum transfer_next
send_read(
    struct session *session, const struct transfer_run *run, uint8_t *bytes)
{
	if (session->transfer.is_netascii)
		return send_text(session, run, bytes);
	return send_octets(session, run, bytes);
}

/* --- reading --- */

static void
read_done(void *owner, int result, uint8_t *bytes)
{
	struct session *session = owner;
	enum transfer_next next = TRANSFER_WAIT;
	struct transfer_run due;

	session->content.reading = NULL;
	if (result < 0)
		next = fail_reading(session, result);
	else if (content_is_due(&session->content, &session->transfer, &due))
		next = send_read(session, &due, bytes);
	follow(session, next == TRANSFER_WAIT ? TRANSFER_BLOCKS : next);
}

static enum transfer_next
read_later(struct session *session, const struct transfer_run *run)
{
	int r = content_later(&session->content, session->host->loop,
	    &session->transfer, run, read_done, session);

	return r < 0 ? fail_reading(session, r) : TRANSFER_WAIT;
}

/* How many blocks one send carries. */
static uint32_t
blocks_a_send(const struct transfer *transfer)
{
	uint32_t n =
	    DATAGRAM_LEN_MAX / (TFTP_HEADER_LEN + transfer->terms.block_size);

	return n < DATAGRAM_BATCH ? n : DATAGRAM_BATCH;
}

static enum transfer_next
send_due(struct session *session)
{
	const struct transfer *transfer = &session->transfer;
	struct content *content = &session->content;
	uint32_t most = blocks_a_send(transfer);
	enum transfer_next next = TRANSFER_WAIT;
	struct transfer_run run;

	while (next == TRANSFER_WAIT && !content->reading &&
	    transfer_due(transfer, most, &run)) {
		uint8_t *bytes = content_now(
		    content, transfer, &run, session->host->scratch);

		next = bytes ? send_read(session, &run, bytes)
			     : read_later(session, &run);
	}
	/* While what was sent is on its way. */
	if (next == TRANSFER_WAIT)
		content_ahead(content, transfer);
	return next;
}

/* --- what happens next --- */

/* The timer is only ever moved to an earlier time: when it fires too early it
 * is set again, and an ACK that puts the deadline off costs nothing. */
static void
arm_timer(struct session *session)
{
	uint64_t deadline = session->transfer.deadline_us;
	uint64_t now;

	if (deadline >= session->timer_us)
		return;
	now = clock_read_us();
	session->timer_us = deadline;
	loop_timer_start(
	    session->timer, deadline > now ? (deadline - now) / 1000 + 1 : 0);
}

/* Do what the engine says. The session may be gone afterwards. */
static void
follow(struct session *session, enum transfer_next next)
{
	if (next == TRANSFER_BLOCKS)
		next = send_due(session);
	if (session->transfer.control_len > 0 &&
	    (next == TRANSFER_CONTROL || next == TRANSFER_END))
		channel_send(&session->channel, session->transfer.control,
		    session->transfer.control_len);
	if (next == TRANSFER_END)
		leave(session, NULL);
	else
		arm_timer(session);
}

static void
timer_fired(void *owner)
{
	struct session *session = owner;

	session->timer_us = TRANSFER_NEVER;
	follow(session, transfer_timeout(&session->transfer, clock_read_us()));
}

/* All that arrived is taken in before anything is sent: only what it comes to
 * matters. */
static void
received(void *owner, struct datagram *messages, size_t n)
{
	struct session *session = owner;
	enum transfer_next next = TRANSFER_WAIT;
	uint64_t now = clock_read_us();

	for (size_t i = 0; i < n && next != TRANSFER_END; i++) {
		enum transfer_next one;

		if (!endpoint_is_equal(
			&messages[i].peer, &session->entry.peer)) {
			stranger_refuse(session->channel.socket, &messages[i]);
			continue;
		}
		one = transfer_packet(&session->transfer, messages[i].bytes,
		    messages[i].len, now);
		if (one != TRANSFER_WAIT)
			next = one;
	}
	follow(session, next);
}

void
session_take(struct session *session, struct datagram *message)
{
	received(session, message, 1);
}

/* --- the beginning --- */

static int
prepare(struct session *session, const struct session_request *request)
{
	struct loop *loop = session->host->loop;
	int r = -ENOMEM;

	session->name = strdup(request->name);
	if (session->name)
		r = loop_timer_new(loop, timer_fired, session, &session->timer);
	if (r == 0)
		return channel_open(loop, &request->channel, RECEIVE_LEN,
		    request->terms.window > 1 ? RECEIVE_BATCH : 1, received,
		    session, &session->channel);
	channel_refuse(&request->channel);
	return r;
}

static int
session_new(struct session_host *host, const struct session_request *request,
    struct tree_file *file, struct session **ret_session)
{
	struct session *session = calloc(1, sizeof(*session));
	int r;

	if (!session) {
		tree_close(file);
		channel_refuse(&request->channel);
		return -ENOMEM;
	}
	session->host = host;
	session->entry.peer = request->channel.peer;
	session->digest = request->digest;
	session->content.file = *file;
	session->timer_us = TRANSFER_NEVER;
	r = prepare(session, request);
	if (r < 0)
		session_free(session);
	else
		*ret_session = session;
	return r;
}

int
session_start(struct session_host *host, const struct session_request *request,
    struct tree_file *file)
{
	struct session *session;
	enum transfer_next next;
	int r = session_new(host, request, file, &session);

	if (r < 0)
		return r;
	session->started_us = clock_read_us();
	table_add(&host->table, &session->entry);
	next = transfer_start(&session->transfer, &request->terms, file->size,
	    request->is_netascii, session->started_us);
	content_begin(&session->content, &session->transfer, &host->ahead_left);
	follow(session, next);
	return 0;
}

void
session_catch_up(struct session *session)
{
	if (!session->channel.is_shared)
		datagram_receive(session->channel.socket);
}

bool
session_is_shared(const struct session *session)
{
	return session->channel.is_shared;
}

bool
session_is_same(const struct session *session, uint64_t digest)
{
	const struct transfer *transfer = &session->transfer;

	return session->digest == digest &&
	    (!transfer->is_answered || transfer->round_trip.tries == 0);
}

bool
session_is_idler(const struct session *session, uint64_t age_us)
{
	return !session->transfer.is_answered &&
	    clock_read_us() - session->started_us >= age_us;
}

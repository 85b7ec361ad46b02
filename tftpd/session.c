/* SPDX-License-Identifier: ISC */
#include "tftpd/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/datagram.h"
#include "common/log.h"
#include "common/text.h"
#include "tftpd/ahead.h"
#include "tftpd/blocks.h"
#include "tftpd/cold_read.h"
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
	struct tree_file file;
	struct datagram_socket *socket;
	bool is_shared;	      /* the socket is the host's */
	union endpoint local; /* where to send from; family 0: its socket's */
	struct loop_timer *timer;
	uint64_t timer_us; /* when the timer fires; TRANSFER_NEVER: it rests */
	uint64_t started_us;
	uint64_t digest;
	struct cold_read *reading; /* under way, or NULL */
	struct transfer_run reading_run;
	struct ahead ahead;
	char *name;
};

static void follow(struct session *session, enum transfer_next next);

uint64_t
session_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

uint64_t
session_digest(const uint8_t *request, size_t len)
{
	uint64_t digest = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

	for (size_t i = 0; i < len; i++)
		digest = (digest ^ request[i]) * UINT64_C(0x100000001b3);
	return digest;
}

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
	if (session->reading)
		cold_read_abandon(session->reading, &session->file);
	else
		tree_close(&session->file);
	if (!session->is_shared)
		datagram_free(session->socket);
	loop_timer_free(session->timer);
	ahead_free(&session->ahead, &session->host->ahead_left);
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
		.duration_us = session_now_us() - session->started_us,
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

static void
send_control(struct session *session)
{
	const struct datagram message = {
		.peer = session->entry.peer,
		.local = session->local,
		.bytes = session->transfer.control,
		.len = session->transfer.control_len,
	};

	/* What does not leave is lost, and the timer mends it. */
	datagram_send(session->socket, &message, 1);
}

/* What the network loses is for its timers, but what this machine's queues do
 * not take is sent when they do. */
static void
send_run(struct session *session, const struct transfer_run *run,
    uint8_t *bytes, size_t len)
{
	size_t segment = TFTP_HEADER_LEN + session->transfer.terms.block_size;
	const struct datagram message = {
		.peer = session->entry.peer,
		.local = session->local,
		.bytes = bytes,
		.len = len,
	};
	int taken = datagram_send_segments(session->socket, &message, segment);
	struct transfer_run part = *run;

	if (taken > 0 && (size_t)taken < len) {
		part.n = (uint32_t)((size_t)taken / segment);
		part.is_last = false;
	}
	if (taken == -EAGAIN || taken == -ENOBUFS || part.n == 0)
		transfer_hold(&session->transfer, session_now_us());
	else
		transfer_sent(&session->transfer, &part, session_now_us());
}

/* A file that is written in place while it is sent must not arrive as a mix
 * of old and new. One that was read at once cannot. */
static bool
has_changed(const struct session *session, const struct transfer_run *run)
{
	if (!run->is_last || run->first == 1 ||
	    ahead_is_whole(&session->ahead, &session->transfer))
		return false;
	return !file_stamp_has_content(&session->file.stamp, session->file.fd);
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
	if (has_changed(session, run))
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
	if (has_changed(session, &block))
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

static struct blocks
blocks_of(const struct session *session, const struct transfer_run *run)
{
	return (struct blocks){
		.offset = session->file.offset + run->offset,
		.len = run->len,
		.size = session->transfer.terms.block_size,
		.gap = session->transfer.is_netascii ? 0 : TFTP_HEADER_LEN,
	};
}

static bool
is_same_run(const struct transfer_run *a, const struct transfer_run *b)
{
	return a->first == b->first && a->n == b->n && a->offset == b->offset;
}

/* What was read is sent if it is still what is due: an ACK or the timer may
 * have moved the window meanwhile. */
static void
read_done(void *owner, int result, uint8_t *bytes)
{
	struct session *session = owner;
	enum transfer_next next = TRANSFER_WAIT;
	struct transfer_run due;

	session->reading = NULL;
	if (result < 0)
		next = fail_reading(session, result);
	else if (transfer_due(
		     &session->transfer, session->reading_run.n, &due) &&
	    is_same_run(&due, &session->reading_run))
		next = send_read(session, &due, bytes);
	follow(session, next == TRANSFER_WAIT ? TRANSFER_BLOCKS : next);
}

static enum transfer_next
read_later(struct session *session, const struct transfer_run *run,
    const struct blocks *blocks)
{
	int r = cold_read_start(session->host->loop, session->file.fd, blocks,
	    run->len + (size_t)run->n * TFTP_HEADER_LEN, read_done, session,
	    &session->reading);

	if (r < 0)
		return fail_reading(session, r);
	session->reading_run = *run;
	return TRANSFER_WAIT;
}

/* How many blocks one send carries. */
static uint32_t
blocks_a_send(const struct transfer *transfer)
{
	uint32_t n =
	    DATAGRAM_LEN_MAX / (TFTP_HEADER_LEN + transfer->terms.block_size);

	return n < DATAGRAM_BATCH ? n : DATAGRAM_BATCH;
}

/* The octets of @run, at once; NULL where the disk has to be waited for. */
static uint8_t *
read_now(struct session *session, const struct transfer_run *run,
    const struct blocks *blocks)
{
	uint8_t *scratch = session->host->scratch;
	uint8_t *bytes;

	ahead_read(&session->ahead, &session->transfer, &session->file);
	bytes = ahead_find(&session->ahead, &session->transfer, run);
	if (bytes)
		return bytes;
	return blocks_read_cached(session->file.fd, blocks, scratch) == 0
	    ? scratch
	    : NULL;
}

static enum transfer_next
send_due(struct session *session)
{
	uint32_t most = blocks_a_send(&session->transfer);
	enum transfer_next next = TRANSFER_WAIT;
	struct transfer_run run;

	while (next == TRANSFER_WAIT && !session->reading &&
	    transfer_due(&session->transfer, most, &run)) {
		struct blocks blocks = blocks_of(session, &run);
		uint8_t *bytes = read_now(session, &run, &blocks);

		if (bytes)
			next = send_read(session, &run, bytes);
		else
			next = read_later(session, &run, &blocks);
	}
	/* While what was sent is on its way. */
	if (next == TRANSFER_WAIT && !session->reading)
		ahead_read(&session->ahead, &session->transfer, &session->file);
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
	now = session_now_us();
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
		send_control(session);
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
	follow(session, transfer_timeout(&session->transfer, session_now_us()));
}

/* All that arrived is taken in before anything is sent: only what it comes to
 * matters. */
static void
received(void *owner, struct datagram *messages, size_t n)
{
	struct session *session = owner;
	enum transfer_next next = TRANSFER_WAIT;
	uint64_t now = session_now_us();

	for (size_t i = 0; i < n && next != TRANSFER_END; i++) {
		enum transfer_next one;

		if (!endpoint_is_equal(
			&messages[i].peer, &session->entry.peer)) {
			stranger_refuse(session->socket, &messages[i]);
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

/* Take over @fd, or share what the request came by. */
static int
take_socket(
    struct session *session, const struct session_request *request, int fd)
{
	if (!request->shared)
		return datagram_serve(session->host->loop, fd, RECEIVE_LEN,
		    request->terms.window > 1 ? RECEIVE_BATCH : 1, received,
		    session, &session->socket);
	session->is_shared = true;
	session->socket = request->shared;
	session->local = request->local;
	return 0;
}

static int
session_new(struct session_host *host, const struct session_request *request,
    int fd, struct tree_file *file, struct session **ret_session)
{
	struct session *session = calloc(1, sizeof(*session));
	int r = -ENOMEM;

	if (!session) {
		tree_close(file);
		if (!request->shared)
			close(fd);
		return r;
	}
	session->host = host;
	session->entry.peer = request->peer;
	session->digest = request->digest;
	session->file = *file;
	session->timer_us = TRANSFER_NEVER;
	session->name = strdup(request->name);
	if (session->name)
		r = loop_timer_new(
		    host->loop, timer_fired, session, &session->timer);
	if (r == 0)
		r = take_socket(session, request, fd);
	else if (!request->shared)
		close(fd);
	if (r < 0)
		session_free(session);
	else
		*ret_session = session;
	return r;
}

int
session_start(struct session_host *host, const struct session_request *request,
    int fd, struct tree_file *file)
{
	struct session *session;
	enum transfer_next next;
	int r = session_new(host, request, fd, file, &session);

	if (r < 0)
		return r;
	session->started_us = session_now_us();
	table_add(&host->table, &session->entry);
	next = transfer_start(&session->transfer, &request->terms,
	    session->file.size, request->is_netascii, session->started_us);
	ahead_init(&session->ahead, &session->transfer, &host->ahead_left);
	follow(session, next);
	return 0;
}

void
session_catch_up(struct session *session)
{
	if (!session->is_shared)
		datagram_receive(session->socket);
}

bool
session_is_shared(const struct session *session)
{
	return session->is_shared;
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
	    session_now_us() - session->started_us >= age_us;
}

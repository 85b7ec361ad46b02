/* SPDX-License-Identifier: ISC */
#include "tftpd/upload.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/log.h"
#include "tftpd/receive.h"
#include "tftpd/refusal.h"
#include "tftpd/store.h"
#include "tftpd/stranger.h"
#include "tftpd/upload_report.h"

enum {
	RECEIVE_BATCH = 8,
	REQUEST_BLOCK_MAX = 2044, /* what the socket for requests takes in */
	BEGINNING_US = 2000000,	  /* for the first block to come */
};

struct upload {
	struct table_entry entry; /* first, see upload_of() */
	struct upload_host *host;
	struct receive receive;
	struct store *store; /* NULL once it is published */
	struct channel channel;
	struct loop_timer *timer;
	uint64_t started_us;
	uint64_t digest;
	char *name;
};

static void follow(struct upload *upload, enum receive_next next);

struct upload *
upload_of(struct table_entry *entry)
{
	return (struct upload *)(void *)entry;
}

bool
upload_is_shared(const struct upload *upload)
{
	return upload->channel.is_shared;
}

bool
upload_is_same(const struct upload *upload, uint64_t digest)
{
	const struct receive *receive = &upload->receive;

	return upload->digest == digest && !receive->is_dallying &&
	    (receive->block == 0 || receive->tries == 0);
}

void
upload_limit(struct negotiate_limits *limits, const struct tftp_packet *request,
    bool is_shared)
{
	uint32_t block = TFTP_BLKSIZE_DEFAULT, window;

	if (is_shared && limits->max_blksize > REQUEST_BLOCK_MAX)
		limits->max_blksize = REQUEST_BLOCK_MAX;
	block = negotiate(request, limits, false, 0).block_size;
	window = STORE_PIECE / 2 / (block + 1);
	if (limits->max_windowsize > window)
		limits->max_windowsize = window;
}

bool
upload_is_spare(const struct upload *upload)
{
	return upload->receive.is_dallying ||
	    (upload->receive.block == 0 &&
		clock_read_us() - upload->started_us >= BEGINNING_US);
}

/* --- the end --- */

static void
upload_free(struct upload *upload)
{
	if (!upload)
		return;
	store_free(upload->store);
	channel_close(&upload->channel);
	loop_timer_free(upload->timer);
	free(upload->name);
	free(upload);
}

static void
tell(const struct upload *upload, const char *reason)
{
	const struct upload_report report = {
		.receive = &upload->receive,
		.peer = &upload->entry.peer,
		.name = upload->name,
		.duration_us = clock_read_us() - upload->started_us,
		.reason = reason,
	};

	upload_report_write(&report, upload->host->events);
}

/* What was published is told already. */
static void
leave(struct upload *upload, const char *reason)
{
	struct upload_host *host = upload->host;

	if (!upload->receive.is_dallying)
		tell(upload, reason);
	table_remove(&host->table, &upload->entry);
	upload_free(upload);
	host->ended(host->owner);
}

void
upload_end(struct upload *upload, const char *reason)
{
	leave(upload, reason);
}

void
upload_free_all(struct upload_host *host)
{
	while (host->table.oldest) {
		struct upload *upload = upload_of(host->table.oldest);

		table_remove(&host->table, &upload->entry);
		upload_free(upload);
	}
}

/* --- what happens next --- */

static enum receive_next
fail_storing(struct upload *upload, int error)
{
	struct refusal refusal = refusal_for_write(error);

	if (refusal.error == TFTP_ERROR_OTHER)
		log_error("cannot store a file: %s", strerror(-error));
	return receive_fail(&upload->receive, refusal.error, refusal.text);
}

/* Acknowledge what is due if there is room for what the client sends then. */
static enum receive_next
acknowledge(struct upload *upload)
{
	struct receive *receive = &upload->receive;
	size_t window = receive->terms.window * receive_room(receive);
	int r;

	if (receive->is_whole) {
		r = store_finish(upload->store);
		return r < 0 ? fail_storing(upload, r) : RECEIVE_WAIT;
	}
	if (!receive->is_ack_due || store_room(upload->store) < window)
		return RECEIVE_WAIT;
	return receive_ack(receive, clock_read_us());
}

static void
stored(void *owner, int error)
{
	struct upload *upload = owner;
	enum receive_next next;

	if (error < 0) {
		next = fail_storing(upload, error);
	} else if (upload->receive.is_whole) {
		store_free(upload->store);
		upload->store = NULL;
		next = receive_stored(&upload->receive, clock_read_us());
		tell(upload, NULL);
	} else {
		next = acknowledge(upload);
	}
	follow(upload, next);
}

static void
send_control(struct upload *upload)
{
	channel_send(&upload->channel, upload->receive.control,
	    upload->receive.control_len);
}

static void
arm_timer(struct upload *upload)
{
	uint64_t deadline = upload->receive.deadline_us;
	uint64_t now = clock_read_us();

	if (deadline == RECEIVE_NEVER)
		loop_timer_stop(upload->timer);
	else
		loop_timer_start(upload->timer,
		    deadline > now ? (deadline - now) / 1000 + 1 : 0);
}

/* Do what the engine says. The upload may be gone afterwards. */
static void
follow(struct upload *upload, enum receive_next next)
{
	if (upload->receive.control_len > 0 &&
	    (next == RECEIVE_CONTROL || next == RECEIVE_END))
		send_control(upload);
	if (next == RECEIVE_END)
		leave(upload, NULL);
	else
		arm_timer(upload);
}

static void
timer_fired(void *owner)
{
	struct upload *upload = owner;

	follow(upload, receive_timeout(&upload->receive, clock_read_us()));
}

static enum receive_next
take_packet(struct upload *upload, const struct datagram *message)
{
	uint8_t nowhere[1];
	enum receive_next next;
	size_t len = 0;
	int r;

	/* More than was acknowledged room for: as if it had been lost. */
	if (upload->store &&
	    store_room(upload->store) < receive_room(&upload->receive))
		return RECEIVE_WAIT;
	next = receive_packet(&upload->receive, message->bytes, message->len,
	    clock_read_us(),
	    upload->store ? store_place(upload->store) : nowhere, &len);
	if (next != RECEIVE_OCTETS)
		return next;
	r = store_put(upload->store, len);
	return r < 0 ? fail_storing(upload, r) : acknowledge(upload);
}

static void
received(void *owner, struct datagram *messages, size_t n)
{
	struct upload *upload = owner;
	enum receive_next next = RECEIVE_WAIT;

	for (size_t i = 0; i < n && next != RECEIVE_END; i++) {
		if (!endpoint_is_equal(&messages[i].peer, &upload->entry.peer))
			stranger_refuse(upload->channel.socket, &messages[i]);
		else if (!messages[i].is_truncated)
			next = take_packet(upload, &messages[i]);
		if (next == RECEIVE_CONTROL)
			send_control(upload);
	}
	follow(upload, next == RECEIVE_CONTROL ? RECEIVE_WAIT : next);
}

void
upload_take(struct upload *upload, struct datagram *message)
{
	received(upload, message, 1);
}

/* --- the beginning --- */

static int
prepare(struct upload *upload, const struct upload_request *request,
    struct tree_new *file)
{
	struct loop *loop = upload->host->loop;
	size_t packet = TFTP_HEADER_LEN + request->terms.block_size;
	int r = store_new(loop, file, stored, upload, &upload->store);

	if (r == 0)
		r = loop_timer_new(loop, timer_fired, upload, &upload->timer);
	if (r == 0)
		return channel_open(loop, &request->channel, packet,
		    RECEIVE_BATCH, received, upload, &upload->channel);
	channel_refuse(&request->channel);
	return r;
}

int
upload_start(struct upload_host *host, const struct upload_request *request,
    struct tree_new *file)
{
	struct upload *upload = calloc(1, sizeof(*upload));
	char *name = strdup(request->name);
	int r = -ENOMEM;

	if (!upload || !name) {
		tree_discard(file);
		channel_refuse(&request->channel);
		free(upload);
		free(name);
		return r;
	}
	upload->host = host;
	upload->name = name;
	upload->entry.peer = request->channel.peer;
	upload->digest = request->digest;
	upload->started_us = clock_read_us();
	r = prepare(upload, request, file);
	if (r < 0) {
		upload_free(upload);
		return r;
	}
	table_add(&host->table, &upload->entry);
	follow(upload,
	    receive_start(&upload->receive, &request->terms,
		request->is_netascii, request->max_size, upload->started_us));
	return 0;
}

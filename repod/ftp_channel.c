/* SPDX-License-Identifier: ISC */
#include "repod/ftp_channel.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/log.h"

enum {
	PIECE = 128 << 10,
};

static_assert(PIECE >= (int)FTP_SOURCE_PIECE_MIN, "a source can fill a piece");
static_assert(PIECE <= (int)STREAM_OUTPUT_MAX, "a stream can hold a piece");

/** struct pump - a source and the piece that a thread is making of it; lives
 * on without its channel until the thread is done */
struct pump {
	struct ftp_channel *channel; /* NULL: the transfer was dropped */
	struct ftp_source *source;
	bool is_working;
	ssize_t filled;
	uint8_t bytes[PIECE];
};

struct ftp_channel {
	struct loop *loop;
	union endpoint peer, local;
	uint64_t timeout_ms;
	ftp_channel_fn *finished;
	void *owner;

	struct stream_listener *listener;
	struct stream *stream;
	struct loop_timer *timer; /* no connection yet, or outcome to tell */
	struct stream_file *file; /* what is to be sent: this */
	uint64_t offset, len;
	struct pump *pump; /* or this */
	bool is_active;
	bool is_sending;
	bool is_told_later; /* outcome is settled, the timer tells it */
	enum ftp_outcome outcome;
};

static void
pump_free(struct pump *pump)
{
	if (!pump)
		return;
	pump->channel = NULL;
	if (pump->is_working)
		return;
	ftp_source_free(pump->source);
	free(pump);
}

void
ftp_channel_free(struct ftp_channel *channel)
{
	if (!channel)
		return;
	stream_listener_free(channel->listener);
	stream_free(channel->stream);
	loop_timer_free(channel->timer);
	stream_file_unref(channel->file);
	pump_free(channel->pump);
	free(channel);
}

uint64_t
ftp_channel_sent(const struct ftp_channel *channel)
{
	return channel && channel->stream ? stream_sent(channel->stream) : 0;
}

/* --- the end of a transfer ------------------------------------------------ */

static void
finish(struct ftp_channel *channel, enum ftp_outcome outcome)
{
	if (!channel->is_sending)
		return;
	channel->is_sending = false;
	loop_timer_stop(channel->timer);
	channel->finished(channel->owner, outcome);
}

/* From inside a call of the owner's: the loop tells it. */
static void
finish_later(struct ftp_channel *channel, enum ftp_outcome outcome)
{
	channel->is_told_later = true;
	channel->outcome = outcome;
	loop_timer_start(channel->timer, 0);
}

static void
timer_fired(void *owner)
{
	struct ftp_channel *channel = owner;

	finish(channel,
	    channel->is_told_later ? channel->outcome : FTP_NO_CONNECTION);
}

/* --- a source's pieces ---------------------------------------------------- */

static void
pump_fill(void *owner)
{
	struct pump *pump = owner;

	pump->filled =
	    ftp_source_fill(pump->source, pump->bytes, sizeof(pump->bytes));
}

static void
pump_filled(void *owner)
{
	struct pump *pump = owner;
	struct ftp_channel *channel = pump->channel;

	pump->is_working = false;
	if (!channel)
		pump_free(pump);
	else if (!channel->is_sending)
		return; /* broken meanwhile; the owner frees it all */
	else if (pump->filled < 0)
		finish(channel, FTP_FAILED);
	else if (pump->filled == 0)
		finish(channel, FTP_SENT);
	else if (stream_write(
		     channel->stream, pump->bytes, (size_t)pump->filled) < 0)
		finish(channel, FTP_FAILED);
}

/* Return: 0; -errno. */
static int
pump_start(struct ftp_channel *channel)
{
	struct pump *pump = channel->pump;
	int r = loop_work(channel->loop, pump_fill, pump_filled, pump);

	pump->is_working = r == 0;
	return r;
}

/* --- the connection ------------------------------------------------------- */

static void
data_drained(void *owner)
{
	struct ftp_channel *channel = owner;

	if (!channel->is_sending)
		return;
	if (!channel->pump)
		finish(channel, FTP_SENT);
	else if (pump_start(channel) < 0)
		finish(channel, FTP_FAILED);
}

static enum ftp_outcome
outcome_of(const struct ftp_channel *channel, int error)
{
	if (error == -EIO || error == -ENOMEM)
		return FTP_FAILED;
	if (channel->is_active && ftp_channel_sent(channel) == 0)
		return FTP_NO_CONNECTION;
	return error == -ETIMEDOUT ? FTP_STALLED : FTP_BROKEN;
}

static void
data_ended(void *owner, int error)
{
	struct ftp_channel *channel = owner;

	/* The peer will send nothing: it was not to. It may still read. */
	if (error == 0)
		return;
	/* Broken before there was anything to send: told when there is. */
	channel->is_told_later = true;
	channel->outcome = outcome_of(channel, error);
	finish(channel, channel->outcome);
}

static const struct stream_events data_events = {
	.drained = data_drained,
	.ended = data_ended,
};

static bool
is_from_control_peer(const struct ftp_channel *channel, int fd)
{
	union endpoint from;
	socklen_t len = sizeof(from);
	char text[ENDPOINT_TEXT_MAX], owner[ADDRESS_TEXT_MAX];

	if (getpeername(fd, &from.any, &len) < 0)
		return false;
	if (endpoint_is_same_host(&from, &channel->peer))
		return true;
	log_warn("%s came to a data port of %s and was turned away",
	    endpoint_text(text, &from),
	    endpoint_address_text(owner, &channel->peer));
	return false;
}

/* The connection stands or is under way, and there is something to send. */
static void
start_sending(struct ftp_channel *channel)
{
	int r;

	loop_timer_stop(channel->timer);
	stream_idle_after(channel->stream, channel->timeout_ms);
	if (channel->pump) {
		r = pump_start(channel);
	} else {
		r = stream_send_file(channel->stream, channel->file,
		    channel->offset, channel->len);
		/* Of nothing, too, the loop tells when it is sent. */
		if (channel->len == 0)
			finish_later(channel, FTP_SENT);
	}
	if (r < 0)
		finish_later(channel, FTP_FAILED);
}

static void
data_accepted(void *owner, int fd)
{
	struct ftp_channel *channel = owner;

	if (channel->stream || !is_from_control_peer(channel, fd)) {
		close(fd);
		return;
	}
	if (stream_new(
		channel->loop, fd, &data_events, channel, &channel->stream) < 0)
		return;
	/* One data connection a listener: the port is free again. */
	stream_listener_free(channel->listener);
	channel->listener = NULL;
	if (channel->is_sending)
		start_sending(channel);
}

static void
send_when_connected(struct ftp_channel *channel)
{
	/* Most clients are there before they say what they want. */
	if (channel->listener)
		stream_listener_accept(channel->listener);
	channel->is_sending = true;
	if (channel->is_told_later)
		loop_timer_start(channel->timer, 0);
	else if (channel->stream)
		start_sending(channel);
	else if (channel->timeout_ms > 0)
		loop_timer_start(channel->timer, channel->timeout_ms);
}

/* --- for the owner -------------------------------------------------------- */

int
ftp_channel_new(struct loop *loop, const union endpoint *peer,
    const union endpoint *local, uint64_t timeout_ms, ftp_channel_fn *finished,
    void *owner, struct ftp_channel **ret_channel)
{
	struct ftp_channel *channel = calloc(1, sizeof(*channel));

	if (!channel)
		return -ENOMEM;
	channel->loop = loop;
	channel->peer = *peer;
	channel->local = *local;
	channel->timeout_ms = timeout_ms;
	channel->finished = finished;
	channel->owner = owner;
	if (loop_timer_new(loop, timer_fired, channel, &channel->timer) < 0) {
		free(channel);
		return -ENOMEM;
	}
	*ret_channel = channel;
	return 0;
}

/* The dynamic ports of RFC 6335 section 6. */
static const struct repod_ports dynamic_ports = { 49152, 65535 };

/* Bind to a free one of ports, the first tried at random. The kernel is not
 * asked to choose: it passes over every port with a connection in TIME-WAIT,
 * which each transfer leaves behind for a minute, so that after some thousands
 * it searches long and in the end in vain. */
static int
bind_to_one(const struct ftp_channel *channel, const struct repod_ports *ports,
    int *ret_fd, uint16_t *ret_port)
{
	union endpoint at = channel->local;
	unsigned n = ports->last - ports->first + 1U, start = 0;
	int r = -EADDRINUSE;

	if (getrandom(&start, sizeof(start), 0) != sizeof(start))
		return -errno;
	start %= n;
	for (unsigned i = 0; i < n && r == -EADDRINUSE; i++) {
		endpoint_set_port(
		    &at, (uint16_t)(ports->first + (start + i) % n));
		r = stream_bind(&at, ret_fd);
	}
	if (r == 0)
		*ret_port = endpoint_port(&at);
	return r;
}

int
ftp_channel_listen(struct ftp_channel *channel, const struct repod_ports *ports,
    uint16_t *ret_port)
{
	int fd = -1, r;

	r = bind_to_one(
	    channel, ports->first ? ports : &dynamic_ports, &fd, ret_port);
	if (r < 0)
		return r;
	return stream_listen(
	    channel->loop, fd, data_accepted, channel, &channel->listener);
}

/* A socket on its way to to, from the address that the client knows. */
static int
open_connection(const struct ftp_channel *channel, const union endpoint *to)
{
	union endpoint from = channel->local;
	int fd, r;

	fd = socket(
	    to->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	endpoint_set_port(&from, 0);
	if (bind(fd, &from.any, endpoint_len(&from)) == 0 &&
	    (connect(fd, &to->any, endpoint_len(to)) == 0 ||
		errno == EINPROGRESS))
		return fd;
	r = -errno;
	close(fd);
	return r;
}

void
ftp_channel_connect(struct ftp_channel *channel, const union endpoint *to)
{
	int fd = open_connection(channel, to);

	channel->is_active = true;
	if (fd < 0 ||
	    stream_new(
		channel->loop, fd, &data_events, channel, &channel->stream) < 0)
		finish_later(channel, FTP_NO_CONNECTION);
}

void
ftp_channel_send_file(struct ftp_channel *channel, struct stream_file *file,
    uint64_t offset, uint64_t len)
{
	channel->file = stream_file_ref(file);
	channel->offset = offset;
	channel->len = len;
	send_when_connected(channel);
}

void
ftp_channel_send_source(struct ftp_channel *channel, struct ftp_source *source)
{
	struct pump *pump = malloc(sizeof(*pump));

	if (!pump) {
		ftp_source_free(source);
		finish_later(channel, FTP_FAILED);
	} else {
		pump->channel = channel;
		pump->source = source;
		pump->is_working = false;
		pump->filled = 1; /* not at its end */
		channel->pump = pump;
	}
	send_when_connected(channel);
}

/* SPDX-License-Identifier: ISC */
#include "repod/ftp_channel.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "repod/ftp_port.h"
#include "repod/ftp_pump.h"

enum {
	PIECE = 128 << 10,
};

static_assert(PIECE <= (int)STREAM_OUTPUT_MAX, "a stream can hold a piece");

struct ftp_channel {
	struct loop *loop;
	union endpoint peer, local;
	uint64_t timeout_ms;
	ftp_channel_fn *finished;
	void *owner;

	int port; /* listens, and nobody was waited for yet; or -1 */
	struct stream_listener *listener; /* of it, once somebody is */
	struct stream *stream;
	struct loop_timer *timer; /* no connection yet, or outcome to tell */
	struct stream_file *file; /* what is to be sent: this */
	uint64_t offset, len;
	uint64_t n_sent_at_once;
	struct ftp_pump *pump; /* or this */
	bool is_active;
	bool is_sending;
	bool is_told_later; /* outcome is settled, the timer tells it */
	enum ftp_outcome outcome;
};

void
ftp_channel_close(struct ftp_channel *channel)
{
	if (!channel)
		return;
	if (channel->port >= 0)
		close(channel->port);
	channel->port = -1;
	stream_listener_free(channel->listener);
	channel->listener = NULL;
	stream_free(channel->stream);
	channel->stream = NULL;
	loop_timer_stop(channel->timer);
	stream_file_unref(channel->file);
	channel->file = NULL;
	ftp_pump_free(channel->pump);
	channel->pump = NULL;
	channel->n_sent_at_once = 0;
	channel->is_active = channel->is_sending = false;
	channel->is_told_later = false;
}

void
ftp_channel_free(struct ftp_channel *channel)
{
	if (!channel)
		return;
	ftp_channel_close(channel);
	loop_timer_free(channel->timer);
	free(channel);
}

uint64_t
ftp_channel_sent(const struct ftp_channel *channel)
{
	if (!channel)
		return 0;
	return channel->n_sent_at_once +
	    (channel->stream ? stream_sent(channel->stream) : 0);
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

static void
piece_made(void *owner, const uint8_t *bytes, ssize_t len)
{
	struct ftp_channel *channel = owner;

	if (!channel->is_sending)
		return; /* broken meanwhile; the owner frees it all */
	if (len < 0)
		finish(channel, FTP_FAILED);
	else if (len == 0)
		finish(channel, FTP_SENT);
	else if (stream_write(channel->stream, bytes, (size_t)len) < 0)
		finish(channel, FTP_FAILED);
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
	else if (ftp_pump_next(channel->pump) < 0)
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

/* The connection stands or is under way, and there is something to send. */
static void
start_sending(struct ftp_channel *channel)
{
	int r;

	loop_timer_stop(channel->timer);
	stream_idle_after(channel->stream, channel->timeout_ms);
	if (channel->pump) {
		r = ftp_pump_next(channel->pump);
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

/* Take over the data connection fd. */
static void
adopt(struct ftp_channel *channel, int fd)
{
	if (stream_new(
		channel->loop, fd, &data_events, channel, &channel->stream) < 0)
		finish_later(channel, FTP_FAILED);
	else
		start_sending(channel);
}

static void
data_accepted(void *owner, int fd)
{
	struct ftp_channel *channel = owner;
	union endpoint from;
	socklen_t len = sizeof(from);

	if (channel->stream || getpeername(fd, &from.any, &len) < 0 ||
	    !ftp_port_belongs_to(&from, &channel->peer)) {
		close(fd);
		return;
	}
	/* One data connection a listener: the port is free again. */
	stream_listener_free(channel->listener);
	channel->listener = NULL;
	adopt(channel, fd);
}

/* Return: 0; -errno. */
static int
wait_for_connection(struct ftp_channel *channel)
{
	int fd = channel->port;

	channel->port = -1;
	if (channel->timeout_ms > 0)
		loop_timer_start(channel->timer, channel->timeout_ms);
	return stream_listen(
	    channel->loop, fd, data_accepted, channel, &channel->listener);
}

/* Most clients are there before they say what they want. Return: their
 * connection; -EAGAIN; another -errno. */
static int
accept_now(struct ftp_channel *channel)
{
	int fd = ftp_port_accept(channel->port, &channel->peer);

	if (fd >= 0) {
		close(channel->port);
		channel->port = -1;
	}
	return fd;
}

/* Content that is in memory leaves by one call, and its last octet in one
 * segment with the end: close() sends what MSG_MORE held back. */
static void
send_at_once(struct ftp_channel *channel, int fd)
{
	const uint8_t *kept = stream_file_kept(channel->file);
	ssize_t n;

	if (!kept || channel->len == 0)
		return;
	n = send(fd, kept + channel->offset, (size_t)channel->len,
	    MSG_NOSIGNAL | MSG_MORE);
	if (n < 0)
		return; /* Whoever tries it next is told why. */
	channel->n_sent_at_once = (uint64_t)n;
	channel->offset += (uint64_t)n;
	channel->len -= (uint64_t)n;
}

/* Return: whether all is sent, and fd is closed. */
static bool
is_sent_at_once(struct ftp_channel *channel, int fd)
{
	if (!channel->file)
		return false;
	send_at_once(channel, fd);
	if (channel->len > 0)
		return false;
	close(fd);
	return true;
}

/* Return: whether all is sent, and nothing is to be waited for. */
static bool
send_when_connected(struct ftp_channel *channel)
{
	int fd = -EAGAIN;

	channel->is_sending = true;
	if (channel->is_told_later) {
		loop_timer_start(channel->timer, 0);
		return false;
	}
	if (channel->port >= 0)
		fd = accept_now(channel);
	if (fd >= 0 && is_sent_at_once(channel, fd)) {
		channel->is_sending = false;
		return true;
	}
	if (fd >= 0)
		adopt(channel, fd);
	else if (channel->stream)
		start_sending(channel);
	else if (wait_for_connection(channel) < 0)
		finish_later(channel, FTP_FAILED);
	return false;
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
	channel->port = -1;
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

int
ftp_channel_listen(struct ftp_channel *channel, const struct repod_ports *ports,
    uint16_t *ret_port)
{
	return ftp_port_open(&channel->local, ports, &channel->port, ret_port);
}

/*
 * A socket on its way to to, from the address that the client knows (RFC 1123
 * 4.1.2.12). Its port is chosen as it connects: bind() alone would pass over
 * every port with a connection in TIME-WAIT, to whomever that was, which each
 * transfer leaves behind for a minute.
 */
static int
open_connection(const struct ftp_channel *channel, const union endpoint *to)
{
	union endpoint from = channel->local;
	int fd, r, on = 1;

	fd = socket(
	    to->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	endpoint_set_port(&from, 0);
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
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

bool
ftp_channel_send_file(struct ftp_channel *channel, struct stream_file *file,
    uint64_t offset, uint64_t len)
{
	channel->file = stream_file_ref(file);
	channel->offset = offset;
	channel->len = len;
	return send_when_connected(channel);
}

void
ftp_channel_send_source(struct ftp_channel *channel, struct ftp_source *source)
{
	if (ftp_pump_new(channel->loop, source, PIECE, piece_made, channel,
		&channel->pump) < 0)
		finish_later(channel, FTP_FAILED);
	send_when_connected(channel);
}

/* SPDX-License-Identifier: ISC */
#include "common/stream.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	/* Sent in one turn before other streams get theirs. */
	SEND_A_TURN = 4 << 20,
	/* Times that waiting input is offered in one turn. */
	OFFERS_A_TURN = 16,
	/* The loop could not watch: tried again so much later. */
	WATCH_AGAIN_MS = 100,
};

struct stream {
	struct loop *loop;
	struct loop_watch *watch;
	struct loop_timer *idle; /* made when first asked for */
	struct loop_timer *kick; /* the same */
	const struct stream_events *events;
	void *owner;
	int fd;
	union endpoint peer;
	union endpoint local;

	struct stream_input input;
	struct stream_queue queue;
	struct stream_chunk chunk; /* being loaded on a thread */
	uint64_t n_sent;
	uint64_t idle_ms;
	uint64_t moved_ms; /* when an octet last moved */

	unsigned n_entered; /* callbacks of ours on the stack */
	bool is_connecting;
	bool is_paused;
	bool is_kicked;	   /* resumed: what waits is to be offered */
	bool has_to_drain; /* something was queued: drained() is owed */
	bool has_to_shut;  /* a FIN is owed */
	bool is_full;	   /* the socket takes no more for now */
	bool is_loading;
	bool is_ended; /* nothing more comes in */
	bool is_failed;
	bool is_freed; /* by the owner, while we still need the memory */
};

static void
destroy_if_unused(struct stream *stream)
{
	if (stream->is_freed && stream->n_entered == 0 && !stream->is_loading)
		free(stream);
}

void
stream_free(struct stream *stream)
{
	if (!stream)
		return;
	stream->is_freed = true;
	loop_watch_free(stream->watch);
	loop_timer_free(stream->idle);
	loop_timer_free(stream->kick);
	stream_queue_clear(&stream->queue);
	stream_input_free(&stream->input);
	close(stream->fd);
	destroy_if_unused(stream);
}

/* --- telling the owner --- */

static void
moved(struct stream *stream)
{
	stream->moved_ms = loop_now_ms(stream->loop);
}

static void
end(struct stream *stream, int error)
{
	if (stream->is_failed || (stream->is_ended && error == 0))
		return;
	stream->is_ended = true;
	if (error != 0) {
		stream->is_failed = true;
		stream_queue_clear(&stream->queue);
	}
	stream->events->ended(stream->owner, error);
}

/* --- receiving --- */

/* An owner that freed the stream took its input along. */
static ssize_t
offer(void *owner, const uint8_t *bytes, size_t len)
{
	struct stream *stream = owner;
	size_t used = stream->events->received(stream->owner, bytes, len);

	return stream->is_freed ? -ECANCELED : (ssize_t)used;
}

static void
offer_again(struct stream *stream)
{
	int r = stream_input_offer(&stream->input, offer, stream);

	if (r < 0 && !stream->is_freed)
		end(stream, r);
}

static bool
may_receive(const struct stream *stream)
{
	return stream->events->received && !stream->is_freed &&
	    !stream->is_paused && !stream->is_ended &&
	    stream->input.len < STREAM_INPUT_MAX;
}

static void
receive(struct stream *stream)
{
	ssize_t n;

	if (!may_receive(stream))
		return;
	n = stream_input_receive(&stream->input, stream->fd, offer, stream);
	if (stream->is_freed)
		return;
	if (n > 0)
		moved(stream);
	else if (n != -EAGAIN && n != -EINTR)
		end(stream, (int)n);
}

/* --- sending --- */

static void stream_turn(struct stream *stream, unsigned ready);
static void stream_kicked(void *owner);

static void
load_chunk(void *owner)
{
	const struct stream *stream = owner;

	stream_file_load(
	    stream->chunk.file, stream->chunk.offset, stream->chunk.len);
}

static void
loaded_chunk(void *owner)
{
	struct stream *stream = owner;

	stream->is_loading = false;
	stream_file_unref(stream->chunk.file);
	if (stream->is_freed)
		destroy_if_unused(stream);
	else
		stream_turn(stream, LOOP_WRITE);
}

static void
start_load(struct stream *stream, const struct stream_chunk *chunk)
{
	int r;

	/* The thread works on a reference of its own. */
	stream->chunk = *chunk;
	stream_file_ref(chunk->file);
	r = loop_work(stream->loop, load_chunk, loaded_chunk, stream);
	if (r < 0) {
		stream_file_unref(chunk->file);
		end(stream, r);
		return;
	}
	stream->is_loading = true;
}

static void
drained(struct stream *stream)
{
	stream->has_to_drain = false;
	if (stream->has_to_shut) {
		stream->has_to_shut = false;
		shutdown(stream->fd, SHUT_WR);
	}
	stream->events->drained(stream->owner);
}

static void
flush(struct stream *stream)
{
	uint64_t before = stream->queue.queued;
	struct stream_chunk chunk;
	int r;

	if (stream->is_freed || stream->is_failed || stream->is_loading ||
	    !stream->has_to_drain)
		return;
	r = stream_queue_send(&stream->queue, stream->fd, SEND_A_TURN, &chunk);
	/* Others have their turn before the rest of much is sent. */
	stream->is_full =
	    r == -EAGAIN || (r == 0 && !stream_queue_is_empty(&stream->queue));
	if (before != stream->queue.queued) {
		stream->n_sent += before - stream->queue.queued;
		moved(stream);
	}
	if (r == STREAM_QUEUE_COLD)
		start_load(stream, &chunk);
	else if (r < 0 && r != -EAGAIN)
		end(stream, r);
	else if (stream_queue_is_empty(&stream->queue))
		drained(stream);
}

/* --- the turn --- */

/* A turn of its own, soon. */
static void
kick(struct stream *stream, uint64_t ms)
{
	if (stream->kick ||
	    loop_timer_new(
		stream->loop, stream_kicked, stream, &stream->kick) == 0)
		loop_timer_start(stream->kick, ms);
	else
		loop_watch_set(stream->watch, LOOP_WRITE);
}

static void
ask(struct stream *stream)
{
	unsigned interest = LOOP_NONE;

	if (stream->is_freed)
		return;
	if (stream->is_connecting)
		interest = LOOP_WRITE;
	else if (!stream->is_failed)
		interest = (may_receive(stream) ? LOOP_READ : 0u) |
		    (stream->is_full && !stream->is_loading ? LOOP_WRITE : 0u);
	if (loop_watch_set(stream->watch, interest) < 0)
		kick(stream, WATCH_AGAIN_MS);
}

/* What was queued is tried before the socket is watched: most of the time it
 * takes all. */
static bool
has_untried(const struct stream *stream)
{
	return stream->has_to_drain && !stream->is_full &&
	    !stream->is_loading && !stream->is_failed && !stream->is_connecting;
}

/* Return: whether the connection stands. */
static bool
finish_connect(struct stream *stream)
{
	int error = 0;
	socklen_t len = sizeof(error);

	if (getsockopt(stream->fd, SOL_SOCKET, SO_ERROR, &error, &len) < 0)
		error = errno;
	stream->is_connecting = false;
	if (error == 0) {
		moved(stream);
		return true;
	}
	end(stream, -error);
	return false;
}

/* What a readiness, a load or a kick starts: receive, send, and offer again
 * what the owner resumed meanwhile. */
static void
stream_turn(struct stream *stream, unsigned ready)
{
	stream->n_entered++;
	if (stream->is_connecting && !finish_connect(stream))
		ready = LOOP_NONE;
	if (ready & LOOP_READ)
		receive(stream);
	flush(stream);
	for (int i = 0; i < OFFERS_A_TURN && !stream->is_freed &&
	     !stream->is_failed && stream->is_kicked && !stream->is_paused;
	     i++) {
		stream->is_kicked = false;
		offer_again(stream);
		flush(stream);
	}
	if (!stream->is_freed &&
	    ((stream->is_kicked && !stream->is_paused) || has_untried(stream)))
		kick(stream, 0);
	ask(stream);
	stream->n_entered--;
	destroy_if_unused(stream);
}

static void
stream_ready(void *owner, unsigned ready)
{
	stream_turn(owner, ready);
}

static void
stream_kicked(void *owner)
{
	stream_turn(owner, LOOP_NONE);
}

static void
stream_idled(void *owner)
{
	struct stream *stream = owner;
	uint64_t still = loop_now_ms(stream->loop) - stream->moved_ms;

	if (stream->idle_ms == 0)
		return;
	if (still < stream->idle_ms) {
		loop_timer_start(stream->idle, stream->idle_ms - still);
		return;
	}
	stream->n_entered++;
	end(stream, -ETIMEDOUT);
	ask(stream);
	stream->n_entered--;
	destroy_if_unused(stream);
}

/* --- for the owner --- */

static void
name_ends(struct stream *stream)
{
	socklen_t len = sizeof(stream->local);

	getsockname(stream->fd, &stream->local.any, &len);
	len = sizeof(stream->peer);
	if (getpeername(stream->fd, &stream->peer.any, &len) < 0)
		stream->is_connecting = errno == ENOTCONN;
}

int
stream_new(struct loop *loop, int fd, const struct stream_events *events,
    void *owner, struct stream **ret_stream)
{
	struct stream *stream = calloc(1, sizeof(*stream));
	int r, on = 1;

	if (!stream) {
		close(fd);
		return -ENOMEM;
	}
	stream->loop = loop;
	stream->fd = fd;
	stream->events = events;
	stream->owner = owner;
	/* MSG_MORE joins what belongs together; nothing else should wait. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	name_ends(stream);
	moved(stream);
	r = loop_watch_new(loop, fd, stream_ready, stream, &stream->watch);
	if (r < 0) {
		stream_free(stream);
		return r;
	}
	ask(stream);
	*ret_stream = stream;
	return 0;
}

int
stream_fd(const struct stream *stream)
{
	return stream->fd;
}

const union endpoint *
stream_peer(const struct stream *stream)
{
	return &stream->peer;
}

const union endpoint *
stream_local(const struct stream *stream)
{
	return &stream->local;
}

void
stream_set_ends(struct stream *stream, const union endpoint *peer,
    const union endpoint *local)
{
	stream->peer = *peer;
	stream->local = *local;
}

/* Inside a turn the turn itself asks, once, at its end. */
static void
ask_outside(struct stream *stream)
{
	if (stream->n_entered == 0)
		ask(stream);
}

void
stream_pause(struct stream *stream)
{
	stream->is_paused = true;
	ask_outside(stream);
}

void
stream_resume(struct stream *stream)
{
	stream->is_paused = false;
	stream->is_kicked = stream->input.len > 0 || stream->n_entered > 0;
	if (stream->n_entered == 0 && stream->is_kicked)
		kick(stream, 0);
	ask_outside(stream);
}

void
stream_idle_after(struct stream *stream, uint64_t ms)
{
	stream->idle_ms = ms;
	moved(stream);
	if (ms == 0 && stream->idle)
		loop_timer_stop(stream->idle);
	if (ms == 0)
		return;
	/* Without memory for a timer the stream lives without one: the rest
	 * of it still works, and the next call tries again. */
	if (stream->idle ||
	    loop_timer_new(stream->loop, stream_idled, stream, &stream->idle) ==
		0)
		loop_timer_start(stream->idle, ms);
}

static int
queued(struct stream *stream, int r)
{
	if (r == 0) {
		stream->has_to_drain = true;
		if (stream->n_entered == 0 && has_untried(stream))
			kick(stream, 0);
	}
	return r;
}

int
stream_write(struct stream *stream, const void *bytes, size_t len)
{
	return queued(stream, stream_queue_bytes(&stream->queue, bytes, len));
}

int
stream_send_file(struct stream *stream, struct stream_file *file,
    uint64_t offset, uint64_t len)
{
	return queued(
	    stream, stream_queue_file(&stream->queue, file, offset, len));
}

int
stream_write_last(struct stream *stream, const void *bytes, size_t len)
{
	const uint8_t *rest = bytes;
	ssize_t sent = 0;

	if (stream_queue_is_empty(&stream->queue) && !stream->is_failed &&
	    !stream->is_connecting)
		sent = send(stream->fd, bytes, len, MSG_NOSIGNAL);
	/* Where that failed, the queue meets the same error, and tells. */
	if (sent < 0)
		sent = 0;
	stream->n_sent += (uint64_t)sent;
	return stream_write(stream, rest + sent, len - (size_t)sent);
}

uint64_t
stream_queued(const struct stream *stream)
{
	return stream->queue.queued;
}

void
stream_shutdown(struct stream *stream)
{
	stream->has_to_shut = true;
	queued(stream, 0);
}

uint64_t
stream_sent(const struct stream *stream)
{
	return stream->n_sent;
}

/* SPDX-License-Identifier: ISC */
#include "tftpd/io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/datagram.h"
#include "common/log.h"
#include "tftpd/ahead.h"
#include "tftpd/command_option.h"
#include "tftpd/descriptors.h"
#include "tftpd/listen.h"
#include "tftpd/request.h"

enum {
	REQUEST_LEN = 2048, /* RFC 2347 says 512; be generous */
	REQUEST_BATCH = 32,
};

struct listener {
	struct io *io;
	struct datagram_socket *socket;
};

struct io {
	const struct daemon_context *context;
	struct server server;
	struct listener listeners[LISTEN_SOCKETS_MAX];
	unsigned n_listeners;
	struct listen bound;	 /* until io_begin() adopts them */
	bool is_passed;		 /* the sockets are inetd's, or systemd's */
	struct loop_timer *idle; /* runs only on sockets passed in */
};

/* --- requests --- */

static void
rest_until_idle(struct io *io)
{
	if (io->is_passed && server_transfers(&io->server) == 0)
		loop_timer_start(io->idle, io->server.settings->idle_ms);
}

/* RFC 1123 4.2.3.5: requests to a broadcast address are not answered. From
 * port 0 nobody can ask. */
static void
received(void *owner, struct datagram *messages, size_t n)
{
	struct listener *listener = owner;
	struct io *io = listener->io;

	io->server.asked = listener->socket;
	for (size_t i = 0; i < n; i++) {
		if (!messages[i].is_broadcast && !messages[i].is_truncated &&
		    endpoint_port(&messages[i].peer) != 0)
			request_take(&io->server, &messages[i]);
	}
	rest_until_idle(io);
}

static void
transfer_ended(void *owner)
{
	rest_until_idle(owner);
}

static void
idle_fired(void *owner)
{
	struct io *io = owner;

	if (server_transfers(&io->server) > 0)
		return;
	log_debug("idle: the next request starts the next one");
	daemon_end(io->context, DAEMON_EXIT_OK);
}

/* --- start and stop --- */

static int
bind_or_inherit(struct io *io, const struct tftpd_settings *settings)
{
	int r = listen_inherit(&io->bound);

	io->is_passed = r > 0;
	return r == 0 ? listen_bind(settings, &io->bound) : r < 0 ? r : 0;
}

static int
prepare_hosts(struct io *io)
{
	struct session_host *reads = &io->server.reads;
	struct upload_host *writes = &io->server.writes;

	reads->loop = writes->loop = io->context->loop;
	reads->ended = writes->ended = transfer_ended;
	reads->owner = writes->owner = io;
	reads->ahead_left = AHEAD_OCTETS_ALL;
	reads->scratch = malloc(SESSION_SCRATCH);
	return reads->scratch ? 0 : -ENOMEM;
}

static int
prepare(struct io *io, const struct tftpd_settings *settings)
{
	struct loop *loop = io->context->loop;
	int r;

	command_option_tell(settings);
	descriptors_raise_limit(settings->max_sessions);
	r = prepare_hosts(io);
	if (r == 0)
		r = loop_timer_new(loop, idle_fired, io, &io->idle);
	if (r == 0)
		r = miss_log_new(loop, &io->server.misses);
	if (r == 0)
		r = image_watch_new(loop, &io->server.images);
	if (r == 0)
		r = server_serve(&io->server, settings);
	if (r == 0)
		repos_images_read(image_watch_images(io->server.images));
	if (r == 0)
		r = bind_or_inherit(io, settings);
	return r;
}

int
io_start(const struct daemon_context *context, void *settings, void **ret_io)
{
	struct io *io = calloc(1, sizeof(*io));
	int r = -ENOMEM;

	if (io) {
		io->context = context;
		r = prepare(io, settings);
	}
	if (r == -ENOMEM)
		log_error("out of memory");
	if (r < 0) {
		io_stop(io);
		return r;
	}
	*ret_io = io;
	return 0;
}

int
io_begin(void *owner)
{
	struct io *io = owner;
	struct event_log *events = io->context->events;

	io->server.events = events;
	io->server.reads.events = events;
	io->server.writes.events = events;
	while (io->bound.n > 0) {
		struct listener *listener = &io->listeners[io->n_listeners];
		int r;

		listener->io = io;
		r = datagram_adopt(io->context->loop,
		    io->bound.fd[--io->bound.n], REQUEST_LEN, REQUEST_BATCH,
		    received, listener, &listener->socket);

		if (r < 0) {
			log_error("cannot listen: %s", strerror(-r));
			return r;
		}
		io->n_listeners++;
	}
	rest_until_idle(io);
	log_info("serving %s%s", io->server.root,
	    io->is_passed ? ", on sockets passed in" : "");
	return 0;
}

int
io_reload(void *owner, void *settings)
{
	struct io *io = owner;

	return server_serve(&io->server, settings) < 0 ? 1 : 0;
}

static void
close_listeners(struct io *io)
{
	while (io->n_listeners > 0)
		datagram_free(io->listeners[--io->n_listeners].socket);
}

/* Transfers without a port of their own need the listening one to the end; a
 * request that comes there is sent again by its client. */
unsigned
io_drain(void *owner)
{
	struct io *io = owner;
	unsigned left = server_transfers(&io->server);

	io->server.is_draining = true;
	if (left == 0 || !io->server.settings->is_single_port)
		close_listeners(io);
	return left;
}

void
io_stop(void *owner)
{
	struct io *io = owner;

	if (!io)
		return;
	server_close(&io->server);
	close_listeners(io);
	while (io->bound.n > 0)
		close(io->bound.fd[--io->bound.n]);
	loop_timer_free(io->idle);
	miss_log_free(io->server.misses);
	image_watch_free(io->server.images);
	free(io->server.reads.scratch);
	free(io);
}

/* SPDX-License-Identifier: ISC */
#include "common/stream_listener.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	BACKLOG = 4096, /* the kernel cuts it to net.core.somaxconn */
	ACCEPTS_A_TURN = 64,
	REST_MS = 100,
};

struct stream_listener {
	int fd;
	struct loop_watch *watch;
	struct loop_timer *rest;
	stream_accept_fn *accept;
	void *owner;
	bool is_accepting; /* our callback is on the stack */
	bool is_freed;	   /* inside it */
};

int
stream_bind(const union endpoint *local, int *ret_fd)
{
	int fd, r, on = 1;

	fd = socket(local->any.sa_family,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	/* A restart must not wait for the connections of the life before. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0 ||
	    (local->any.sa_family == AF_INET6 &&
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) <
		    0) ||
	    bind(fd, &local->any, endpoint_len(local)) < 0 ||
	    listen(fd, BACKLOG) < 0) {
		r = -errno;
		close(fd);
		return r;
	}
	*ret_fd = fd;
	return 0;
}

static bool
is_shortage(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOBUFS ||
	    error == ENOMEM;
}

void
stream_listener_accept(struct stream_listener *listener)
{
	listener->is_accepting = true;
	for (int i = 0; i < ACCEPTS_A_TURN && !listener->is_freed; i++) {
		int fd = accept4(
		    listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd >= 0) {
			listener->accept(listener->owner, fd);
		} else if (is_shortage(errno)) {
			loop_watch_set(listener->watch, LOOP_NONE);
			loop_timer_start(listener->rest, REST_MS);
			break;
		} else if (errno == EAGAIN) {
			break;
		}
		/* Other errors are those of one connection that is gone. */
	}
	listener->is_accepting = false;
	if (listener->is_freed)
		free(listener);
}

static void
listener_ready(void *owner, unsigned ready)
{
	(void)ready;
	stream_listener_accept(owner);
}

static void
listener_rested(void *owner)
{
	struct stream_listener *listener = owner;

	loop_watch_set(listener->watch, LOOP_READ);
}

int
stream_listen(struct loop *loop, int fd, stream_accept_fn *accept, void *owner,
    struct stream_listener **ret_listener)
{
	struct stream_listener *listener = calloc(1, sizeof(*listener));
	int r;

	if (!listener) {
		close(fd);
		return -ENOMEM;
	}
	listener->fd = fd;
	listener->accept = accept;
	listener->owner = owner;
	r = loop_timer_new(loop, listener_rested, listener, &listener->rest);
	if (r == 0)
		r = loop_watch_new(
		    loop, fd, listener_ready, listener, &listener->watch);
	if (r < 0) {
		stream_listener_free(listener);
		return r;
	}
	loop_watch_set(listener->watch, LOOP_READ);
	*ret_listener = listener;
	return 0;
}

void
stream_listener_free(struct stream_listener *listener)
{
	if (!listener)
		return;
	listener->is_freed = true;
	loop_watch_free(listener->watch);
	loop_timer_free(listener->rest);
	close(listener->fd);
	if (!listener->is_accepting)
		free(listener);
}

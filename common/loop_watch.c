/* SPDX-License-Identifier: ISC */
#include "common/loop_watch.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
	CALLS_A_TURN = 512
};

struct loop_watches {
	int fd;
	/* What is being told, from @at on; empty outside. */
	int at, n;
	struct epoll_event told[CALLS_A_TURN];
};

struct loop_watch {
	struct loop_watches *watches;
	loop_ready_fn *ready;
	void *owner;
	int fd;
	unsigned interest; /* LOOP_NONE: epoll does not know it */
};

int
loop_watches_new(struct loop_watches **ret_watches)
{
	struct loop_watches *watches = calloc(1, sizeof(*watches));
	int r;

	if (!watches)
		return -ENOMEM;
	watches->fd = epoll_create1(EPOLL_CLOEXEC);
	if (watches->fd < 0) {
		r = -errno;
		free(watches);
		return r;
	}
	*ret_watches = watches;
	return 0;
}

void
loop_watches_free(struct loop_watches *watches)
{
	if (!watches)
		return;
	close(watches->fd);
	free(watches);
}

int
loop_watches_also(struct loop_watches *watches, int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = watches };

	return epoll_ctl(watches->fd, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno
								     : 0;
}

bool
loop_watches_wait(struct loop_watches *watches, int timeout_ms)
{
	int n =
	    epoll_wait(watches->fd, watches->told, CALLS_A_TURN, timeout_ms);
	bool is_also = false;

	watches->n = n > 0 ? n : 0;
	for (int i = 0; i < watches->n; i++)
		if (watches->told[i].data.ptr == watches) {
			watches->told[i].data.ptr = NULL;
			is_also = true;
		}
	return is_also;
}

static unsigned
ready_of(const struct loop_watch *watch, uint32_t events)
{
	if (events & (EPOLLERR | EPOLLHUP))
		return watch->interest;
	return ((events & EPOLLIN ? LOOP_READ : 0u) |
		   (events & EPOLLOUT ? LOOP_WRITE : 0u)) &
	    watch->interest;
}

/* A callback may free or change any watch, also one that is told behind it. */
void
loop_watches_call(struct loop_watches *watches)
{
	for (watches->at = 0; watches->at < watches->n; watches->at++) {
		const struct epoll_event *event = &watches->told[watches->at];
		struct loop_watch *watch = event->data.ptr;
		unsigned ready = watch ? ready_of(watch, event->events) : 0;

		if (ready != 0)
			watch->ready(watch->owner, ready);
	}
	watches->n = 0;
}

int
loop_watches_add(struct loop_watches *watches, int fd, loop_ready_fn *ready,
    void *owner, struct loop_watch **ret_watch)
{
	struct loop_watch *watch;

	if (fd < 0)
		return -EBADF;
	watch = calloc(1, sizeof(*watch));
	if (!watch)
		return -ENOMEM;
	watch->watches = watches;
	watch->ready = ready;
	watch->owner = owner;
	watch->fd = fd;
	*ret_watch = watch;
	return 0;
}

int
loop_watch_set(struct loop_watch *watch, unsigned interest)
{
	struct epoll_event event = {
		.events = (interest & LOOP_READ ? EPOLLIN : 0u) |
		    (interest & LOOP_WRITE ? EPOLLOUT : 0u),
		.data.ptr = watch,
	};
	int what = EPOLL_CTL_MOD;

	if (watch->interest == interest)
		return 0;
	if (watch->interest == LOOP_NONE)
		what = EPOLL_CTL_ADD;
	else if (interest == LOOP_NONE)
		what = EPOLL_CTL_DEL;
	if (epoll_ctl(watch->watches->fd, what, watch->fd, &event) < 0)
		return -errno;
	watch->interest = interest;
	return 0;
}

static void
forget(struct loop_watch *watch)
{
	struct loop_watches *watches = watch->watches;

	for (int i = watches->at; i < watches->n; i++)
		if (watches->told[i].data.ptr == watch)
			watches->told[i].data.ptr = NULL;
	free(watch);
}

/* Closing the descriptor would not do: another process may share it, as
 * systemd does a socket that it handed over. */
void
loop_watch_free(struct loop_watch *watch)
{
	if (!watch)
		return;
	loop_watch_set(watch, LOOP_NONE);
	forget(watch);
}

void
loop_watch_close(struct loop_watch *watch)
{
	close(watch->fd);
	forget(watch);
}

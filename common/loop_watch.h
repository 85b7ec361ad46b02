/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LOOP_WATCH_H
#define COMMON_LOOP_WATCH_H

#include <stdbool.h>

/*
 * Descriptors that a loop watches for readiness: an epoll of their own, where
 * the loop waits. libuv's polls cost three system calls to begin and two to
 * end, and four times the memory; with a connection for each file that is what
 * a server does for most of its time.
 */

struct loop_watch;
struct loop_watches;

enum loop_interest {
	LOOP_NONE = 0,
	LOOP_READ = 1,
	LOOP_WRITE = 2,
};

/** A watch's callback; @ready is of enum loop_interest. An error or hang-up on
 * the descriptor shows as ready for all that was asked. */
typedef void loop_ready_fn(void *owner, unsigned ready);

/** loop_watch_set() - ask for @interest from now on, level-triggered; cheap
 * where nothing changes. Return: 0; -errno, and nothing has changed: -EPERM
 * for what is always ready, as a file is, -ENOSPC, -ENOMEM. */
int loop_watch_set(struct loop_watch *watch, unsigned interest);

/** loop_watch_free() - stop; @fd may be closed right after. NULL is allowed. */
void loop_watch_free(struct loop_watch *watch);

/** loop_watch_close() - stop, and close its descriptor, which nobody else has
 * a copy of: one system call less than one after the other */
void loop_watch_close(struct loop_watch *watch);

/* --- for common/loop.c --- */

/** loop_watches_new() - nothing watched. Return: 0; -errno. */
int loop_watches_new(struct loop_watches **ret_watches);

/** loop_watches_free() - after all of its watches; NULL is allowed */
void loop_watches_free(struct loop_watches *watches);

/** loop_watches_add() - as loop_watch_new(), whose watch it makes */
int loop_watches_add(struct loop_watches *watches, int fd, loop_ready_fn *ready,
    void *owner, struct loop_watch **ret_watch);

/** loop_watches_also() - wait for @fd, too, which loop_watches_wait() tells
 * apart. Return: 0; -errno. */
int loop_watches_also(struct loop_watches *watches, int fd);

/** loop_watches_wait() - until something is ready, for @timeout_ms at most; -1:
 * for as long as it takes. Return: whether the descriptor of
 * loop_watches_also() is. */
bool loop_watches_wait(struct loop_watches *watches, int timeout_ms);

/** loop_watches_call() - call back for those that were ready */
void loop_watches_call(struct loop_watches *watches);

#endif

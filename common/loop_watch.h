/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LOOP_WATCH_H
#define COMMON_LOOP_WATCH_H

/*
 * Descriptors that a loop watches for readiness: an epoll of their own, which
 * the loop's waits for. libuv's polls cost three system calls to begin and two
 * to end, and four times the memory; with a connection for each file that is
 * what a server does for most of its time.
 */

struct loop;
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

/** loop_watch_new() - watch @fd, which stays the caller's; nothing is asked
 * for yet, and no system call made. Return: 0; -EBADF; -ENOMEM. */
int loop_watch_new(struct loop *loop, int fd, loop_ready_fn *ready, void *owner,
    struct loop_watch **ret_watch);

/** loop_watch_set() - ask for @interest from now on, level-triggered; cheap
 * where nothing changes. Return: 0; -errno, and nothing has changed: -EPERM
 * for what is always ready, as a file is, -ENOSPC, -ENOMEM. */
int loop_watch_set(struct loop_watch *watch, unsigned interest);

/** loop_watch_free() - stop; @fd may be closed right after. NULL is allowed. */
void loop_watch_free(struct loop_watch *watch);

/* --- for common/loop.c --- */

/** loop_watches_new() - nothing watched. Return: 0; -errno. */
int loop_watches_new(struct loop_watches **ret_watches);

/** loop_watches_free() - after all of its watches; NULL is allowed */
void loop_watches_free(struct loop_watches *watches);

/** loop_watches_fd() - what is readable when any of them is ready */
int loop_watches_fd(const struct loop_watches *watches);

/** loop_watches_call() - call back for those that are ready */
void loop_watches_call(struct loop_watches *watches);

#endif

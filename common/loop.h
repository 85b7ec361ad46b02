/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LOOP_H
#define COMMON_LOOP_H

#include <stdint.h>

#include "common/loop_watch.h"

/*
 * The event loop (libuv inside). One loop a process, one thread; callbacks
 * never overlap. A handle is freed with its _free() at any moment, also from
 * its own callback, and calls nothing after that.
 */

struct loop;
struct loop_timer;
struct loop_signal;

typedef void loop_fn(void *owner);
typedef int loop_wait_fn(void *owner);

/** loop_new() - a loop; NULL without memory */
struct loop *loop_new(void);

/** loop_run() - serve until loop_stop(). Return: 0; -errno. */
int loop_run(struct loop *loop);

/** loop_stop() - loop_run() returns after the callbacks of this turn */
void loop_stop(struct loop *loop);

/** loop_before_wait() - call @fn whenever the loop is about to wait for what
 * comes next: once a turn, after all of its callbacks. It returns the longest
 * wait in milliseconds, or -1. One @fn a loop. */
void loop_before_wait(struct loop *loop, loop_wait_fn *fn, void *owner);

/** loop_free() - after every handle of it was freed; NULL is allowed. It waits
 * for work under way, whose @done it calls: its owner must live till then. */
void loop_free(struct loop *loop);

/** loop_now_ms() - this turn's time in milliseconds, monotonic */
uint64_t loop_now_ms(const struct loop *loop);

/** loop_turn() - another number each time that the loop has waited: what is
 * handled under the same one had arrived together */
uint64_t loop_turn(const struct loop *loop);

/** loop_boottime_ms() - CLOCK_BOOTTIME in milliseconds: it counts the time a
 * machine sleeps, and nobody sets it */
uint64_t loop_boottime_ms(void);

/** loop_timer_new() - a stopped timer. Return: 0; -ENOMEM. */
int loop_timer_new(struct loop *loop, loop_fn *fire, void *owner,
    struct loop_timer **ret_timer);

/** loop_timer_start() - fire once, @ms from now; a running one starts anew */
void loop_timer_start(struct loop_timer *timer, uint64_t ms);

/** loop_timer_stop() - do not fire; stopped already is fine */
void loop_timer_stop(struct loop_timer *timer);

/** loop_timer_free() - NULL is allowed */
void loop_timer_free(struct loop_timer *timer);

/** loop_watch_new() - watch @fd, which stays the caller's; nothing is asked
 * for yet, and no system call made. Return: 0; -EBADF; -ENOMEM. */
int loop_watch_new(struct loop *loop, int fd, loop_ready_fn *ready, void *owner,
    struct loop_watch **ret_watch);

/** loop_signal_new() - call @caught whenever @number arrives. Return: 0;
 * -errno. */
int loop_signal_new(struct loop *loop, int number, loop_fn *caught, void *owner,
    struct loop_signal **ret_signal);

/** loop_signal_free() - NULL is allowed */
void loop_signal_free(struct loop_signal *handle);

/**
 * loop_work() - call @work on a thread of the pool, then @done on the loop
 *
 * @work may block; it shares nothing with the loop but what @owner leaves to
 * it. Every started work ends with @done. Return: 0; -errno.
 */
int loop_work(struct loop *loop, loop_fn *work, loop_fn *done, void *owner);

#endif

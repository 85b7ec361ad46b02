/* SPDX-License-Identifier: ISC */
#include "common/loop.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <uv.h>

/* The loop waits for its watches; what libuv does (timers, signals, the pool)
 * is one more of them, and gets its turn only where it has something to do. */
struct loop {
	uv_loop_t uv;
	bool is_stopped;
	uint64_t turn;
	loop_wait_fn *before_wait; /* or NULL */
	void *owner;
	struct loop_timer *spare; /* freed ones, kept for the next */
	struct loop_watches *watches;
};

#define NEVER UINT64_MAX

/* Most timers are started anew or stopped long before they are due, some with
 * every request. libuv's is left as it is then, where it is not too late: it
 * fires, finds that it is too early, and waits for the rest. */
struct loop_timer {
	uv_timer_t uv;
	loop_fn *fire;
	void *owner;
	uint64_t due_ms;	 /* NEVER: stopped */
	struct loop_timer *next; /* of the spare ones */
};

struct loop_signal {
	uv_signal_t uv;
	loop_fn *caught;
	void *owner;
};

struct work {
	uv_work_t uv;
	loop_fn *work;
	loop_fn *done;
	void *owner;
};

/* Return: 0; -errno, and nothing is left of it. */
static int
open_loop(struct loop *loop)
{
	int r = loop_watches_new(&loop->watches);

	if (r < 0)
		return r;
	r = uv_loop_init(&loop->uv);
	if (r == 0) {
		r = loop_watches_also(loop->watches, uv_backend_fd(&loop->uv));
		if (r == 0)
			return 0;
		uv_loop_close(&loop->uv);
	}
	loop_watches_free(loop->watches);
	return r;
}

struct loop *
loop_new(void)
{
	struct loop *loop = calloc(1, sizeof(*loop));

	if (!loop || open_loop(loop) < 0) {
		free(loop);
		return NULL;
	}
	return loop;
}

int
loop_watch_new(struct loop *loop, int fd, loop_ready_fn *ready, void *owner,
    struct loop_watch **ret_watch)
{
	return loop_watches_add(loop->watches, fd, ready, owner, ret_watch);
}

void
loop_before_wait(struct loop *loop, loop_wait_fn *fn, void *owner)
{
	loop->before_wait = fn;
	loop->owner = owner;
}

/* How long libuv leaves the loop to its watches; 0: it has something to do. */
static int
wait_of(const struct loop *loop)
{
	return uv_loop_alive(&loop->uv) ? uv_backend_timeout(&loop->uv) : -1;
}

static int
run_turn(struct loop *loop)
{
	int most_ms = loop->before_wait ? loop->before_wait(loop->owner) : -1;
	int wait_ms = wait_of(loop);
	bool is_due;

	if (most_ms >= 0 && (wait_ms < 0 || wait_ms > most_ms))
		wait_ms = most_ms;
	is_due = loop_watches_wait(loop->watches, wait_ms);
	uv_update_time(&loop->uv);
	loop->turn++;
	loop_watches_call(loop->watches);
	if (!is_due && wait_of(loop) != 0)
		return 0;
	return uv_run(&loop->uv, UV_RUN_NOWAIT);
}

int
loop_run(struct loop *loop)
{
	int r = 0;

	uv_update_time(&loop->uv);
	while (r >= 0 && !loop->is_stopped)
		r = run_turn(loop);
	loop->is_stopped = false;
	return r < 0 ? -EIO : 0;
}

void
loop_stop(struct loop *loop)
{
	loop->is_stopped = true;
}

/* Each handle is the first member of what was allocated for it. */
static void
free_closed(uv_handle_t *handle)
{
	free(handle);
}

void
loop_free(struct loop *loop)
{
	if (!loop)
		return;
	while (loop->spare) {
		struct loop_timer *timer = loop->spare;

		loop->spare = timer->next;
		uv_close((uv_handle_t *)&timer->uv, free_closed);
	}
	/* Handles that were freed are closed by one more turn. */
	while (uv_loop_alive(&loop->uv))
		uv_run(&loop->uv, UV_RUN_DEFAULT);
	loop_watches_free(loop->watches);
	if (uv_loop_close(&loop->uv) == 0)
		free(loop);
}

uint64_t
loop_now_ms(const struct loop *loop)
{
	return uv_now(&loop->uv);
}

uint64_t
loop_turn(const struct loop *loop)
{
	return loop->turn;
}

uint64_t
loop_boottime_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void
timer_fired(uv_timer_t *uv)
{
	struct loop_timer *timer = (struct loop_timer *)uv;
	uint64_t now_ms = uv_now(uv->loop);

	if (timer->due_ms == NEVER)
		return;
	if (timer->due_ms > now_ms) {
		uv_timer_start(uv, timer_fired, timer->due_ms - now_ms, 0);
		return;
	}
	timer->due_ms = NEVER;
	timer->fire(timer->owner);
}

int
loop_timer_new(struct loop *loop, loop_fn *fire, void *owner,
    struct loop_timer **ret_timer)
{
	struct loop_timer *timer = loop->spare;

	if (timer) {
		loop->spare = timer->next;
	} else {
		timer = calloc(1, sizeof(*timer));
		if (!timer)
			return -ENOMEM;
		uv_timer_init(&loop->uv, &timer->uv);
	}
	timer->fire = fire;
	timer->owner = owner;
	timer->due_ms = NEVER;
	*ret_timer = timer;
	return 0;
}

void
loop_timer_start(struct loop_timer *timer, uint64_t ms)
{
	timer->due_ms = uv_now(timer->uv.loop) + ms;
	if (!uv_is_active((uv_handle_t *)&timer->uv) ||
	    uv_timer_get_due_in(&timer->uv) > ms)
		uv_timer_start(&timer->uv, timer_fired, ms, 0);
}

void
loop_timer_stop(struct loop_timer *timer)
{
	timer->due_ms = NEVER;
}

/* To close one would cost libuv a turn of its own, and sessions come and go
 * with theirs. */
void
loop_timer_free(struct loop_timer *timer)
{
	struct loop *loop;

	if (!timer)
		return;
	loop = (struct loop *)timer->uv.loop;
	uv_timer_stop(&timer->uv);
	timer->next = loop->spare;
	loop->spare = timer;
}

static void
signal_caught(uv_signal_t *uv, int number)
{
	struct loop_signal *handle = (struct loop_signal *)uv;

	(void)number;
	handle->caught(handle->owner);
}

int
loop_signal_new(struct loop *loop, int number, loop_fn *caught, void *owner,
    struct loop_signal **ret_signal)
{
	struct loop_signal *handle = calloc(1, sizeof(*handle));
	int r;

	if (!handle)
		return -ENOMEM;
	r = uv_signal_init(&loop->uv, &handle->uv);
	if (r < 0) {
		free(handle);
		return r;
	}
	handle->caught = caught;
	handle->owner = owner;
	r = uv_signal_start(&handle->uv, signal_caught, number);
	if (r < 0) {
		loop_signal_free(handle);
		return r;
	}
	*ret_signal = handle;
	return 0;
}

void
loop_signal_free(struct loop_signal *handle)
{
	if (handle)
		uv_close((uv_handle_t *)&handle->uv, free_closed);
}

static void
work_run(uv_work_t *uv)
{
	struct work *work = (struct work *)uv;

	work->work(work->owner);
}

static void
work_done(uv_work_t *uv, int status)
{
	struct work *work = (struct work *)uv;

	/* Nothing here cancels work, so the status is always 0. */
	(void)status;
	work->done(work->owner);
	free(work);
}

int
loop_work(struct loop *loop, loop_fn *work, loop_fn *done, void *owner)
{
	struct work *item = calloc(1, sizeof(*item));
	int r;

	if (!item)
		return -ENOMEM;
	item->work = work;
	item->done = done;
	item->owner = owner;
	r = uv_queue_work(&loop->uv, &item->uv, work_run, work_done);
	if (r < 0)
		free(item);
	return r;
}

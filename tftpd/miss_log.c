/* SPDX-License-Identifier: ISC */
#include "tftpd/miss_log.h"

#include <errno.h>
#include <stdlib.h>

#include "common/clock.h"
#include "tftpd/misses.h"
#include "tftpd/report.h"

struct miss_log {
	struct misses misses;
	struct loop_timer *timer;
};

/* A timer that is early finds nothing, and is set again. */
static void
set_timer(struct miss_log *log)
{
	uint64_t due = misses_due_us(&log->misses);
	uint64_t now = clock_read_us();

	if (due != UINT64_MAX)
		loop_timer_start(
		    log->timer, due > now ? (due - now) / 1000 + 1 : 0);
}

static void
timer_fired(void *owner)
{
	struct miss_log *log = owner;
	struct miss_chain chain;

	while (misses_take_over(&log->misses, clock_read_us(), &chain))
		report_misses(&chain);
	set_timer(log);
}

int
miss_log_new(struct loop *loop, struct miss_log **ret_log)
{
	struct miss_log *log = calloc(1, sizeof(*log));

	if (!log)
		return -ENOMEM;
	if (loop_timer_new(loop, timer_fired, log, &log->timer) < 0) {
		free(log);
		return -ENOMEM;
	}
	*ret_log = log;
	return 0;
}

void
miss_log_add(
    struct miss_log *log, const union endpoint *client, const char *name)
{
	bool is_idle = log->misses.n == 0;
	struct miss_chain chain;

	if (misses_add(&log->misses, client, name, clock_read_us(), &chain))
		report_misses(&chain);
	if (is_idle)
		set_timer(log);
}

void
miss_log_end(struct miss_log *log, const union endpoint *client)
{
	struct miss_chain chain;

	if (misses_take(&log->misses, client, &chain))
		report_misses(&chain);
}

void
miss_log_free(struct miss_log *log)
{
	struct miss_chain chain;

	if (!log)
		return;
	while (misses_take_over(&log->misses, UINT64_MAX, &chain))
		report_misses(&chain);
	loop_timer_free(log->timer);
	free(log);
}

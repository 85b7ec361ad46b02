/* SPDX-License-Identifier: ISC */
#include "dhcpd/drop_log.h"

#include <errno.h>
#include <inttypes.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/address.h"
#include "common/log.h"

struct drop_log {
	struct loop_timer *timer;
	bool is_waiting; /* for the timer */
	struct event_log *events;
	struct drops drops; /* since the line before */
	/* Where the last one came from. */
	char interface[IFNAMSIZ];
	uint32_t peer;
};

static void
tell(struct drop_log *log)
{
	char text[DROP_TEXT_MAX], address[ADDRESS_TEXT_MAX];
	struct writer out = writer_over(text, sizeof(text));
	struct event event = { .step = "drop",
		.outcome = "dropped",
		.address = address_text(address, log->peer),
		.reason = text };

	drop_write(&out, &log->drops);
	writer_u8(&out, '\0');
	log_warn("%" PRIu32 " messages dropped: %s (the last one from %s, %s)",
	    log->drops.n_all, text, address, log->interface);
	event_log_write(log->events, &event);
	log->drops = (struct drops){ 0 };
}

static void
wait(struct drop_log *log, uint64_t ms)
{
	log->is_waiting = true;
	loop_timer_start(log->timer, ms);
}

static void
on_time(void *owner)
{
	struct drop_log *log = owner;

	log->is_waiting = false;
	if (log->drops.n_all == 0)
		return;
	tell(log);
	wait(log, DROP_LOG_AGAIN_MS);
}

int
drop_log_new(
    struct loop *loop, struct event_log *events, struct drop_log **ret_log)
{
	struct drop_log *log = calloc(1, sizeof(*log));
	int r = -ENOMEM;

	if (log)
		r = loop_timer_new(loop, on_time, log, &log->timer);
	if (r) {
		free(log);
		return r;
	}
	log->events = events;
	*ret_log = log;
	return 0;
}

void
drop_log_free(struct drop_log *log)
{
	if (!log)
		return;
	if (log->drops.n_all > 0)
		tell(log);
	loop_timer_free(log->timer);
	free(log);
}

void
drop_log_note(struct drop_log *log, enum drop_reason reason,
    const char *interface, uint32_t peer)
{
	drop_count(&log->drops, reason);
	snprintf(log->interface, sizeof(log->interface), "%s", interface);
	log->peer = peer;
	if (!log->is_waiting)
		wait(log, DROP_LOG_SOON_MS);
}

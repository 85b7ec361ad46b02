/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DROP_LOG_H
#define DHCPD_DROP_LOG_H

#include "common/event.h"
#include "common/loop.h"
#include "dhcpd/drop.h"

/* One line and one event for all that was dropped, once a minute at most, and
 * none where nothing was. */

enum {
	/* From the first one to its line, and from a line to the next. */
	DROP_LOG_SOON_MS = 1000,
	DROP_LOG_AGAIN_MS = 60 * 1000,
};

/** struct drop_log - opaque */
struct drop_log;

/** drop_log_new() - @events: borrowed; NULL for none. Return: 0; -ENOMEM. */
int drop_log_new(
    struct loop *loop, struct event_log *events, struct drop_log **ret_log);

/** drop_log_free() - what was not told is, now; NULL is allowed */
void drop_log_free(struct drop_log *log);

/** drop_log_note() - a message from @peer, by @interface, is dropped
 * @interface: its name; copied */
void drop_log_note(struct drop_log *log, enum drop_reason reason,
    const char *interface, uint32_t peer);

#endif

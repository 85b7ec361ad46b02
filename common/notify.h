/* SPDX-License-Identifier: ISC */
#ifndef COMMON_NOTIFY_H
#define COMMON_NOTIFY_H

#include <stdint.h>

/*
 * What a service manager is told: sd_notify(3) and sd_watchdog_enabled(3)
 * without their library. Without a manager every call does nothing.
 */

enum {
	NOTIFY_STOP_SPARE_MS = 5000
};

/** struct notify - the way to the manager; opaque in use */
struct notify {
	int fd;		      /* -1: nobody listens */
	uint64_t watchdog_ms; /* it wants to hear this often; 0: it does not */
};

/**
 * notify_open() - connect to the manager that the environment names
 *
 * NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID are taken out of the
 * environment. An address that cannot be used is as if there were none.
 */
void notify_open(struct notify *ret_notify);

/** notify_send() - tell @state, one or more lines of NAME=VALUE. It never
 * waits: a manager that does not read is not told. */
void notify_send(const struct notify *notify, const char *state);

/** notify_reloading() - the configuration is being read again; "READY=1" says
 * that it was */
void notify_reloading(const struct notify *notify);

/** notify_stopping() - it stops, within @within_ms, and NOTIFY_STOP_SPARE_MS
 * for the rest; a manager whose own limit is shorter waits so long all the same
 */
void notify_stopping(const struct notify *notify, uint64_t within_ms);

/** notify_close() - whoever is told nothing any more */
void notify_close(struct notify *notify);

#endif

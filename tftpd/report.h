/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REPORT_H
#define TFTPD_REPORT_H

#include <stdint.h>

#include "common/address.h"
#include "common/event.h"
#include "tftpd/misses.h"
#include "tftpd/refusal.h"
#include "tftpd/transfer.h"

/*
 * What is told of a request: one line in the log and one event.
 */

enum {
	REPORT_NAME_MAX = 256, /* octets of a name in a line, escaped */
};

/** struct report - a transfer that is over */
struct report {
	const struct transfer *transfer;
	const union endpoint *peer;
	const char *name; /* as asked */
	uint64_t duration_us;
	const char *reason; /* why the server ended it, or NULL */
};

/** report_write() - log @report and append its event; a NULL @events is
 * allowed. A size probe is only for people who debug. */
void report_write(const struct report *report, struct event_log *events);

/** report_refusal() - the same for a request that was not served; @step is of
 * the event, "read" or "write"; @detail is this machine's reason, "" where the
 * refusal says it all. Of a missing name only people who debug read here; for
 * the others see report_misses(). */
void report_refusal(const char *step, const struct refusal *refusal,
    const union endpoint *peer, const char *name, const char *detail,
    struct event_log *events);

/** report_misses() - log a chain of missing names that is over */
void report_misses(const struct miss_chain *chain);

/** report_repair() - log that @found, below the root, is served to a client
 * that asked for @asked */
void report_repair(const union endpoint *peer, const char *asked,
    const char *found, const char *repair);

/** report_rate() - MB/s, of @octets in @us microseconds; 0 are taken for 1 */
double report_rate(uint64_t octets, uint64_t us);

#endif

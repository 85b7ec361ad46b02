/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REPORT_H
#define TFTPD_REPORT_H

#include <stdint.h>

#include "common/address.h"
#include "common/event.h"
#include "tftpd/refusal.h"
#include "tftpd/transfer.h"

/*
 * What is told of a request: one line in the log and one event.
 */

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

/** report_refusal() - the same for a request that was not served; @detail is
 * this machine's reason, "" where the refusal says it all */
void report_refusal(const struct refusal *refusal, const union endpoint *peer,
    const char *name, const char *detail, struct event_log *events);

#endif

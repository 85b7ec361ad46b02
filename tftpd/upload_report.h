/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_UPLOAD_REPORT_H
#define TFTPD_UPLOAD_REPORT_H

#include <stdint.h>

#include "common/address.h"
#include "common/event.h"
#include "tftpd/receive.h"

/** struct upload_report - a file that is whole, or an upload that is over */
struct upload_report {
	const struct receive *receive;
	const union endpoint *peer;
	const char *name; /* as asked */
	uint64_t duration_us;
	const char *reason; /* why the server ended it, or NULL */
};

/** upload_report_write() - log @report and append its event, step "write"; a
 * NULL @events is allowed */
void upload_report_write(
    const struct upload_report *report, struct event_log *events);

#endif

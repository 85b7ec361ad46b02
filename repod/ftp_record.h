/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_RECORD_H
#define REPOD_FTP_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/event.h"
#include "common/path.h"

/* What FTP did for a client: one line of the log and one event a transfer,
 * also for one that was refused. */

/** struct ftp_record - the record of one client's transfer under way */
struct ftp_record {
	struct event_log *events;
	char address[ADDRESS_TEXT_MAX];
	char machine[MAC_TEXT_MAX]; /* its MAC, or "": the owner's to set */
	bool is_json;		    /* the log's line is: the owner's to set */
	bool is_open;
	const char *step;		/* "retr", "list" */
	char object[PATH_NAME_MAX + 1]; /* with a leading slash */
	uint64_t started_ms;		/* CLOCK_MONOTONIC */
};

/** ftp_record_init() - a record for the client at @peer; @events is borrowed
 * and may be NULL */
void ftp_record_init(struct ftp_record *record, struct event_log *events,
    const union endpoint *peer);

/** ftp_record_begin() - a transfer of @name, below the root, begins */
void ftp_record_begin(
    struct ftp_record *record, const char *step, const char *name);

/** ftp_record_end() - it is over; @reason, for a person, is NULL for "ok" */
void ftp_record_end(struct ftp_record *record, uint64_t bytes,
    const char *outcome, const char *reason);

/** ftp_record_refused() - it did not begin: @error is -errno */
void ftp_record_refused(
    struct ftp_record *record, const char *step, const char *name, int error);

/** ftp_record_said() - with -v a line of the log for @len octets on the control
 * connection; @who is "<" for the client, ">" for us; no octets, no line */
void ftp_record_said(const struct ftp_record *record, const char *who,
    const uint8_t *bytes, size_t len);

#endif

/* SPDX-License-Identifier: ISC */
#include "tftpd/upload_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/text.h"
#include "tftpd/report.h"

enum {
	REASON_MAX = 4 * RECEIVE_TEXT_MAX + 64,
};

/* Why it was not ok, for a person; NULL where it was. */
static const char *
reason_of(const struct upload_report *report, char out[REASON_MAX])
{
	const struct receive *receive = report->receive;
	char text[4 * RECEIVE_TEXT_MAX];

	switch (receive->outcome) {
	case RECEIVE_ABORTED:
		snprintf(out, REASON_MAX, "the client sent error %u: %s",
		    receive->peer_error,
		    text_escape(text, sizeof(text), receive->peer_text,
			strlen(receive->peer_text)));
		return out;
	case RECEIVE_SILENT:
		snprintf(out, REASON_MAX, "nothing came after block %" PRIu64,
		    receive->block);
		return out;
	case RECEIVE_FAILED:
		/* As the client was told, behind opcode and code. */
		snprintf(out, REASON_MAX, "%s",
		    (const char *)receive->control + TFTP_HEADER_LEN);
		return out;
	case RECEIVE_RUNNING:
	case RECEIVE_OK:
		break;
	}
	return receive->is_dallying ? NULL : report->reason;
}

static const char *
outcome_of(const struct receive *receive)
{
	if (receive->is_dallying)
		return "ok";
	switch (receive->outcome) {
	case RECEIVE_ABORTED:
	case RECEIVE_RUNNING: /* the server ended it */
		return "aborted";
	case RECEIVE_OK:
	case RECEIVE_SILENT:
	case RECEIVE_FAILED:
		break;
	}
	return "failed";
}

static void
log_report(const struct upload_report *report, const char *reason)
{
	const struct receive *receive = report->receive;
	uint64_t size = receive->size;
	char peer[ENDPOINT_TEXT_MAX], name[REPORT_NAME_MAX];
	double seconds = (double)report->duration_us / 1e6;

	endpoint_text(peer, report->peer);
	text_escape(name, sizeof(name), report->name, strlen(report->name));
	if (!reason)
		log_info("%s: stored %s, %" PRIu64
			 " octets in %.3f s, %.1f MB/s, %" PRIu64 " sent again",
		    peer, name, size, seconds,
		    report_rate(size, report->duration_us), receive->n_resent);
	else
		log_info("%s: gave up %s after %" PRIu64
			 " octets in %.3f s, %" PRIu64
			 " sent again, nothing is kept: %s",
		    peer, name, size, seconds, receive->n_resent, reason);
}

void
upload_report_write(
    const struct upload_report *report, struct event_log *events)
{
	char address[ADDRESS_TEXT_MAX], buffer[REASON_MAX];
	const struct event event = {
		.step = "write",
		.address = endpoint_address_text(address, report->peer),
		.object = report->name,
		.bytes = report->receive->size,
		.duration_ms = report->duration_us / 1000,
		.outcome = outcome_of(report->receive),
		.reason = reason_of(report, buffer),
	};

	log_report(report, event.reason);
	event_log_write(events, &event);
}

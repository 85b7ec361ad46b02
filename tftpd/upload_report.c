/* SPDX-License-Identifier: ISC */
#include "tftpd/upload_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/text.h"

enum {
	NAME_TEXT_MAX = 256,
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

void
upload_report_write(
    const struct upload_report *report, struct event_log *events)
{
	const struct receive *receive = report->receive;
	char peer[ENDPOINT_TEXT_MAX], address[ADDRESS_TEXT_MAX];
	char name[NAME_TEXT_MAX], buffer[REASON_MAX];
	double seconds = (double)report->duration_us / 1e6;
	const struct event event = {
		.step = "write",
		.address = endpoint_address_text(address, report->peer),
		.object = report->name,
		.bytes = receive->size,
		.duration_ms = report->duration_us / 1000,
		.outcome = receive->is_dallying ? "ok"
		    : receive->outcome == RECEIVE_ABORTED ||
			receive->outcome == RECEIVE_RUNNING
		    ? "aborted"
		    : "failed",
		.reason = reason_of(report, buffer),
	};

	endpoint_text(peer, report->peer);
	text_escape(name, sizeof(name), report->name, strlen(report->name));
	if (!event.reason)
		log_info("%s: stored %s, %" PRIu64
			 " octets in %.3f s, %.1f MB/s",
		    peer, name, receive->size, seconds,
		    (double)receive->size /
			((seconds > 0 ? seconds : 1e-6) * 1e6));
	else
		log_info("%s: gave up %s after %" PRIu64
			 " octets in %.3f s, nothing is kept: %s",
		    peer, name, receive->size, seconds, event.reason);
	event_log_write(events, &event);
}

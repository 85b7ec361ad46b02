/* SPDX-License-Identifier: ISC */
#include "tftpd/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/text.h"

enum {
	REASON_MAX = 128,
};

double
report_rate(uint64_t octets, uint64_t us)
{
	return (double)octets / (double)(us > 0 ? us : 1);
}

static const char *
outcome_of(const struct report *report)
{
	switch (report->transfer->outcome) {
	case TRANSFER_OK:
		return "ok";
	case TRANSFER_ABORTED:
		return "aborted";
	case TRANSFER_RUNNING: /* the server ended it */
		return "aborted";
	case TRANSFER_PROBED:
	case TRANSFER_SILENT:
	case TRANSFER_FAILED:
		break;
	}
	return "failed";
}

/* Why it was not ok, for a person; "" where it was. */
static void
put_reason(const struct report *report, char *out, size_t size)
{
	const struct transfer *transfer = report->transfer;
	char text[4 * TRANSFER_TEXT_MAX];

	out[0] = '\0';
	if (transfer->outcome == TRANSFER_ABORTED)
		snprintf(out, size, "the client sent error %u: %s",
		    transfer->peer_error,
		    text_escape(text, sizeof(text), transfer->peer_text,
			strlen(transfer->peer_text)));
	else if (transfer->outcome == TRANSFER_SILENT && transfer->wants_oack)
		snprintf(out, size, "no answer to the options granted");
	else if (transfer->outcome == TRANSFER_SILENT)
		snprintf(out, size, "no answer after block %" PRIu64,
		    transfer->highest);
	else if (transfer->outcome == TRANSFER_FAILED)
		snprintf(out, size, "the file could not be read to its end");
	else if (report->reason)
		snprintf(out, size, "%s", report->reason);
}

static void
log_report(const struct report *report, const char *peer, const char *reason)
{
	const struct transfer *transfer = report->transfer;
	double seconds = (double)report->duration_us / 1e6;
	uint64_t bytes = transfer_bytes(transfer);
	char name[REPORT_NAME_MAX];

	text_escape(name, sizeof(name), report->name, strlen(report->name));
	if (transfer->outcome == TRANSFER_PROBED)
		log_debug("%s: asked the size of %s", peer, name);
	else if (transfer->outcome == TRANSFER_OK)
		log_info("%s: sent %s, %" PRIu64 " octets in %.3f s, "
			 "%.1f MB/s, %" PRIu64 " sent again",
		    peer, name, bytes, seconds,
		    report_rate(bytes, report->duration_us),
		    transfer->n_resent);
	else
		log_info("%s: stopped %s after %" PRIu64 " of %" PRIu64
			 " octets in %.3f s, %" PRIu64 " sent again: %s",
		    peer, name, bytes, transfer->size, seconds,
		    transfer->n_resent, reason);
}

void
report_write(const struct report *report, struct event_log *events)
{
	char peer[ENDPOINT_TEXT_MAX], address[ADDRESS_TEXT_MAX];
	char reason[4 * TRANSFER_TEXT_MAX + REASON_MAX];
	struct event event = {
		.step = "read",
		.address = endpoint_address_text(address, report->peer),
		.object = report->name,
		.bytes = transfer_bytes(report->transfer),
		.duration_ms = report->duration_us / 1000,
		.outcome = outcome_of(report),
	};

	put_reason(report, reason, sizeof(reason));
	event.reason = reason[0] ? reason : NULL;
	log_report(report, endpoint_text(peer, report->peer), reason);
	if (report->transfer->outcome != TRANSFER_PROBED)
		event_log_write(events, &event);
}

void
report_refusal(const char *step, const struct refusal *refusal,
    const union endpoint *peer, const char *name, const char *detail,
    struct event_log *events)
{
	char peer_text[ENDPOINT_TEXT_MAX], address[ADDRESS_TEXT_MAX];
	char name_text[REPORT_NAME_MAX];
	const struct event event = {
		.step = step,
		.address = endpoint_address_text(address, peer),
		.object = name,
		.outcome = refusal->outcome,
		.reason = *detail ? detail : refusal->text,
	};

	text_escape(name_text, sizeof(name_text), name, strlen(name));
	endpoint_text(peer_text, peer);
	if (refusal->error == TFTP_ERROR_NOT_FOUND)
		log_debug("%s: there is no %s", peer_text, name_text);
	else
		log_info("%s: %s %s: %s%s%s", peer_text, refusal->outcome,
		    name_text, refusal->text, *detail ? "; " : "", detail);
	event_log_write(events, &event);
}

void
report_misses(const struct miss_chain *chain)
{
	char first[REPORT_NAME_MAX], last[REPORT_NAME_MAX];
	char client[ADDRESS_TEXT_MAX];

	endpoint_address_text(client, &chain->client);
	text_escape(first, sizeof(first), chain->first, strlen(chain->first));
	text_escape(last, sizeof(last), chain->last, strlen(chain->last));
	if (chain->n == 1)
		log_info("%s: missing %s: File not found", client, first);
	else
		log_info("%s: missing %" PRIu32
			 " names, from %s to %s: File not found",
		    client, chain->n, first, last);
}

void
report_repair(const union endpoint *peer, const char *asked, const char *found,
    const char *repair)
{
	char asked_text[REPORT_NAME_MAX], found_text[REPORT_NAME_MAX];
	char peer_text[ENDPOINT_TEXT_MAX];

	log_info("%s: there is no %s; it gets %s, %s",
	    endpoint_text(peer_text, peer),
	    text_escape(asked_text, sizeof(asked_text), asked, strlen(asked)),
	    text_escape(found_text, sizeof(found_text), found, strlen(found)),
	    repair);
}

/* SPDX-License-Identifier: ISC */
#include "repod/http_record.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/calendar.h"
#include "common/log.h"
#include "common/text.h"
#include "repod/file_reason.h"

static void
keep_field(char *out, const struct http_query *query, const char *name)
{
	const struct http_span *value =
	    http_request_field(&query->request, name);

	if (value)
		text_escape(out, HTTP_RECORD_FIELD_MAX, value->at, value->len);
	else
		memcpy(out, "-", 2);
}

/* Anaconda with inst.ks.sendmac names its interfaces, "eth0 52:54:00:...". */
static void
keep_machine(char *out, const struct http_query *query)
{
	const struct http_span *value =
	    http_request_field(&query->request, "X-RHN-Provisioning-MAC-0");
	char text[MAC_TEXT_MAX];
	uint8_t mac[MAC_LEN];

	out[0] = '\0';
	if (!value || value->len < sizeof(text))
		return;
	memcpy(text, value->at + value->len - (sizeof(text) - 1),
	    sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	if (mac_parse(text, mac))
		mac_text(out, mac);
}

void
http_record_begin(struct http_record *record, const struct http_query *query,
    const union endpoint *peer, uint64_t now_ms)
{
	record->start_ms = now_ms;
	record->step = NULL;
	if (query->status == 0)
		record->step =
		    query->request.method == HTTP_HEAD ? "head" : "get";
	endpoint_address_text(record->peer, peer);
	text_escape(record->line, sizeof(record->line), query->request.line.at,
	    query->request.line.len);
	keep_field(record->referer, query, "Referer");
	keep_field(record->agent, query, "User-Agent");
	keep_machine(record->machine, query);
	record->object[0] = '/';
	memcpy(record->object + 1, query->path, strlen(query->path) + 1);
}

/* 22/Nov/2026:15:04:05 +0000, as the combined format has it */
static void
write_date(char *out, size_t size)
{
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct calendar date = calendar_from_time(time(NULL));

	snprintf(out, size, "%02u/%s/%04d:%02u:%02u:%02u +0000", date.day,
	    months[date.month - 1], date.year, date.hour, date.minute,
	    date.second);
}

/* For a person: why an answer was cut short by error. */
static const char *
reason_of(int error)
{
	switch (-error) {
	case EIO:
		return "the file changed, or could not be read, while it was "
		       "sent";
	case ENOMEM:
	case ENOBUFS:
		return "repod was short of memory";
	case ECANCELED:
		return "repod was stopped";
	case ETIMEDOUT:
		return "the peer took nothing for send-timeout";
	default:
		return "the peer closed the connection";
	}
}

static bool
is_ours(int error)
{
	return error == -EIO || error == -ENOMEM || error == -ENOBUFS;
}

static const char *
outcome_word(const struct http_outcome *outcome)
{
	if (is_ours(outcome->error) || outcome->status >= 500)
		return "failed";
	if (outcome->error != 0)
		return "aborted";
	if (outcome->status == 404)
		return "missing";
	return outcome->status >= 400 ? "refused" : "ok";
}

static const char *
outcome_reason(const struct http_outcome *outcome)
{
	if (outcome->error != 0)
		return reason_of(outcome->error);
	if (outcome->status == 403 && outcome->refusal != 0)
		return file_reason(outcome->refusal);
	return NULL;
}

static void
tell_events(const struct http_record *record,
    const struct http_outcome *outcome, struct event_log *events)
{
	const struct event event = {
		.step = record->step,
		.machine = record->machine[0] ? record->machine : NULL,
		.address = record->peer,
		.object = record->object,
		.bytes = outcome->bytes,
		.duration_ms = outcome->now_ms - record->start_ms,
		.outcome = outcome_word(outcome),
		.reason = outcome_reason(outcome),
	};

	if (record->step)
		event_log_write(events, &event);
}

void
http_record_finish(const struct http_record *record,
    const struct http_outcome *outcome, struct event_log *events)
{
	const char *reason = outcome_reason(outcome);
	uint64_t ms = outcome->now_ms - record->start_ms;
	char date[48];

	write_date(date, sizeof(date));
	log_info("%s - - [%s] \"%s\" %u %" PRIu64 " \"%s\" \"%s\" %" PRIu64
		 ".%03" PRIu64 "%s%s",
	    record->peer, date, record->line, outcome->status, outcome->bytes,
	    record->referer, record->agent, ms / 1000, ms % 1000,
	    reason ? " # " : "", reason ? reason : "");
	tell_events(record, outcome, events);
}

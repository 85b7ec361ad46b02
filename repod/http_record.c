/* SPDX-License-Identifier: ISC */
#include "repod/http_record.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "common/calendar.h"
#include "common/cursor.h"
#include "common/json.h"
#include "common/log.h"
#include "common/text.h"
#include "repod/file_reason.h"

enum {
	/* The texts of a record, and what stands between and behind them. */
	HTTP_RECORD_TEXT_MAX = ADDRESS_TEXT_MAX + MAC_TEXT_MAX +
	    HTTP_RECORD_LINE_MAX + 2 * HTTP_RECORD_FIELD_MAX + 1000,
	/* Of a request line in JSON, and of our own words. */
	JSON_REQUEST_MAX = 440,
	JSON_WORDS_MAX = 128,
};

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
    const union endpoint *peer, struct machines *machines, uint64_t now_ms)
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
	if (!record->machine[0])
		machines_find(machines, peer, now_ms, record->machine);
	record->object[0] = '/';
	memcpy(record->object + 1, query->path, strlen(query->path) + 1);
}

/* 22/Nov/2026:15:04:05 +0000, as the combined format has it */
static const char *
date_of(struct http_diary *diary, int64_t time_s)
{
	struct writer writer = writer_over(diary->date, sizeof(diary->date));
	struct calendar date;

	if (diary->time_s == time_s && diary->date[0])
		return diary->date;
	date = calendar_from_time(time_s);
	writer_decimal(&writer, date.day, 2);
	writer_u8(&writer, '/');
	writer_text(&writer, calendar_month_name(date.month));
	writer_u8(&writer, '/');
	writer_decimal(&writer, (unsigned)date.year, 4);
	writer_u8(&writer, ':');
	calendar_write_clock(&writer, &date);
	writer_text(&writer, " +0000");
	writer_u8(&writer, '\0');
	diary->time_s = time_s;
	return diary->date;
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
	if ((outcome->status == 403 && outcome->refusal != 0) ||
	    outcome->refusal == -EBADMSG)
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

static void
write_line(struct writer *line, const struct http_record *record,
    const struct http_outcome *outcome, struct http_diary *diary)
{
	const char *reason = outcome_reason(outcome);
	uint64_t ms = outcome->now_ms - record->start_ms;

	writer_text(line, record->peer);
	writer_u8(line, ' ');
	writer_text(line, record->machine[0] ? record->machine : "-");
	writer_text(line, " - [");
	writer_text(line, date_of(diary, time(NULL)));
	writer_text(line, "] \"");
	writer_text(line, record->line);
	writer_text(line, "\" ");
	writer_decimal(line, outcome->status, 3);
	writer_u8(line, ' ');
	writer_decimal(line, outcome->bytes, 1);
	writer_text(line, " \"");
	writer_text(line, record->referer);
	writer_text(line, "\" \"");
	writer_text(line, record->agent);
	writer_text(line, "\" ");
	writer_decimal(line, ms / 1000, 1);
	writer_u8(line, '.');
	writer_decimal(line, ms % 1000, 3);
	writer_text(line, reason ? " # " : "");
	writer_text(line, reason ? reason : "");
}

/* In octets that fit one line of the log, whatever a peer sent: each octet of
 * an escaped text takes two at the most. */
static void
write_json(struct writer *line, const struct http_record *record,
    const struct http_outcome *outcome, struct http_diary *diary)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	json_begin(
	    line, &diary->last, now.tv_sec, (unsigned)(now.tv_nsec / 1000000));
	json_text(line, "machine", record->machine, MAC_TEXT_MAX);
	json_text(line, "address", record->peer, ADDRESS_TEXT_MAX);
	json_text(line, "request", record->line, JSON_REQUEST_MAX);
	json_number(line, "status", outcome->status);
	json_number(line, "bytes", outcome->bytes);
	json_number(line, "duration_ms", outcome->now_ms - record->start_ms);
	json_text(line, "referer", record->referer, HTTP_RECORD_FIELD_MAX);
	json_text(line, "agent", record->agent, HTTP_RECORD_FIELD_MAX);
	json_text(line, "outcome", outcome_word(outcome), JSON_WORDS_MAX);
	json_text(line, "reason", outcome_reason(outcome), JSON_WORDS_MAX);
	json_end(line);
}

void
http_record_finish(const struct http_record *record,
    const struct http_outcome *outcome, struct http_diary *diary)
{
	UNCLEARED char text[HTTP_RECORD_TEXT_MAX];
	struct writer line = writer_over(text, sizeof(text));

	if (diary->is_json)
		write_json(&line, record, outcome, diary);
	else
		write_line(&line, record, outcome, diary);
	writer_u8(&line, '\0');
	if (diary->is_json)
		log_record(text);
	else
		log_info_text(text);
	tell_events(record, outcome, diary->events);
}

/* SPDX-License-Identifier: ISC */
#include "repod/ftp_record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/text.h"
#include "repod/file_reason.h"

static uint64_t
now_ms(void)
{
	return clock_read_us() / 1000;
}

void
ftp_record_init(struct ftp_record *record, struct event_log *events,
    const union endpoint *peer)
{
	*record = (struct ftp_record){ .events = events };
	endpoint_address_text(record->address, peer);
}

void
ftp_record_begin(struct ftp_record *record, const char *step, const char *name)
{
	record->is_open = true;
	record->step = step;
	record->started_ms = now_ms();
	record->object[0] = '/';
	memcpy(record->object + 1, name, strlen(name) + 1);
}

static void
tell_line(const struct ftp_record *record, const struct event *event)
{
	char object[PATH_NAME_MAX];
	unsigned long long ms = event->duration_ms;

	text_escape(
	    object, sizeof(object), record->object, strlen(record->object));
	log_info("%s%s%s %s \"%s\" %s, %llu octets in %llu.%03llu s%s%s",
	    record->address, record->machine[0] ? " " : "", record->machine,
	    record->step, object, event->outcome,
	    (unsigned long long)event->bytes, ms / 1000, ms % 1000,
	    event->reason ? ": " : "", event->reason ? event->reason : "");
}

void
ftp_record_end(struct ftp_record *record, uint64_t bytes, const char *outcome,
    const char *reason)
{
	const struct event event = {
		.step = record->step,
		.machine = record->machine,
		.address = record->address,
		.object = record->object,
		.bytes = bytes,
		.duration_ms = now_ms() - record->started_ms,
		.outcome = outcome,
		.reason = reason,
	};
	char text[LOG_RECORD_MAX];

	record->is_open = false;
	if (record->is_json)
		log_record(event_text(&event, text, sizeof(text)));
	else
		tell_line(record, &event);
	event_log_write(record->events, &event);
}

static const char *
outcome_of(int error)
{
	switch (-error) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
		return "missing";
	case EACCES:
	case EPERM:
	case EXDEV:
	case ELOOP:
	case EISDIR:
	case EINVAL:
		return "refused";
	default:
		return "failed";
	}
}

void
ftp_record_refused(
    struct ftp_record *record, const char *step, const char *name, int error)
{
	ftp_record_begin(record, step, name);
	ftp_record_end(record, 0, outcome_of(error), file_reason(error));
}

void
ftp_record_said(const struct ftp_record *record, const char *who,
    const uint8_t *bytes, size_t len)
{
	char text[512];

	if (!log_is_verbose())
		return;
	while (len > 0 && (bytes[len - 1] == '\r' || bytes[len - 1] == '\n'))
		len--;
	/* Anonymous or not, people type passwords that are theirs elsewhere. */
	if (len > 5 && strncasecmp((const char *)bytes, "PASS ", 5) == 0)
		log_debug("%s %s PASS ...", record->address, who);
	else if (len > 0)
		log_debug("%s %s %s", record->address, who,
		    text_escape(text, sizeof(text), bytes, len));
}

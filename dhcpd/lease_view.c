/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease_view.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/calendar.h"
#include "common/text.h"
#include "dhcpd/journal_read.h"

enum {
	PLACES_MIN = 1024,
	MS = 1000,
	DATE_TEXT_MAX = 24,
	ID_TEXT_MAX = 2 * DHCP_IDENTITY_MAX + 1,
};

/* Where an address's line stands in the text. */
struct lease_place {
	const char *line;
	uint64_t until_ms; /* CLOCK_BOOTTIME */
	uint32_t address, len;
};

static const char *const states[] = { "bound", "expired", "released",
	"declined", "rested" };

/* --- reading -------------------------------------------------------------- */

struct reader {
	struct lease_view view;
	struct journal_reading reading;
	size_t size;
};

static int
add_place(struct reader *reader, const struct lease_place *place)
{
	struct lease_view *view = &reader->view;
	struct lease_place *grown;

	if (view->n == reader->size) {
		reader->size = reader->size ? reader->size * 2 : PLACES_MIN;
		grown =
		    reallocarray(view->places, reader->size, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		view->places = grown;
	}
	view->places[view->n++] = *place;
	return 0;
}

static int
read_line(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct reader *reader = owner;
	const struct journal_reading *reading = &reader->reading;
	const struct lease_place place = { .line = reading->line,
		.until_ms = until_ms,
		.address = record->address,
		.len = (uint32_t)reading->line_len };
	int r = engine_restore(
	    reader->view.engine, record, until_ms, reading->now_ms);

	return r ? r : add_place(reader, &place);
}

/* By address; of one address the latest line first. */
static int
compare_places(const void *a, const void *b)
{
	const struct lease_place *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return x->line > y->line ? -1 : x->line < y->line;
}

static void
keep_latest(struct lease_view *view)
{
	size_t kept = 0;

	if (view->n == 0)
		return;
	qsort(view->places, view->n, sizeof(*view->places), compare_places);
	for (size_t i = 1; i < view->n; i++)
		if (view->places[i].address != view->places[kept].address)
			view->places[++kept] = view->places[i];
	view->n = kept + 1;
}

int
lease_view_read(const char *text, size_t len, const struct lease_view_now *now,
    const struct policy *policy, struct lease_view *ret_view)
{
	struct reader reader = { .view.engine = engine_new(now->seed) };
	int r = -ENOMEM;

	reader.reading = (struct journal_reading){ .boot = now->boot,
		.now_ms = now->clock_s * MS,
		.wall_s = now->wall_s,
		.restore = read_line,
		.owner = &reader };
	/* Where the configuration has errors, leases are still to be seen. */
	if (reader.view.engine)
		r = engine_set_policy(reader.view.engine, policy);
	if (r != -ENOMEM)
		r = journal_read(&reader.reading, text, len);
	if (r) {
		lease_view_free(&reader.view);
		return r;
	}
	keep_latest(&reader.view);
	reader.view.n_bad = reader.reading.n_bad;
	*ret_view = reader.view;
	return 0;
}

static enum lease_view_state
state_of(enum lease_state state, enum lease_record_kind kind, bool is_over)
{
	if (state == LEASE_BOUND)
		return LEASE_VIEW_BOUND;
	if (state == LEASE_DECLINED)
		return LEASE_VIEW_DECLINED;
	if (kind == LEASE_RECORD_DECLINED)
		return LEASE_VIEW_RESTED;
	return kind == LEASE_RECORD_BOUND && is_over ? LEASE_VIEW_EXPIRED
						     : LEASE_VIEW_RELEASED;
}

void
lease_view_row(const struct lease_view *view, size_t i,
    const struct lease_view_now *now, struct lease_view_row *ret_row)
{
	const struct lease_place *place = &view->places[i];
	const struct lease_record *record = &ret_row->record;
	bool is_over = place->until_ms <= now->clock_s * MS;

	/* It was read once already. */
	lease_record_parse(place->line, place->len, &ret_row->record);
	ret_row->state = state_of(
	    engine_state(view->engine, place->address), record->kind, is_over);
	/* Of an earlier boot nobody knows better when it was over. */
	if (place->until_ms > 0)
		ret_row->ends_s = now->wall_s +
		    (int64_t)(place->until_ms / MS - now->clock_s);
	else
		ret_row->ends_s = record->until_s < now->wall_s
		    ? record->until_s
		    : now->wall_s;
}

void
lease_view_free(struct lease_view *view)
{
	engine_free(view->engine);
	free(view->places);
	view->engine = NULL;
	view->places = NULL;
	view->n = 0;
}

/* --- writing -------------------------------------------------------------- */

static const char *
date_text(char *out, int64_t time_s)
{
	struct calendar date = calendar_from_time(time_s);
	struct writer text = writer_over(out, DATE_TEXT_MAX);

	calendar_write(&text, &date);
	writer_u8(&text, 'Z');
	writer_u8(&text, '\0');
	return out;
}

/* Who has no MAC is known by the client identifier. */
static const char *
holder_text(char *out, const struct lease_record *record)
{
	if (record->has_mac)
		return mac_text(out, record->mac);
	return text_hex(
	    out, ID_TEXT_MAX, record->identity.bytes, record->identity.len, 0);
}

void
lease_view_head(struct writer *out)
{
	writer_format(out, "%-15s  %-17s  %-8s  %-20s  %s\n", "ADDRESS", "MAC",
	    "STATE", "ENDS", "HOST");
}

void
lease_view_line(
    struct writer *out, const struct lease_view_row *row, const char *host)
{
	char address[ADDRESS_TEXT_MAX], holder[ID_TEXT_MAX],
	    ends[DATE_TEXT_MAX];

	writer_format(out, "%-15s  %-17s  %-8s  %-20s  %s\n",
	    address_text(address, row->record.address),
	    holder_text(holder, &row->record), states[row->state],
	    date_text(ends, row->ends_s), *host ? host : "-");
}

/* RFC 8259 7: what a string cannot hold as it is. */
static void
write_json_string(struct writer *out, const char *text)
{
	writer_u8(out, '"');
	for (; *text; text++)
		if (*text == '"' || *text == '\\')
			writer_format(out, "\\%c", *text);
		else if ((unsigned char)*text < ' ')
			writer_format(out, "\\u%04x", (unsigned char)*text);
		else
			writer_u8(out, (uint8_t)*text);
	writer_u8(out, '"');
}

void
lease_view_json(
    struct writer *out, const struct lease_view_row *row, const char *host)
{
	const struct lease_record *record = &row->record;
	char address[ADDRESS_TEXT_MAX], mac[MAC_TEXT_MAX], id[ID_TEXT_MAX],
	    ends[DATE_TEXT_MAX];

	writer_format(
	    out, "{\"address\":\"%s\"", address_text(address, record->address));
	if (record->has_mac)
		writer_format(
		    out, ",\"mac\":\"%s\"", mac_text(mac, record->mac));
	writer_format(out, ",\"id\":\"%s\",\"state\":\"%s\",\"ends\":\"%s\"",
	    text_hex(id, sizeof(id), record->identity.bytes,
		record->identity.len, 0),
	    states[row->state], date_text(ends, row->ends_s));
	if (*host) {
		writer_text(out, ",\"host\":");
		write_json_string(out, host);
	}
	writer_text(out, "}\n");
}

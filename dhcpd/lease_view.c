/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease_view.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/calendar.h"
#include "common/text.h"

enum {
	PLACES_MIN = 1024,
	DATE_TEXT_MAX = 24,
	ID_TEXT_MAX = 2 * DHCP_IDENTITY_MAX + 1,
};

/* Where an address's line stands in the text. */
struct lease_place {
	size_t at;
	uint32_t address, len;
	bool is_this_boot;
};

static const char *const states[] = { "bound", "expired", "released",
	"declined", "rested" };

/* --- reading -------------------------------------------------------------- */

static int
add_place(
    struct lease_view *view, size_t *size, const struct lease_place *place)
{
	struct lease_place *grown;

	if (view->n == *size) {
		*size = *size ? *size * 2 : PLACES_MIN;
		grown = reallocarray(view->places, *size, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		view->places = grown;
	}
	view->places[view->n++] = *place;
	return 0;
}

/* By address; of one address the latest line first. */
static int
compare_places(const void *a, const void *b)
{
	const struct lease_place *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return x->at > y->at ? -1 : x->at < y->at;
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
    struct lease_view *ret_view)
{
	struct lease_view view = { .text = text };
	struct lease_place place = { 0 };
	struct lease_record record;
	size_t size = 0;
	const char *end;
	int r = 0;

	for (; !r && (end = memchr(text + place.at, '\n', len - place.at));
	     place.at += place.len + 1) {
		place.len = (uint32_t)(end - (text + place.at));
		if (!lease_record_parse(text + place.at, place.len, &record)) {
			view.n_bad++;
			continue;
		}
		place.address = record.address;
		if (record.kind == LEASE_RECORD_BOOT)
			place.is_this_boot = !strcmp(record.boot, now->boot);
		else
			r = add_place(&view, &size, &place);
	}
	if (r) {
		lease_view_free(&view);
		return r;
	}
	keep_latest(&view);
	*ret_view = view;
	return 0;
}

static enum lease_view_state
state_of(const struct lease_view_row *row, int64_t wall_s)
{
	bool is_over = row->ends_s <= wall_s;

	switch (row->record.kind) {
	case LEASE_RECORD_BOUND:
		return is_over ? LEASE_VIEW_EXPIRED : LEASE_VIEW_BOUND;
	case LEASE_RECORD_DECLINED:
		return is_over ? LEASE_VIEW_RESTED : LEASE_VIEW_DECLINED;
	default:
		return LEASE_VIEW_RELEASED;
	}
}

void
lease_view_row(const struct lease_view *view, size_t i,
    const struct lease_view_now *now, struct lease_view_row *ret_row)
{
	const struct lease_place *place = &view->places[i];

	/* It was read once already. */
	lease_record_parse(
	    view->text + place->at, place->len, &ret_row->record);
	ret_row->ends_s = ret_row->record.until_s;
	/* Whoever set the clock since: this boot's own one says how long. */
	if (place->is_this_boot)
		ret_row->ends_s = now->wall_s +
		    (int64_t)(ret_row->record.clock_s - now->clock_s);
	ret_row->state = state_of(ret_row, now->wall_s);
}

void
lease_view_free(struct lease_view *view)
{
	free(view->places);
	view->places = NULL;
	view->n = 0;
}

/* --- writing -------------------------------------------------------------- */

static const char *
date_text(char *out, int64_t time_s)
{
	struct calendar date = calendar_from_time(time_s);
	struct writer text = writer_over(out, DATE_TEXT_MAX);

	writer_format(&text, "%04d-%02u-%02uT%02u:%02u:%02uZ", date.year,
	    date.month, date.day, date.hour, date.minute, date.second);
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

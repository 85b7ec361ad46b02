/* SPDX-License-Identifier: ISC */
#include "dhcpd/pending.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/calendar.h"
#include "common/text.h"

enum {
	MINUTE_MS = 60 * 1000,
	DATE_MAX = 32,
};

static uint64_t
key_of(const uint8_t *mac)
{
	uint64_t key = 0;

	for (size_t i = 0; i < MAC_LEN; i++)
		key = key << 8 | mac[i];
	return key;
}

static struct pending_machine *
find(const struct pending *pending, const uint8_t *mac)
{
	uint64_t key = key_of(mac);

	for (size_t i = 0; i < pending->n; i++)
		if (pending->keys[i] == key)
			return &pending->machines[i];
	return NULL;
}

static struct pending_machine *
oldest(const struct pending *pending)
{
	struct pending_machine *found = &pending->machines[0];

	for (size_t i = 1; i < pending->n; i++)
		if (pending->machines[i].last_s < found->last_s)
			found = &pending->machines[i];
	return found;
}

static bool
has_memory(struct pending *pending)
{
	if (!pending->machines)
		pending->machines =
		    calloc(PENDING_MAX, sizeof(*pending->machines));
	return pending->machines != NULL;
}

static bool
may_be_new(struct pending *pending, uint64_t now_ms)
{
	if (pending->n_new == 0 || now_ms - pending->minute_ms >= MINUTE_MS) {
		pending->minute_ms = now_ms;
		pending->n_new = 0;
	}
	return pending->n_new < PENDING_NEW_A_MINUTE_MAX;
}

/* A place for @mac, empty but for whom it takes it from. */
static struct pending_machine *
make_place(struct pending *pending, const uint8_t *mac)
{
	struct pending_machine made = { .has_gone = false };
	struct pending_machine *place;

	if (pending->n < PENDING_MAX) {
		place = &pending->machines[pending->n++];
	} else {
		place = oldest(pending);
		/* One that has no file yet leaves the one before it. */
		made.has_gone = place->written_ms || place->has_gone;
		memcpy(made.gone, place->written_ms ? place->mac : place->gone,
		    MAC_LEN);
	}
	memcpy(made.mac, mac, MAC_LEN);
	*place = made;
	pending->keys[place - pending->machines] = key_of(mac);
	return place;
}

bool
pending_note(struct pending *pending, const struct pending_machine *sight,
    uint64_t now_ms, int64_t wall_s)
{
	struct pending_machine *machine;

	if (!has_memory(pending))
		return false;
	machine = find(pending, sight->mac);
	if (!machine) {
		if (!may_be_new(pending, now_ms))
			return false;
		pending->n_new++;
		machine = make_place(pending, sight->mac);
		machine->first_s = wall_s;
	}
	memcpy(machine->vendor, sight->vendor, sizeof(machine->vendor));
	memcpy(machine->arch, sight->arch, sizeof(machine->arch));
	machine->subnet = sight->subnet;
	machine->count++;
	machine->last_s = wall_s;
	machine->is_changed = true;
	return true;
}

bool
pending_keep(struct pending *pending, const struct pending_machine *machine)
{
	if (!has_memory(pending) || pending->n == PENDING_MAX)
		return false;
	pending->keys[pending->n] = key_of(machine->mac);
	pending->machines[pending->n++] = *machine;
	return true;
}

bool
pending_is_due(const struct pending_machine *machine, uint64_t now_ms)
{
	return machine->is_changed &&
	    (!machine->written_ms ||
		now_ms - machine->written_ms >= PENDING_AGAIN_MS);
}

void
pending_clear(struct pending *pending)
{
	free(pending->machines);
	*pending = (struct pending){ 0 };
}

/* --- as text -------------------------------------------------------------- */

static const char *
date_text(char out[DATE_MAX], int64_t time_s)
{
	const struct calendar date = calendar_from_time(time_s);

	struct writer text = writer_over(out, DATE_MAX);

	calendar_write(&text, &date);
	writer_string(&text, "Z");
	return out;
}

size_t
pending_text(char *out, const struct pending_machine *machine)
{
	char mac[MAC_TEXT_MAX], network[ADDRESS_TEXT_MAX];
	char first[DATE_MAX], last[DATE_MAX];
	int len = snprintf(out, PENDING_TEXT_MAX,
	    "# This machine asked and was refused. Move the file into the "
	    "folder of hosts\n# and it is served.\n"
	    "mac = %s\n"
	    "; vendor-class = %s\n"
	    "; architecture = %s\n"
	    "; subnet = %s/%u\n"
	    "; count = %" PRIu64 "\n"
	    "; first-seen = %s\n"
	    "; last-seen = %s\n",
	    mac_text(mac, machine->mac), machine->vendor, machine->arch,
	    address_text(network, machine->subnet.network), machine->subnet.len,
	    machine->count, date_text(first, machine->first_s),
	    date_text(last, machine->last_s));

	return len < PENDING_TEXT_MAX ? (size_t)len : PENDING_TEXT_MAX - 1;
}

/* "2026-11-22T17:00:00Z" */
static void
parse_date(const char *text, int64_t *ret_time_s)
{
	static const struct {
		unsigned at, len, min, max;
	} parts[] = { { 0, 4, 0, 9999 }, { 5, 2, 1, 12 }, { 8, 2, 1, 31 },
		{ 11, 2, 0, 23 }, { 14, 2, 0, 59 }, { 17, 2, 0, 59 } };
	uint64_t values[6];
	char digits[5];

	if (strlen(text) != strlen("2026-11-22T17:00:00Z"))
		return;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		snprintf(digits, sizeof(digits), "%.*s", (int)parts[i].len,
		    text + parts[i].at);
		if (!text_parse_u64(digits, parts[i].max, &values[i]) ||
		    values[i] < parts[i].min)
			return;
	}
	*ret_time_s =
	    calendar_to_time(&(struct calendar){ .year = (int)values[0],
		.month = (unsigned)values[1],
		.day = (unsigned)values[2],
		.hour = (unsigned)values[3],
		.minute = (unsigned)values[4],
		.second = (unsigned)values[5] });
}

static void
parse_line(char *line, struct pending_machine *machine)
{
	char *value = strchr(line, '=');

	if (line[0] != ';' || !value)
		return;
	*value++ = '\0';
	line = text_trim(line + 1);
	value = text_trim(value);
	if (strcmp(line, "vendor-class") == 0)
		snprintf(machine->vendor, sizeof(machine->vendor), "%s", value);
	else if (strcmp(line, "architecture") == 0)
		snprintf(machine->arch, sizeof(machine->arch), "%s", value);
	else if (strcmp(line, "subnet") == 0)
		prefix_parse(value, &machine->subnet);
	else if (strcmp(line, "count") == 0)
		text_parse_u64(value, UINT64_MAX, &machine->count);
	else if (strcmp(line, "first-seen") == 0)
		parse_date(value, &machine->first_s);
	else if (strcmp(line, "last-seen") == 0)
		parse_date(value, &machine->last_s);
}

void
pending_parse(char *text, struct pending_machine *ret_machine)
{
	char *end;

	for (; text; text = end) {
		end = strchr(text, '\n');
		if (end)
			*end++ = '\0';
		parse_line(text, ret_machine);
	}
}

/* SPDX-License-Identifier: ISC */
#include "dhcpd/journal_read.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	MS = 1000
};

/* Lines of one boot: all up to the next one that names another. */
struct stretch {
	char boot[LEASE_BOOT_MAX];
	bool is_this_boot;
	bool has_start;
	int64_t start_s; /* of the boot, by the wall clock */
};

/* The next line, without its newline. Return: false at the end, and where
 * the last one is torn. */
static bool
next_line(const char *text, size_t len, size_t *at, const char **ret_line,
    size_t *ret_len)
{
	const char *end = NULL;

	if (*at < len)
		end = memchr(text + *at, '\n', len - *at);
	if (!end)
		return false;
	*ret_line = text + *at;
	*ret_len = (size_t)(end - *ret_line);
	*at += *ret_len + 1;
	return true;
}

/* Look ahead to where a boot that is over ends: a clock that was set forward
 * meanwhile was wrong before, too. */
static void
measure(struct stretch *stretch, const char *text, size_t len)
{
	struct lease_record record;
	const char *line;
	size_t at = 0, line_len;
	int64_t start_s;

	while (next_line(text, len, &at, &line, &line_len)) {
		if (!lease_record_parse(line, line_len, &record))
			continue;
		if (record.kind == LEASE_RECORD_BOOT) {
			if (strcmp(record.boot, stretch->boot) != 0)
				return;
			continue;
		}
		start_s = record.until_s - (int64_t)record.clock_s;
		if (!stretch->has_start || start_s > stretch->start_s)
			stretch->start_s = start_s;
		stretch->has_start = true;
	}
}

static uint64_t
until_ms(const struct journal_reading *reading, const struct stretch *stretch,
    const struct lease_record *record)
{
	int64_t left_s = record->until_s - reading->wall_s;

	if (stretch->is_this_boot)
		return record->clock_s * MS;
	if (stretch->has_start)
		left_s = stretch->start_s + (int64_t)record->clock_s -
		    reading->wall_s;
	if (left_s > (int64_t)record->clock_s)
		left_s = (int64_t)record->clock_s;
	return left_s > 0 ? reading->now_ms + (uint64_t)left_s * MS : 0;
}

/* @rest: what stands behind the line */
static void
begin_stretch(const struct journal_reading *reading, struct stretch *stretch,
    const char *boot, const char *rest, size_t len)
{
	if (strcmp(stretch->boot, boot) == 0)
		return;
	*stretch = (struct stretch){ .is_this_boot =
					 strcmp(boot, reading->boot) == 0 };
	snprintf(stretch->boot, sizeof(stretch->boot), "%s", boot);
	if (!stretch->is_this_boot)
		measure(stretch, rest, len);
}

int
journal_read(struct journal_reading *reading, const char *text, size_t len)
{
	struct stretch stretch = { 0 };
	struct lease_record record;
	const char *line;
	size_t at = 0, line_len;
	int r = 0;

	while (r == 0 && next_line(text, len, &at, &line, &line_len)) {
		if (!lease_record_parse(line, line_len, &record)) {
			reading->n_bad++;
		} else if (record.kind == LEASE_RECORD_BOOT) {
			begin_stretch(reading, &stretch, record.boot, text + at,
			    len - at);
		} else {
			reading->n_lines++;
			reading->line = line;
			reading->line_len = line_len;
			r = reading->restore(reading->owner, &record,
			    until_ms(reading, &stretch, &record));
		}
	}
	reading->good = at;
	reading->n_torn = r == 0 && at < len;
	return r;
}

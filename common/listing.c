/* SPDX-License-Identifier: ISC */
#include "common/listing.h"

#include <inttypes.h>
#include <string.h>

#include "common/calendar.h"
#include "common/http_path.h"

/* Where the dates start, as far as names are not longer. */
enum {
	NAME_COLUMNS = 50
};

static void
escape(struct writer *writer, const char *text)
{
	for (; *text; text++) {
		if (*text == '&')
			writer_text(writer, "&amp;");
		else if (*text == '<')
			writer_text(writer, "&lt;");
		else if (*text == '>')
			writer_text(writer, "&gt;");
		else if (*text == '"')
			writer_text(writer, "&quot;");
		else if (*text == '\'')
			writer_text(writer, "&#39;");
		else if ((unsigned char)*text < ' ' || *text == 0x7f)
			writer_text(writer, "?");
		else
			writer_u8(writer, (uint8_t)*text);
	}
}

void
listing_begin(struct writer *writer, const char *path)
{
	const char *slash = *path ? "/" : "";

	writer_text(writer,
	    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
	    "<title>Index of /");
	escape(writer, path);
	writer_format(writer, "%s</title></head>\n<body><h1>Index of /", slash);
	escape(writer, path);
	writer_format(writer, "%s</h1>\n<pre>", slash);
	if (*path)
		writer_text(writer, "<a href=\"../\">../</a>\n");
}

static void
date(struct writer *writer, int64_t time_s)
{
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct calendar day = calendar_from_time(time_s);

	writer_format(writer, "%02u-%s-%04d %02u:%02u", day.day,
	    months[day.month - 1], day.year, day.hour, day.minute);
}

void
listing_row(struct writer *writer, const struct listing_entry *entry)
{
	size_t columns = strlen(entry->name) + entry->is_folder;
	const char *slash = entry->is_folder ? "/" : "";

	writer_text(writer, "<a href=\"");
	http_path_encode(writer, entry->name);
	writer_format(writer, "%s\">", slash);
	escape(writer, entry->name);
	writer_format(writer, "%s</a> ", slash);
	if (columns < NAME_COLUMNS)
		writer_fill(writer, ' ', NAME_COLUMNS - columns);
	date(writer, entry->mtime_s);
	if (entry->is_folder)
		writer_format(writer, " %19s\n", "-");
	else
		writer_format(writer, " %19" PRIu64 "\n", entry->size);
}

void
listing_end(struct writer *writer)
{
	writer_text(writer, "</pre></body></html>\n");
}

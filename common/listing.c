/* SPDX-License-Identifier: ISC */
#include "common/listing.h"

#include <inttypes.h>
#include <string.h>

#include "common/calendar.h"
#include "common/html.h"
#include "common/http_path.h"
#include "common/listing_style.h"
#include "common/path.h"

/* As they stand in the table; of a column that was not chosen yet, what people
 * look for comes first: the newest, the largest. */
static const struct {
	const char *name;
	const char *title;
	bool starts_descending;
} columns[] = {
	[LISTING_BY_NAME] = { "name", "Name", false },
	[LISTING_BY_DATE] = { "date", "Changed (UTC)", true },
	[LISTING_BY_SIZE] = { "size", "Size", true },
};

enum {
	N_COLUMNS = sizeof(columns) / sizeof(columns[0])
};

/* --- the order --- */

static void
parse_sort(struct http_span value, struct listing_order *order)
{
	bool is_descending = value.len > 0 && value.at[0] == '-';

	if (is_descending) {
		value.at++;
		value.len--;
	}
	for (unsigned i = 0; i < N_COLUMNS; i++)
		if (http_span_is(&value, columns[i].name))
			*order = (struct listing_order){
				.column = (enum listing_column)i,
				.is_descending = is_descending,
				.is_asked = true,
			};
}

struct listing_order
listing_order_parse(struct http_span query)
{
	struct listing_order order = { 0 };

	while (query.len > 0) {
		struct http_span value = http_span_cut(&query, '&');
		struct http_span name = http_span_cut(&value, '=');

		if (http_span_is(&name, "sort"))
			parse_sort(value, &order);
	}
	return order;
}

/* --- the head --- */

/* Links from the folder to those above it, the root first. */
static void
write_crumbs(struct writer *writer, const struct listing_page *page)
{
	const char *rest = page->path, *slash;
	unsigned depth = 1;

	for (const char *at = page->path; (at = strchr(at, '/')); at++)
		depth++;
	writer_text(writer, "<nav aria-label=\"Folders above\"><a href=\"");
	for (unsigned i = 0; i < depth; i++)
		writer_text(writer, "../");
	writer_text(writer, "\">");
	html_text(writer, page->site);
	writer_text(writer, "</a> / ");
	if (depth > LISTING_CRUMBS_MAX)
		writer_text(writer, "... / ");
	for (; (slash = strchr(rest, '/')); rest = slash + 1) {
		char part[PATH_NAME_MAX];
		size_t len = (size_t)(slash - rest);

		if (--depth >= LISTING_CRUMBS_MAX)
			continue;
		memcpy(part, rest, len);
		part[len] = '\0';
		writer_text(writer, "<a href=\"");
		for (unsigned i = 0; i < depth; i++)
			writer_text(writer, "../");
		writer_text(writer, "\">");
		html_text(writer, part);
		writer_text(writer, "</a> / ");
	}
	writer_text(writer, "</nav>\n");
}

/* Of the same page in another order a robot needs one. */
void
listing_begin(struct writer *writer, const struct listing_page *page)
{
	const char *path = page->path;

	writer_text(writer,
	    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n");
	if (page->order.is_asked)
		writer_text(writer,
		    "<meta name=\"robots\" content=\"noindex, nofollow\">\n");
	writer_text(writer, "<title>Index of /");
	html_text(writer, path);
	writer_format(writer, "%s</title>\n<style>", *path ? "/" : "");
	writer_text(writer, listing_style());
	writer_text(writer, "</style></head>\n<body>");
	if (*path)
		write_crumbs(writer, page);
	writer_text(writer, "<h1>");
	html_text(writer, *path ? path_last(path) : page->site);
	writer_text(writer, "</h1>\n");
}

static void
write_column(struct writer *writer, const struct listing_order *order,
    enum listing_column column)
{
	bool is_chosen = order->column == column;
	bool will_descend = is_chosen ? !order->is_descending
				      : columns[column].starts_descending;

	writer_text(writer, "<th scope=\"col\"");
	if (is_chosen)
		writer_format(writer, " aria-sort=\"%s\"",
		    order->is_descending ? "descending" : "ascending");
	writer_format(writer, "><a href=\"?sort=%s%s\">%s</a>",
	    will_descend ? "-" : "", columns[column].name,
	    columns[column].title);
	if (is_chosen)
		writer_format(writer, " <span aria-hidden=\"true\">%s</span>",
		    order->is_descending ? "\u2193" : "\u2191");
	writer_text(writer, "</th> ");
}

void
listing_table(struct writer *writer, const struct listing_page *page)
{
	writer_text(writer, "<main><table><thead><tr>");
	for (unsigned i = 0; i < N_COLUMNS; i++)
		write_column(writer, &page->order, (enum listing_column)i);
	writer_text(writer, "</tr></thead>\n<tbody>\n");
	if (*page->path)
		writer_text(writer,
		    "<tr><td><a href=\"../\">Parent folder</a></td> <td></td> "
		    "<td></td></tr>\n");
}

/* --- rows --- */

static void
write_size(struct writer *writer, const struct listing_entry *entry)
{
	if (entry->is_folder) {
		writer_text(writer, "<td>-</td>");
		return;
	}
	writer_format(writer, "<td title=\"%" PRIu64 " octets\">", entry->size);
	html_size(writer, entry->size);
	writer_text(writer, "</td>");
}

void
listing_row(struct writer *writer, const struct listing_entry *entry)
{
	const char *slash = entry->is_folder ? "/" : "";
	struct calendar day = calendar_from_time(entry->mtime_s);

	writer_text(writer, "<tr><td><a href=\"");
	http_path_encode(writer, entry->name);
	writer_format(writer, "%s\">", slash);
	html_text(writer, entry->name);
	writer_format(writer, "%s</a></td> <td>%04d-%02u-%02u %02u:%02u</td> ",
	    slash, day.year, day.month, day.day, day.hour, day.minute);
	write_size(writer, entry);
	writer_text(writer, "</tr>\n");
}

/* --- the end --- */

static void
write_number(struct writer *writer, uint64_t n, const char *thing)
{
	html_count(writer, n);
	writer_format(writer, " %s%s", thing, n == 1 ? "" : "s");
}

void
listing_end(struct writer *writer, const struct listing_page *page)
{
	writer_text(writer, "</tbody></table></main>\n<footer><p>");
	if (page->n_folders + page->n_files == 0)
		writer_text(writer, "This folder is empty.");
	if (page->n_folders > 0)
		write_number(writer, page->n_folders, "folder");
	if (page->n_folders > 0 && page->n_files > 0)
		writer_text(writer, ", ");
	if (page->n_files > 0) {
		write_number(writer, page->n_files, "file");
		writer_text(writer, ", ");
		html_size(writer, page->octets);
	}
	writer_text(writer, "</p></footer></body></html>\n");
}

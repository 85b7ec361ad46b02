/* SPDX-License-Identifier: ISC */
/*
 * A folder's page, of any path, name and query: it fits its maxima, no name
 * adds markup to it, its links lead to the names they stand for, and a row
 * stays on one line, or lftp would read two.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/http_path.h"
#include "common/listing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

static size_t
count(const char *text, size_t len, char wanted)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == wanted;
	return n;
}

static void
check_row(const char *name)
{
	static const char start[] = "<tr><td><a href=\"";
	char row[LISTING_ROW_MAX], link[PATH_NAME_MAX];
	struct writer writer = writer_over(row, sizeof(row));
	const struct listing_entry entry = { name, false, 5, 0 };
	const char *end;

	listing_row(&writer, &entry);
	require(!writer.failed);
	require(count(row, writer.pos, '<') == 10);
	require(count(row, writer.pos, '>') == 10);
	require(count(row, writer.pos, '"') == 4);
	require(count(row, writer.pos, '\n') == 1);
	end = memchr(row + sizeof(start) - 1, '"', writer.pos);
	require(http_path_decode(row + sizeof(start) - 1,
		    (size_t)(end - row) - (sizeof(start) - 1), link) == 0);
	require(strcmp(link, name) == 0);
}

static void
check_page(const char *path, struct http_span query)
{
	static char out[LISTING_BEGIN_MAX], end[LISTING_END_MAX];
	struct listing_page page = {
		.path = path,
		.site = "server",
		.order = listing_order_parse(query),
		.octets = query.len,
	};
	struct writer writer = writer_over(out, sizeof(out));

	listing_begin(&writer, &page);
	listing_table(&writer, &page);
	require(!writer.failed);
	require(count(out, writer.pos, '<') == count(out, writer.pos, '>'));
	writer = writer_over(end, sizeof(end));
	listing_end(&writer, &page);
	require(!writer.failed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[PATH_NAME_MAX], path[PATH_NAME_MAX];
	size_t len = size < sizeof(text) ? size : sizeof(text) - 1;

	if (len > 0)
		memcpy(text, data, len);
	text[len] = '\0';
	if (path_resolve("", text, path))
		check_page(path, (struct http_span){ text, strlen(text) });
	/* A name holds no slash, and no more than 255 octets. */
	text[strcspn(text, "/")] = '\0';
	text[255] = '\0';
	check_row(text);
	return 0;
}

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LISTING_H
#define COMMON_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "common/cursor.h"
#include "common/http_span.h"

/*
 * A folder as a page of HTML: a table with a row an entry, each in a line of
 * its own, where a link is followed by a date and a size: so lftp, wget, lynx
 * and w3m read it, too. Pure. Names are escaped; a hostile one is text like any
 * other. Every link is relative, for a proxy may have put the tree elsewhere.
 */

enum {
	/* A row of the longest name there is, 255 octets: three for each in
	 * the link, six in the text, and the rest of the line. */
	LISTING_ROW_MAX = 255 * 9 + 200,
	/* Folders above that are linked, the nearest; and the root. */
	LISTING_CRUMBS_MAX = 16,
	/* What comes before the rows, for the longest path, twice in text and
	 * once in links, and the style sheet. */
	LISTING_BEGIN_MAX = 32 << 10,
	LISTING_END_MAX = 512,
	LISTING_SITE_MAX = 264,
};

enum listing_column {
	LISTING_BY_NAME,
	LISTING_BY_DATE,
	LISTING_BY_SIZE,
};

/** struct listing_order - all zero: by name, as nobody asked for anything */
struct listing_order {
	enum listing_column column;
	bool is_descending;
	bool is_asked; /* by the query; the page is one of several then */
};

/** struct listing_page - what a page says beside its rows */
struct listing_page {
	const char *path; /* as path_resolve() gives it; "" is the root */
	const char *site; /* what the root is called: the server's name */
	struct listing_order order;
	uint64_t n_folders;
	uint64_t n_files;
	uint64_t octets; /* of the files */
};

/** struct listing_entry - one thing in a folder */
struct listing_entry {
	const char *name; /* its last part; borrowed */
	bool is_folder;
	uint64_t size; /* of a file */
	int64_t mtime_s;
};

/** listing_order_parse() - the order that the query of an URL asks for:
 * sort=name, date or size, with a dash before it for the other way round. What
 * is not understood is passed over. */
struct listing_order listing_order_parse(struct http_span query);

/** listing_begin() - append the page's head, where it is, and its heading */
void listing_begin(struct writer *writer, const struct listing_page *page);

/** listing_table() - append the head of the table and the way up; rows follow.
 * At most LISTING_BEGIN_MAX octets, together with listing_begin(). */
void listing_table(struct writer *writer, const struct listing_page *page);

/** listing_row() - append the line of @entry to @writer */
void listing_row(struct writer *writer, const struct listing_entry *entry);

/** listing_end() - append what stands behind the rows to @writer */
void listing_end(struct writer *writer, const struct listing_page *page);

#endif

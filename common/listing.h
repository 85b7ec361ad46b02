/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LISTING_H
#define COMMON_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "common/cursor.h"

/*
 * A folder as a page of HTML, in the form of the servers before us, which
 * lftp's and wget's parsers know: a link, a date and a size in each line of a
 * <pre>. Pure. Names are escaped; a hostile one is text like any other.
 */

enum {
	/* A row of the longest name there is, 255 octets: three for each in
	 * the link, six in the text, and the rest of the line. */
	LISTING_ROW_MAX = 255 * 9 + 200,
	/* What comes before the rows, for the longest path: twice the text. */
	LISTING_BEGIN_MAX = 1024 * 12 + 300,
	LISTING_END_MAX = 64,
};

/** struct listing_entry - one thing in a folder */
struct listing_entry {
	const char *name; /* its last part; borrowed */
	bool is_folder;
	uint64_t size; /* of a file */
	int64_t mtime_s;
};

/** listing_begin() - append what stands before the rows to @writer
 * @path: of the folder, as path_resolve() gives it; "" is the root */
void listing_begin(struct writer *writer, const char *path);

/** listing_row() - append the line of @entry to @writer */
void listing_row(struct writer *writer, const struct listing_entry *entry);

/** listing_end() - append what stands behind the rows to @writer */
void listing_end(struct writer *writer);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * The values of HTTP's fields. A date that is understood is understood the
 * same when it is written again; ranges lie inside the file and come to no
 * more than it; a decoded path comes back from its encoding.
 */
#include <stdlib.h>
#include <string.h>

#include "common/http_date.h"
#include "common/http_etag.h"
#include "common/http_path.h"
#include "common/http_range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_date(const char *text, size_t len)
{
	char again[HTTP_DATE_TEXT_MAX];
	int64_t time_s, same_s;

	/* A leap second at the end of year 9999 has no text of its own. */
	if (http_date_parse(text, len, 1795359600, &time_s) ||
	    time_s > INT64_C(253402300799))
		return;
	http_date_text(again, time_s);
	if (http_date_parse(again, strlen(again), 0, &same_s) ||
	    same_s != time_s)
		abort();
}

static void
check_ranges(const char *text, size_t len, uint64_t size)
{
	struct http_ranges ranges;
	uint64_t left = size;

	if (http_range_parse(text, len, size, &ranges))
		return;
	if (ranges.n == 0 || ranges.n > HTTP_RANGES_MAX)
		abort();
	for (unsigned i = 0; i < ranges.n; i++) {
		const struct http_range *range = &ranges.at[i];

		if (range->len == 0 || range->offset >= size ||
		    range->len > size - range->offset || range->len > left)
			abort();
		left -= range->len;
	}
}

static void
check_path(const char *text, size_t len)
{
	char path[PATH_NAME_MAX], again[PATH_NAME_MAX];
	uint8_t encoded[3 * PATH_NAME_MAX];
	struct writer writer = writer_over(encoded, sizeof(encoded));

	if (http_path_decode(text, len, path))
		return;
	http_path_encode(&writer, path);
	if (writer.failed ||
	    http_path_decode((char *)encoded, writer.pos, again) ||
	    strcmp(path, again) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;

	if (size == 0)
		return 0;
	check_date(text, size);
	check_ranges(text, size, 10);
	check_ranges(text, size, UINT64_MAX);
	check_path(text, size);
	http_etag_list_has(text, size, "\"1-2-3\"", HTTP_ETAG_WEAK);
	http_etag_list_has(text, size, "\"1-2-3\"", HTTP_ETAG_STRONG);
	return 0;
}

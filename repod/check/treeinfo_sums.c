/* SPDX-License-Identifier: ISC */
#include "repod/check/treeinfo_sums.h"

#include <string.h>

static bool
keep(const struct http_span *span, char *out, size_t size)
{
	if (span->len == 0 || span->len >= size ||
	    memchr(span->at, '\0', span->len))
		return false;
	memcpy(out, span->at, span->len);
	out[span->len] = '\0';
	return true;
}

/* NAME = KIND:HEX */
static bool
read_line(struct http_span value, struct treeinfo_sum *sum)
{
	struct http_span name = http_span_cut(&value, '='), kind;

	name = http_span_trim(name);
	kind = http_span_cut(&value, ':');
	kind = http_span_trim(kind);
	value = http_span_trim(value);
	return keep(&name, sum->name, sizeof(sum->name)) &&
	    keep(&kind, sum->kind, sizeof(sum->kind)) &&
	    keep(&value, sum->hex, sizeof(sum->hex));
}

bool
treeinfo_sums_next(struct treeinfo_sums *sums, struct treeinfo_sum *ret_sum)
{
	struct http_span line;

	while (check_lines_next(&sums->lines, &line)) {
		if (line.len > 0 && line.at[0] == '[')
			sums->is_inside = http_span_is(&line, "[checksums]");
		else if (sums->is_inside && read_line(line, ret_sum)) {
			ret_sum->line = sums->lines.line;
			return true;
		}
	}
	return false;
}

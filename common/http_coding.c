/* SPDX-License-Identifier: ISC */
#include "common/http_coding.h"

#include <string.h>

/* "0", "1", "0.5", "0.125", "1.000" in thousandths; 0 for anything else. */
static unsigned
parse_weight(struct http_span text)
{
	unsigned weight = 0, scale = HTTP_CODING_BEST;

	if (text.len == 0 || text.len > 5 ||
	    (text.len > 1 && text.at[1] != '.'))
		return 0;
	for (size_t i = 0; i < text.len; i++) {
		if (i == 1)
			continue;
		if (text.at[i] < '0' || text.at[i] > '9')
			return 0;
		weight += (unsigned)(text.at[i] - '0') * scale;
		scale /= 10;
	}
	return weight <= HTTP_CODING_BEST ? weight : 0;
}

/* The weight behind a coding's name: ;q=0.5 */
static unsigned
weight_of(struct http_span parameters)
{
	while (parameters.len > 0) {
		struct http_span value =
		    http_span_trim(http_span_cut(&parameters, ';'));
		struct http_span name = http_span_cut(&value, '=');

		name = http_span_trim(name);
		if (http_span_equal(&name, "q"))
			return parse_weight(http_span_trim(value));
	}
	return HTTP_CODING_BEST;
}

/* RFC 9110 8.4.1.3: x-gzip is gzip. */
static bool
is_coding(const struct http_span *coding, const char *name)
{
	return http_span_equal(coding, name) ||
	    (strcmp(name, "gzip") == 0 && http_span_equal(coding, "x-gzip"));
}

unsigned
http_coding_weight(const struct http_request *request, const char *name)
{
	unsigned others = strcmp(name, "identity") == 0 ? 1 : 0;
	const struct http_span *value = NULL;

	while ((value = http_request_next_field(
		    request, "Accept-Encoding", value))) {
		struct http_span rest = *value;

		while (rest.len > 0) {
			struct http_span item = http_span_cut(&rest, ',');
			struct http_span coding =
			    http_span_trim(http_span_cut(&item, ';'));

			if (is_coding(&coding, name))
				return weight_of(item);
			if (http_span_is(&coding, "*"))
				others = weight_of(item);
		}
	}
	return others;
}

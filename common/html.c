/* SPDX-License-Identifier: ISC */
#include "common/html.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *
entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return (unsigned char)c < ' ' || c == 0x7f ? "?" : NULL;
	}
}

void
html_text(struct writer *writer, const char *text)
{
	for (; *text; text++) {
		const char *entity = entity_of(*text);

		if (entity)
			writer_text(writer, entity);
		else
			writer_u8(writer, (uint8_t)*text);
	}
}

/* Two digits that count: 1.0, 9.9, 10, 1023. Rounded down, so that what is
 * called 10 GiB fits where there is as much. */
void
html_size(struct writer *writer, uint64_t octets)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB", "PiB",
		"EiB" };
	uint64_t tenths = octets;
	size_t unit = 0;

	if (octets < 1000) {
		writer_format(writer, "%" PRIu64 "\u00a0B", octets);
		return;
	}
	while (tenths >= 1024 * UINT64_C(1000)) {
		tenths /= 1024;
		unit++;
	}
	tenths = tenths * 10 / 1024;
	if (tenths < 100)
		writer_format(
		    writer, "%" PRIu64 ".%" PRIu64, tenths / 10, tenths % 10);
	else
		writer_format(writer, "%" PRIu64, tenths / 10);
	writer_format(writer, "\u00a0%s", units[unit]);
}

void
html_count(struct writer *writer, uint64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRIu64, n);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			writer_u8(writer, ',');
		writer_u8(writer, (uint8_t)digits[i]);
	}
}

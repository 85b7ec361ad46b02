/* SPDX-License-Identifier: ISC */
/*
 * A line of the lease journal: what parses is written again and parses as the
 * same. Checksums would keep a fuzzer out, so each line is tried with its right
 * one, too.
 */
#include <stdlib.h>
#include <string.h>

#include "common/lease_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_line(const char *line, size_t len)
{
	struct lease_record record, again;
	char text[LEASE_RECORD_MAX];
	struct writer out = writer_over(text, sizeof(text));

	if (!lease_record_parse(line, len, &record))
		return;
	lease_record_write(&out, &record);
	if (out.failed || text[out.pos - 1] != '\n' ||
	    memchr(text, '\n', out.pos - 1))
		abort();
	if (!lease_record_parse(text, out.pos - 1, &again) ||
	    again.kind != record.kind || again.address != record.address ||
	    again.clock_s != record.clock_s ||
	    again.identity.len != record.identity.len)
		abort();
}

/* IEEE 802.3. */
static uint32_t
crc32(const uint8_t *bytes, size_t len)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < len; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return ~crc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char line[LEASE_RECORD_MAX];
	struct writer out = writer_over(line, sizeof(line));

	try_line((const char *)data, size);
	writer_bytes(&out, data, size);
	writer_format(&out, " crc=%08x", crc32(data, size));
	if (!out.failed)
		try_line(line, out.pos);
	return 0;
}

/* SPDX-License-Identifier: ISC */
/*
 * A whole journal: a first octet of options, then its text. Lines without a
 * checksum get their right one, as checksums would keep a fuzzer out. However
 * the text is cut, its reader finds the whole lines and no more; ends lie
 * within what the records allow; and the list that `dhcpd -l` prints says of
 * each address what an engine says that read the same.
 */
#include <stdlib.h>
#include <string.h>

#include "dhcpd/engine.h"
#include "dhcpd/journal_read.h"
#include "dhcpd/lease_view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	MS = 1000,
	TEXT_MAX = 64 << 10,
	NOW_S = 5000,
	WALL_S = 1800000000,
};

struct reader {
	struct engine *engine;
	size_t n;
};

static void
must(bool is_so)
{
	if (!is_so)
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

/* Return: octets of the text in @out. */
static size_t
make_text(char out[TEXT_MAX], const uint8_t *data, size_t size)
{
	struct writer text = writer_over(out, TEXT_MAX);
	const uint8_t *end;
	size_t len;

	for (; (end = memchr(data, '\n', size)); data += len, size -= len) {
		len = (size_t)(end - data) + 1;
		writer_bytes(&text, data, len - 1);
		if (!memmem(data, len, " crc=", 5))
			writer_format(&text, " crc=%08x", crc32(data, len - 1));
		writer_u8(&text, '\n');
	}
	writer_bytes(&text, data, size); /* torn */
	return text.failed ? 0 : text.pos;
}

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct reader *reader = owner;

	must(record->identity.len > 0 &&
	    record->identity.len <= DHCP_IDENTITY_MAX);
	/* No longer than the record's own clock, from this moment. */
	must(until_ms <= (NOW_S + record->clock_s) * MS);
	reader->n++;
	return engine_restore(reader->engine, record, until_ms, NOW_S * MS);
}

static void
check_view(const char *text, size_t len, const struct policy *policy,
    int64_t wall_s, const struct engine *engine, size_t n_bad)
{
	static const enum lease_state states[] = { [LEASE_VIEW_BOUND] =
						       LEASE_BOUND,
		[LEASE_VIEW_EXPIRED] = LEASE_FREE,
		[LEASE_VIEW_RELEASED] = LEASE_FREE,
		[LEASE_VIEW_DECLINED] = LEASE_DECLINED,
		[LEASE_VIEW_RESTED] = LEASE_FREE };
	const struct lease_view_now now = { wall_s, NOW_S, "now", 1 };
	struct lease_view_row row;
	struct lease_view view;
	uint32_t before = 0;
	size_t n_bound = 0;

	must(lease_view_read(text, len, &now, policy, &view) == 0);
	must(view.n_bad == n_bad);
	for (size_t i = 0; i < view.n; i++) {
		lease_view_row(&view, i, &now, &row);
		must(i == 0 || row.record.address > before);
		before = row.record.address;
		must(engine_state(engine, before) == states[row.state]);
		must(row.state != LEASE_VIEW_BOUND || row.ends_s >= wall_s);
		n_bound += row.state == LEASE_VIEW_BOUND;
	}
	must(n_bound == engine_leases(engine));
	lease_view_free(&view);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[TEXT_MAX];
	struct policy_subnet subnets[] = { { .prefix = { 0xc0a80a00, 24 },
					       .shared = "wire" },
		{ .prefix = { 0x0a000000, 8 }, .shared = "wire" } };
	struct policy policy = { .subnets = subnets, .n_subnets = 2 };
	struct reader reader = { .engine = engine_new(1) };
	struct journal_reading reading = { .boot = "now",
		.now_ms = NOW_S * MS,
		.restore = restore,
		.owner = &reader };
	size_t len;

	if (size > 0) {
		reading.wall_s = data[0] & 1 ? 100 : WALL_S;
		policy_sort(&policy);
		must(reader.engine &&
		    engine_set_policy(reader.engine, &policy) == 0);
		len = make_text(text, data + 1, size - 1);
		must(journal_read(&reading, text, len) == 0);
		must(reading.n_lines == reader.n && reading.good <= len);
		must(reading.n_torn == (reading.good < len));
		must(reading.good == 0 || text[reading.good - 1] == '\n');
		check_view(text, len, &policy, reading.wall_s, reader.engine,
		    reading.n_bad);
	}
	engine_free(reader.engine);
	return 0;
}

/* SPDX-License-Identifier: ISC */
#include "common/lease_record.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

static const char bound[] =
    "bound 192.168.10.100 mac=52:54:00:12:34:56 id=01525400123456 "
    "until=2026-11-23T03:04:10Z clock=43312 crc=";

static const struct lease_record sample = { .kind = LEASE_RECORD_BOUND,
	.address = 0xc0a80a64,
	.has_mac = true,
	.mac = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 },
	.identity = { 7, { 1, 0x52, 0x54, 0, 0x12, 0x34, 0x56 } },
	.until_s = 1795403050,
	.clock_s = 43312 };

static size_t
write_line(const struct lease_record *record, char line[LEASE_RECORD_MAX])
{
	struct writer out = writer_over(line, LEASE_RECORD_MAX);

	lease_record_write(&out, record);
	ck_assert(!out.failed);
	ck_assert_int_eq(line[out.pos - 1], '\n');
	return out.pos - 1;
}

START_TEST(as_people_read_it)
{
	char line[LEASE_RECORD_MAX];

	write_line(&sample, line);
	ck_assert_mem_eq(line, bound, sizeof(bound) - 1);
}
END_TEST

/* The sums are zlib's: lines of every length by four. */
START_TEST(sums_are_those_of_others)
{
	static const char *const lines[] = {
		"boot a crc=7010bddb\n",
		"boot ab crc=60cff418\n",
		"boot abc crc=15b588cd\n",
		"boot abcd crc=7d1d4149\n",
		"boot abcde crc=e0a79e2f\n",
	};
	struct lease_record record = { .kind = LEASE_RECORD_BOOT };
	char line[LEASE_RECORD_MAX];
	size_t len;

	snprintf(record.boot, sizeof(record.boot), "%.*s", _i + 1, "abcde");
	len = write_line(&record, line);
	ck_assert_uint_eq(len + 1, strlen(lines[_i]));
	ck_assert_mem_eq(line, lines[_i], len + 1);
	ck_assert(lease_record_parse(lines[_i], len, &record));
}
END_TEST

static void
expect_equal(const struct lease_record *a, const struct lease_record *b)
{
	ck_assert_int_eq(a->kind, b->kind);
	ck_assert_uint_eq(a->address, b->address);
	ck_assert_int_eq(a->has_mac, b->has_mac);
	ck_assert_mem_eq(a->mac, b->mac, MAC_LEN);
	ck_assert_uint_eq(a->identity.len, b->identity.len);
	ck_assert_mem_eq(a->identity.bytes, b->identity.bytes, a->identity.len);
	ck_assert_int_eq(a->until_s, b->until_s);
	ck_assert_uint_eq(a->clock_s, b->clock_s);
	ck_assert_uint_eq(a->origin.relay, b->origin.relay);
	ck_assert_uint_eq(a->origin.port, b->origin.port);
	ck_assert_str_eq(a->boot, b->boot);
}

START_TEST(there_and_back)
{
	struct lease_record record = sample, again;
	char line[LEASE_RECORD_MAX];
	size_t len;

	for (int kind = LEASE_RECORD_BOUND; kind <= LEASE_RECORD_DECLINED;
	     kind++) {
		record.kind = (enum lease_record_kind)kind;
		len = write_line(&record, line);
		ck_assert(lease_record_parse(line, len, &again));
		expect_equal(&record, &again);
	}
	/* The longest there is, in the last year, behind a port. */
	record.origin = (struct origin){ UINT32_MAX, UINT64_MAX };
	record.identity.len = DHCP_IDENTITY_MAX;
	memset(record.identity.bytes, 0xff, DHCP_IDENTITY_MAX);
	record.until_s = 253402300799;
	record.clock_s = LEASE_RECORD_CLOCK_MAX_S;
	len = write_line(&record, line);
	ck_assert(lease_record_parse(line, len, &again));
	expect_equal(&record, &again);
	record = (struct lease_record){ .kind = LEASE_RECORD_BOOT,
		.boot = "5264db39-ce28-4cea-8a8f-7a87bd30d85e" };
	len = write_line(&record, line);
	ck_assert(lease_record_parse(line, len, &again));
	expect_equal(&record, &again);
}
END_TEST

/* Where it came from is said where somebody knows it. */
START_TEST(behind_a_relay)
{
	struct lease_record record = sample;
	char line[LEASE_RECORD_MAX];

	record.origin = (struct origin){ 0x0a010001, 0x0123456789abcdef };
	line[write_line(&record, line)] = '\0';
	ck_assert_ptr_nonnull(strstr(
	    line, " clock=43312 relay=10.1.0.1 port=0123456789abcdef crc="));
	record.origin.port = 0;
	line[write_line(&record, line)] = '\0';
	ck_assert_ptr_nonnull(strstr(line, " relay=10.1.0.1 crc="));
	record.origin = (struct origin){ 0, 1 };
	line[write_line(&record, line)] = '\0';
	ck_assert_ptr_nonnull(
	    strstr(line, " clock=43312 port=0000000000000001 crc="));
}
END_TEST

START_TEST(any_octet_changed)
{
	struct lease_record record;
	char line[LEASE_RECORD_MAX];
	size_t len = write_line(&sample, line);

	for (size_t i = 0; i < len; i++) {
		line[i] ^= 1;
		ck_assert_msg(
		    !lease_record_parse(line, len, &record), "octet %zu", i);
		line[i] ^= 1;
	}
	for (size_t n = 0; n < len; n++)
		ck_assert(!lease_record_parse(line, n, &record));
	ck_assert(lease_record_parse(line, len, &record));
}
END_TEST

/* Lines whose checksum is right, as a program of ours with a fault would write
 * them. */
static const struct {
	const char *line;
	bool is_good;
} lines[] = {
	{ "boot x crc=SUM", true },
	{ "bound 192.168.10.100 id=01 until=2026-11-23T03:04:10Z clock=1 "
	  "later=key crc=SUM",
	    true },
	{ "bound 192.168.10.100 until=2026-11-23T03:04:10Z crc=SUM", false },
	{ "bound 192.168.10 id=01 crc=SUM", false },
	{ "lost 192.168.10.100 id=01 crc=SUM", false },
	{ "bound 192.168.10.100 id=01 word crc=SUM", false },
	{ "bound 192.168.10.100 id=0 crc=SUM", false },
	{ "bound 192.168.10.100 id=01 mac=52:54 crc=SUM", false },
	{ "bound 192.168.10.100 id=01 clock=x crc=SUM", false },
	{ "bound 192.168.10.100 id=01 until=2026-13-23T03:04:10Z crc=SUM",
	    false },
	{ "bound 192.168.10.100 id=01 until=2026-11-23 crc=SUM", false },
	{ "bound 192.168.10.100 id=01 until=2026-11-23T24:04:10Z crc=SUM",
	    false },
	{ "bound 192.168.10.100 id=01 relay=10.1.0 crc=SUM", false },
	{ "bound 192.168.10.100 id=01 port=0123 crc=SUM", false },
	{ "bound 192.168.10.100 id=01 port=0123456789abcdef00 crc=SUM", false },
	{ "bound 192.168.10.100 id=01 port=+123456789abcdef crc=SUM", false },
	{ "bound crc=SUM", false },
};

/* The plain, bitwise way (IEEE 802.3). */
static uint32_t
slow_crc32(const char *text, size_t len)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < len; i++) {
		crc ^= (uint8_t)text[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return ~crc;
}

START_TEST(fields)
{
	const char *text = lines[_i].line, *end = strstr(text, " crc=");
	struct lease_record record;
	char line[LEASE_RECORD_MAX];
	int len = snprintf(line, sizeof(line), "%.*s crc=%08x",
	    (int)(end - text), text, slow_crc32(text, (size_t)(end - text)));

	ck_assert_msg(
	    lease_record_parse(line, (size_t)len, &record) == lines[_i].is_good,
	    "%s", line);
}
END_TEST

START_TEST(no_room)
{
	char line[64];
	struct writer out = writer_over(line, sizeof(line));

	lease_record_write(&out, &sample);
	ck_assert(out.failed);
}
END_TEST

TEST_MAIN("lease_record", tcase_add_test(tests, as_people_read_it);
	  tcase_add_loop_test(tests, sums_are_those_of_others, 0, 5);
	  tcase_add_test(tests, there_and_back);
	  tcase_add_test(tests, behind_a_relay);
	  tcase_add_test(tests, any_octet_changed);
	  tcase_add_loop_test(tests, fields, 0, ROWS(lines));
	  tcase_add_test(tests, no_room);)

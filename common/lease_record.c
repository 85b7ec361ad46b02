/* SPDX-License-Identifier: ISC */
#include "common/lease_record.h"

#include <string.h>

#include "common/calendar.h"
#include "common/text.h"

enum {
	FIELDS_MAX = 12,
	CRC_FIELD = 13, /* " crc=" and eight digits */
};

static const char *const kinds[] = { "bound", "released", "declined", "boot" };

/*
 * CRC-32 as in IEEE 802.3, four octets at a time: what each of their eight
 * halves leaves behind when all of them have passed. The last row is that of a
 * half alone.
 */
static const uint32_t crc_table[8][16] = {
	{ 0x00000000, 0xb8bc6765, 0xaa09c88b, 0x12b5afee, 0x8f629757,
	    0x37def032, 0x256b5fdc, 0x9dd738b9, 0xc5b428ef, 0x7d084f8a,
	    0x6fbde064, 0xd7018701, 0x4ad6bfb8, 0xf26ad8dd, 0xe0df7733,
	    0x58631056 },
	{ 0x00000000, 0x5019579f, 0xa032af3e, 0xf02bf8a1, 0x9b14583d,
	    0xcb0d0fa2, 0x3b26f703, 0x6b3fa09c, 0xed59b63b, 0xbd40e1a4,
	    0x4d6b1905, 0x1d724e9a, 0x764dee06, 0x2654b999, 0xd67f4138,
	    0x866616a7 },
	{ 0x00000000, 0x01c26a37, 0x0384d46e, 0x0246be59, 0x0709a8dc,
	    0x06cbc2eb, 0x048d7cb2, 0x054f1685, 0x0e1351b8, 0x0fd13b8f,
	    0x0d9785d6, 0x0c55efe1, 0x091af964, 0x08d89353, 0x0a9e2d0a,
	    0x0b5c473d },
	{ 0x00000000, 0x1c26a370, 0x384d46e0, 0x246be590, 0x709a8dc0,
	    0x6cbc2eb0, 0x48d7cb20, 0x54f16850, 0xe1351b80, 0xfd13b8f0,
	    0xd9785d60, 0xc55efe10, 0x91af9640, 0x8d893530, 0xa9e2d0a0,
	    0xb5c473d0 },
	{ 0x00000000, 0x191b3141, 0x32366282, 0x2b2d53c3, 0x646cc504,
	    0x7d77f445, 0x565aa786, 0x4f4196c7, 0xc8d98a08, 0xd1c2bb49,
	    0xfaefe88a, 0xe3f4d9cb, 0xacb54f0c, 0xb5ae7e4d, 0x9e832d8e,
	    0x87981ccf },
	{ 0x00000000, 0x4ac21251, 0x958424a2, 0xdf4636f3, 0xf0794f05,
	    0xbabb5d54, 0x65fd6ba7, 0x2f3f79f6, 0x3b83984b, 0x71418a1a,
	    0xae07bce9, 0xe4c5aeb8, 0xcbfad74e, 0x8138c51f, 0x5e7ef3ec,
	    0x14bce1bd },
	{ 0x00000000, 0x77073096, 0xee0e612c, 0x990951ba, 0x076dc419,
	    0x706af48f, 0xe963a535, 0x9e6495a3, 0x0edb8832, 0x79dcb8a4,
	    0xe0d5e91e, 0x97d2d988, 0x09b64c2b, 0x7eb17cbd, 0xe7b82d07,
	    0x90bf1d91 },
	{ 0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190,
	    0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344,
	    0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278,
	    0xbdbdf21c },
};

static uint32_t
crc32(const char *bytes, size_t len)
{
	const uint32_t *last = crc_table[7];
	uint32_t crc = UINT32_MAX, left;
	size_t i = 0;

	for (; len - i >= 4; i += 4) {
		left = crc ^
		    ((uint32_t)(uint8_t)bytes[i] |
			(uint32_t)(uint8_t)bytes[i + 1] << 8 |
			(uint32_t)(uint8_t)bytes[i + 2] << 16 |
			(uint32_t)(uint8_t)bytes[i + 3] << 24);
		crc = crc_table[0][left & 15] ^ crc_table[1][left >> 4 & 15] ^
		    crc_table[2][left >> 8 & 15] ^
		    crc_table[3][left >> 12 & 15] ^
		    crc_table[4][left >> 16 & 15] ^
		    crc_table[5][left >> 20 & 15] ^
		    crc_table[6][left >> 24 & 15] ^ crc_table[7][left >> 28];
	}
	for (; i < len; i++) {
		crc ^= (uint8_t)bytes[i];
		crc = crc >> 4 ^ last[crc & 15];
		crc = crc >> 4 ^ last[crc & 15];
	}
	return ~crc;
}

static void
write_date(struct writer *out, int64_t time_s)
{
	struct calendar date = calendar_from_time(time_s);

	calendar_write(out, &date);
	writer_u8(out, 'Z');
}

static void
write_lease(struct writer *out, const struct lease_record *record)
{
	char address[ADDRESS_TEXT_MAX], mac[MAC_TEXT_MAX];
	char id[2 * DHCP_IDENTITY_MAX + 1];

	writer_u8(out, ' ');
	writer_text(out, address_text(address, record->address));
	if (record->has_mac) {
		writer_text(out, " mac=");
		writer_text(out, mac_text(mac, record->mac));
	}
	writer_text(out, " id=");
	writer_text(out,
	    text_hex(id, sizeof(id), record->identity.bytes,
		record->identity.len, 0));
	writer_text(out, " until=");
	write_date(out, record->until_s);
	writer_text(out, " clock=");
	writer_decimal(out, record->clock_s, 1);
	if (record->origin.relay) {
		writer_text(out, " relay=");
		writer_text(out, address_text(address, record->origin.relay));
	}
	if (record->origin.port) {
		writer_text(out, " port=");
		writer_hex(out, record->origin.port, 16);
	}
}

void
lease_record_write(struct writer *out, const struct lease_record *record)
{
	size_t start = out->pos;
	uint32_t crc;

	writer_text(out, kinds[record->kind]);
	if (record->kind == LEASE_RECORD_BOOT)
		writer_format(out, " %s", record->boot);
	else
		write_lease(out, record);
	if (out->failed)
		return;
	crc = crc32((const char *)out->bytes + start, out->pos - start);
	writer_text(out, " crc=");
	writer_hex(out, crc, 8);
	writer_u8(out, '\n');
}

/* --- reading -------------------------------------------------------------- */

/* Two digits, or as many as @len says; -1 for anything else. */
static int
digits(const char *text, size_t len)
{
	int value = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static bool
parse_date(const char *text, int64_t *ret_time_s)
{
	int year, month, day, hour, minute, second;
	struct calendar date;

	if (strlen(text) != strlen("2026-11-23T03:04:10Z"))
		return false;
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	hour = digits(text + 11, 2);
	minute = digits(text + 14, 2);
	second = digits(text + 17, 2);
	if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
	    second > 59)
		return false;
	date = (struct calendar){ .year = year,
		.month = (unsigned)month,
		.day = (unsigned)day,
		.hour = (unsigned)hour,
		.minute = (unsigned)minute,
		.second = (unsigned)second };
	*ret_time_s = calendar_to_time(&date);
	return true;
}

static bool
parse_identity(const char *text, struct dhcp_identity *ret_identity)
{
	size_t len;

	if (!text_parse_hex(text, ret_identity->bytes, DHCP_IDENTITY_MAX, &len))
		return false;
	ret_identity->len = (uint8_t)len;
	return true;
}

static bool
parse_port(const char *text, uint64_t *ret_port)
{
	uint8_t bytes[sizeof(*ret_port)];
	size_t len;

	if (!text_parse_hex(text, bytes, sizeof(bytes), &len) ||
	    len != sizeof(bytes))
		return false;
	*ret_port = 0;
	for (size_t i = 0; i < len; i++)
		*ret_port = *ret_port << 8 | bytes[i];
	return true;
}

/* One `key=value`. A key of a later version is passed over. */
static bool
parse_field(const char *field, struct lease_record *record)
{
	const char *value = strchr(field, '=');
	size_t len = value ? (size_t)(value - field) : 0;

	if (!value)
		return false;
	value++;
	if (len == 3 && memcmp(field, "mac", len) == 0) {
		record->has_mac = true;
		return mac_parse(value, record->mac);
	}
	if (len == 2 && memcmp(field, "id", len) == 0)
		return parse_identity(value, &record->identity);
	if (len == 5 && memcmp(field, "relay", len) == 0)
		return address_parse(value, &record->origin.relay);
	if (len == 4 && memcmp(field, "port", len) == 0)
		return parse_port(value, &record->origin.port);
	if (len == 5 && memcmp(field, "until", len) == 0)
		return parse_date(value, &record->until_s);
	if (len == 5 && memcmp(field, "clock", len) == 0)
		return text_parse_u64(
		    value, LEASE_RECORD_CLOCK_MAX_S, &record->clock_s);
	return true;
}

/* Nothing else is ever written; a NUL would hide what follows it. */
static bool
is_printable(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (line[i] < ' ' || line[i] > '~')
			return false;
	return true;
}

static bool
is_checked(const char *line, size_t len)
{
	uint8_t sum[4];
	char digits_of_sum[9];
	size_t n;

	if (len <= CRC_FIELD || memcmp(line + len - CRC_FIELD, " crc=", 5) != 0)
		return false;
	memcpy(digits_of_sum, line + len - 8, 8);
	digits_of_sum[8] = '\0';
	if (!text_parse_hex(digits_of_sum, sum, sizeof(sum), &n) || n != 4)
		return false;
	return crc32(line, len - CRC_FIELD) ==
	    ((uint32_t)sum[0] << 24 | (uint32_t)sum[1] << 16 |
		(uint32_t)sum[2] << 8 | sum[3]);
}

/* Part @text at its blanks, in place. Return: how many words. */
static size_t
split(char *text, char *words[FIELDS_MAX])
{
	size_t n = 0;

	for (char *rest; text && n < FIELDS_MAX; text = rest) {
		rest = strchr(text, ' ');
		if (rest)
			*rest++ = '\0';
		words[n++] = text;
	}
	return n;
}

static bool
parse_kind(const char *word, enum lease_record_kind *ret_kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i], word) == 0) {
			*ret_kind = (enum lease_record_kind)i;
			return true;
		}
	return false;
}

static bool
parse_boot(const char *name, struct lease_record *record)
{
	size_t len = strlen(name);

	if (len >= sizeof(record->boot))
		return false;
	memcpy(record->boot, name, len + 1);
	return true;
}

bool
lease_record_parse(
    const char *line, size_t len, struct lease_record *ret_record)
{
	char text[LEASE_RECORD_MAX], *words[FIELDS_MAX];
	size_t n;

	if (len >= sizeof(text) || !is_checked(line, len) ||
	    !is_printable(line, len))
		return false;
	memcpy(text, line, len - CRC_FIELD);
	text[len - CRC_FIELD] = '\0';
	memset(ret_record, 0, sizeof(*ret_record));
	n = split(text, words);
	if (n < 2 || !parse_kind(words[0], &ret_record->kind))
		return false;
	if (ret_record->kind == LEASE_RECORD_BOOT)
		return parse_boot(words[1], ret_record);
	if (!address_parse(words[1], &ret_record->address))
		return false;
	for (size_t i = 2; i < n; i++)
		if (!parse_field(words[i], ret_record))
			return false;
	return ret_record->identity.len > 0;
}

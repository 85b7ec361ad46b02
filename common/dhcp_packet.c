/* SPDX-License-Identifier: ISC */
#include "common/dhcp_packet.h"

#include <string.h>

#include "common/cursor.h"

/* The fields that may hold options, in the order of RFC 3396 section 5. */
enum {
	FIELD_OPTIONS,
	FIELD_FILE,
	FIELD_SNAME,
	N_FIELDS
};

enum overload {
	OVERLOAD_FILE = 1,
	OVERLOAD_SNAME = 2,
};

typedef void option_fn(
    struct dhcp_packet *packet, uint8_t code, const uint8_t *bytes, size_t len);

/* Tell @each of the options of one field. */
static bool
walk(struct dhcp_packet *packet, struct cursor field, option_fn *each)
{
	const uint8_t *bytes;
	uint8_t code, len;

	while (cursor_left(&field) > 0) {
		code = cursor_u8(&field);
		if (code == DHCP_OPTION_PAD)
			continue;
		if (code == DHCP_OPTION_END)
			break;
		len = cursor_u8(&field);
		bytes = cursor_take(&field, len);
		if (bytes)
			each(packet, code, bytes, len);
	}
	return !field.failed;
}

static void
count_option(
    struct dhcp_packet *packet, uint8_t code, const uint8_t *bytes, size_t len)
{
	(void)bytes;
	packet->present[code / 64] |= (uint64_t)1 << code % 64;
	packet->len[code] = (uint16_t)(packet->len[code] + len);
}

/* start[] runs ahead while the pieces are laid behind each other. */
static void
copy_option(
    struct dhcp_packet *packet, uint8_t code, const uint8_t *bytes, size_t len)
{
	memcpy(packet->values + packet->start[code], bytes, len);
	packet->start[code] = (uint16_t)(packet->start[code] + len);
}

/* The first code of @left, taken out of it; @left is not 0. */
static size_t
next_code(uint64_t *left)
{
	size_t code = (size_t)__builtin_ctzll(*left);

	*left &= *left - 1;
	return code;
}

static void
lay_out(struct dhcp_packet *packet)
{
	uint16_t at = 0;

	for (size_t word = 0; word < 256 / 64; word++)
		for (uint64_t left = packet->present[word]; left;) {
			size_t code = word * 64 + next_code(&left);

			packet->start[code] = at;
			at = (uint16_t)(at + packet->len[code]);
		}
}

static void
find_starts(struct dhcp_packet *packet)
{
	for (size_t word = 0; word < 256 / 64; word++)
		for (uint64_t left = packet->present[word]; left;) {
			size_t code = word * 64 + next_code(&left);

			packet->start[code] =
			    (uint16_t)(packet->start[code] - packet->len[code]);
		}
}

static void
find_overload(
    struct dhcp_packet *packet, uint8_t code, const uint8_t *bytes, size_t len)
{
	if (code == DHCP_OPTION_OVERLOAD)
		packet->values[0] = len == 1 ? bytes[0] : UINT8_MAX;
}

/* Which of file and sname hold options, by option 52 of the options field
 * alone; in the overloaded fields it has no meaning. */
static int
read_overload(
    struct dhcp_packet *packet, struct cursor options, uint8_t *ret_overload)
{
	packet->values[0] = 0;
	if (!walk(packet, options, find_overload))
		return DHCP_PACKET_OPTIONS;
	if (packet->values[0] > (OVERLOAD_FILE | OVERLOAD_SNAME))
		return DHCP_PACKET_OVERLOAD;
	*ret_overload = packet->values[0];
	return 0;
}

static int
read_type(struct dhcp_packet *packet)
{
	const uint8_t *bytes;
	size_t len;

	if (!dhcp_packet_has(packet, DHCP_OPTION_MESSAGE_TYPE))
		return 0;
	if (dhcp_packet_bytes(packet, DHCP_OPTION_MESSAGE_TYPE, &bytes, &len) ||
	    len != 1 || bytes[0] < DHCP_DISCOVER || bytes[0] > DHCP_INFORM)
		return DHCP_PACKET_TYPE;
	packet->type = bytes[0];
	return 0;
}

static int
read_options(struct dhcp_packet *packet, struct cursor *fields)
{
	uint8_t overload;
	int r;

	r = read_overload(packet, fields[FIELD_OPTIONS], &overload);
	if (r)
		return r;
	if (!(overload & OVERLOAD_FILE))
		fields[FIELD_FILE].len = 0;
	if (!(overload & OVERLOAD_SNAME))
		fields[FIELD_SNAME].len = 0;
	for (size_t i = 0; i < N_FIELDS; i++)
		if (!walk(packet, fields[i], count_option))
			return DHCP_PACKET_OPTIONS;
	lay_out(packet);
	for (size_t i = 0; i < N_FIELDS; i++)
		walk(packet, fields[i], copy_option);
	find_starts(packet);
	return read_type(packet);
}

static void
read_header(struct cursor *in, struct dhcp_packet *packet)
{
	const uint8_t *chaddr;

	packet->op = cursor_u8(in);
	packet->htype = cursor_u8(in);
	packet->hlen = cursor_u8(in);
	packet->hops = cursor_u8(in);
	packet->xid = cursor_u32(in);
	packet->secs = cursor_u16(in);
	packet->flags = cursor_u16(in);
	packet->ciaddr = cursor_u32(in);
	packet->yiaddr = cursor_u32(in);
	packet->siaddr = cursor_u32(in);
	packet->giaddr = cursor_u32(in);
	chaddr = cursor_take(in, DHCP_CHADDR_LEN);
	if (chaddr && packet->hlen <= DHCP_CHADDR_LEN)
		memcpy(packet->chaddr, chaddr, packet->hlen);
}

int
dhcp_packet_parse(
    const uint8_t *bytes, size_t len, struct dhcp_packet *ret_packet)
{
	struct cursor in = cursor_over(bytes, len);
	struct cursor fields[N_FIELDS];
	const uint8_t *sname, *file;

	if (len > DHCP_PACKET_LEN_MAX)
		return DHCP_PACKET_LONG;
	/* All but the values, which are written before they are read. */
	memset(ret_packet, 0, offsetof(struct dhcp_packet, values));
	read_header(&in, ret_packet);
	sname = cursor_take(&in, DHCP_SNAME_LEN);
	file = cursor_take(&in, DHCP_FILE_LEN);
	if (in.failed)
		return DHCP_PACKET_SHORT;
	if (ret_packet->hlen > DHCP_CHADDR_LEN)
		return DHCP_PACKET_HLEN;
	if (cursor_u32(&in) != DHCP_MAGIC_COOKIE)
		return 0;
	fields[FIELD_OPTIONS] = cursor_over(bytes + in.pos, len - in.pos);
	fields[FIELD_FILE] = cursor_over(file, DHCP_FILE_LEN);
	fields[FIELD_SNAME] = cursor_over(sname, DHCP_SNAME_LEN);
	return read_options(ret_packet, fields);
}

bool
dhcp_packet_has(const struct dhcp_packet *packet, uint8_t code)
{
	return packet->present[code / 64] >> code % 64 & 1;
}

int
dhcp_packet_bytes(const struct dhcp_packet *packet, uint8_t code,
    const uint8_t **ret_bytes, size_t *ret_len)
{
	if (!dhcp_packet_has(packet, code))
		return DHCP_ANSWER_ABSENT;
	if (packet->len[code] == 0)
		return DHCP_ANSWER_EMPTY;
	*ret_bytes = packet->values + packet->start[code];
	*ret_len = packet->len[code];
	return 0;
}

/* The value of @code if it is of @len octets. */
static int
fixed(const struct dhcp_packet *packet, uint8_t code, size_t len,
    struct cursor *ret_cursor)
{
	const uint8_t *bytes;
	size_t actual;
	int r = dhcp_packet_bytes(packet, code, &bytes, &actual);

	if (r)
		return r;
	if (actual != len)
		return DHCP_ANSWER_MALFORMED;
	*ret_cursor = cursor_over(bytes, len);
	return 0;
}

int
dhcp_packet_u16(
    const struct dhcp_packet *packet, uint8_t code, uint16_t *ret_value)
{
	struct cursor value;
	int r = fixed(packet, code, sizeof(*ret_value), &value);

	if (!r)
		*ret_value = cursor_u16(&value);
	return r;
}

int
dhcp_packet_u32(
    const struct dhcp_packet *packet, uint8_t code, uint32_t *ret_value)
{
	struct cursor value;
	int r = fixed(packet, code, sizeof(*ret_value), &value);

	if (!r)
		*ret_value = cursor_u32(&value);
	return r;
}

int
dhcp_packet_part(const struct dhcp_packet *packet, uint8_t code, uint8_t tag,
    const uint8_t **ret_bytes, size_t *ret_len)
{
	/* Pad and end have no length in option 43; 82 knows neither. */
	bool has_marks = code == DHCP_OPTION_VENDOR;
	const uint8_t *bytes, *part;
	struct cursor in;
	size_t len;
	uint8_t at;

	if (dhcp_packet_bytes(packet, code, &bytes, &len))
		return DHCP_ANSWER_ABSENT;
	in = cursor_over(bytes, len);
	while (cursor_left(&in) > 0) {
		at = cursor_u8(&in);
		if (has_marks && at == DHCP_OPTION_PAD)
			continue;
		if (has_marks && at == DHCP_OPTION_END)
			break;
		len = cursor_u8(&in);
		part = cursor_take(&in, len);
		if (!part || at != tag)
			continue;
		*ret_bytes = part;
		*ret_len = len;
		return 0;
	}
	return DHCP_ANSWER_ABSENT;
}

bool
dhcp_packet_starts(
    const struct dhcp_packet *packet, uint8_t code, const char *text)
{
	size_t len, want = strlen(text);
	const uint8_t *bytes;

	return dhcp_packet_bytes(packet, code, &bytes, &len) == 0 &&
	    len >= want && memcmp(bytes, text, want) == 0;
}

const char *
dhcp_type_name(uint8_t type)
{
	static const char *const names[] = { "BOOTP", "DISCOVER", "OFFER",
		"REQUEST", "DECLINE", "ACK", "NAK", "RELEASE", "INFORM" };

	return type <= DHCP_INFORM ? names[type] : "?";
}

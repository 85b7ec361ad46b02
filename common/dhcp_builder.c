/* SPDX-License-Identifier: ISC */
#include "common/dhcp_builder.h"

#include <string.h>

enum {
	OPTION_HEAD = 2,  /* code and length */
	OPTION_MAX = 255, /* octets in one piece of an option */
	OPTIONS_START = DHCP_HEADER_LEN + 4,
	END_SIZE = 1,
	/* Message type, server, lease and its two times, network mask: without
	 * these a reply is of no use to the client. */
	NEEDED_SIZE = 3 + 5 * 6,
};

/* Octets that an option of @len takes, its heads counted. */
static size_t
option_size(size_t len)
{
	size_t pieces = len == 0 ? 1 : (len + OPTION_MAX - 1) / OPTION_MAX;

	return len + pieces * OPTION_HEAD;
}

size_t
dhcp_reply_limit(const struct dhcp_packet *request)
{
	uint16_t size;

	if (dhcp_packet_u16(request, DHCP_OPTION_MAX_SIZE, &size) != 0 ||
	    size < DHCP_MAX_SIZE_MIN)
		return DHCP_REPLY_LEN_DEFAULT;
	if (size - DHCP_MAX_SIZE_HEADERS > DHCP_REPLY_LEN_MAX)
		return DHCP_REPLY_LEN_MAX;
	return (size_t)size - DHCP_MAX_SIZE_HEADERS;
}

/* @text into a field of @size octets, always with a NUL behind it. */
static void
write_field(struct writer *out, const char *text, size_t size)
{
	size_t len = text ? strlen(text) : 0;

	if (len >= size)
		len = 0;
	writer_bytes(out, text, len);
	writer_fill(out, 0, size - len);
}

static void
write_header(struct writer *out, const struct dhcp_packet *request,
    const struct dhcp_reply *reply)
{
	writer_u8(out, DHCP_OP_REPLY);
	writer_u8(out, request->htype);
	writer_u8(out, request->hlen);
	writer_u8(out, 0);
	writer_u32(out, request->xid);
	writer_u16(out, 0);
	writer_u16(out,
	    (uint16_t)(request->flags |
		(reply->is_broadcast ? DHCP_FLAG_BROADCAST : 0)));
	writer_u32(out, reply->ciaddr);
	writer_u32(out, reply->yiaddr);
	writer_u32(out, reply->siaddr);
	writer_u32(out, request->giaddr);
	writer_bytes(out, request->chaddr, DHCP_CHADDR_LEN);
	write_field(out, reply->sname, DHCP_SNAME_LEN);
	write_field(out, reply->file, DHCP_FILE_LEN);
	writer_u32(out, DHCP_MAGIC_COOKIE);
}

/* A plain BOOTP client has room for 64 octets of options (RFC 951 section 3),
 * and is not to be sent more (RFC 1534 section 2). */
static size_t
limit_of(const struct dhcp_packet *request, uint8_t type)
{
	return type == DHCP_BOOTP ? DHCP_REPLY_LEN_MIN
				  : dhcp_reply_limit(request);
}

bool
dhcp_builder_keeps_relay(const struct dhcp_packet *request, uint8_t type)
{
	size_t room = limit_of(request, type) - OPTIONS_START - END_SIZE -
	    (type == DHCP_BOOTP ? 0 : NEEDED_SIZE);

	return dhcp_packet_has(request, DHCP_OPTION_RELAY) &&
	    option_size(request->len[DHCP_OPTION_RELAY]) <= room;
}

void
dhcp_builder_begin(struct dhcp_builder *builder,
    const struct dhcp_packet *request, const struct dhcp_reply *reply,
    uint8_t type, uint8_t *bytes)
{
	*builder = (struct dhcp_builder){ .request = request,
		.has_relay = dhcp_builder_keeps_relay(request, type),
		.reserved = END_SIZE };
	builder->out = writer_over(bytes, limit_of(request, type));
	if (builder->has_relay)
		builder->reserved +=
		    option_size(request->len[DHCP_OPTION_RELAY]);
	write_header(&builder->out, request, reply);
	if (type != DHCP_BOOTP)
		dhcp_builder_put_u8(builder, DHCP_OPTION_MESSAGE_TYPE, type);
}

static void
write_option(struct writer *out, uint8_t code, const uint8_t *value, size_t len)
{
	size_t piece;

	do {
		piece = len < OPTION_MAX ? len : OPTION_MAX;
		writer_u8(out, code);
		writer_u8(out, (uint8_t)piece);
		writer_bytes(out, value, piece);
		value += piece;
		len -= piece;
	} while (len > 0);
}

bool
dhcp_builder_put(
    struct dhcp_builder *builder, uint8_t code, const void *value, size_t len)
{
	size_t left = writer_left(&builder->out);
	size_t need = option_size(len);

	if (left < builder->reserved || left - builder->reserved < need)
		return false;
	write_option(&builder->out, code, value, len);
	return true;
}

bool
dhcp_builder_put_u8(struct dhcp_builder *builder, uint8_t code, uint8_t value)
{
	return dhcp_builder_put(builder, code, &value, sizeof(value));
}

bool
dhcp_builder_put_u32(struct dhcp_builder *builder, uint8_t code, uint32_t value)
{
	const uint8_t bytes[4] = { (uint8_t)(value >> 24),
		(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value };

	return dhcp_builder_put(builder, code, bytes, sizeof(bytes));
}

bool
dhcp_builder_has(const struct dhcp_builder *builder, uint8_t code)
{
	struct cursor written =
	    cursor_over(builder->out.bytes, builder->out.pos);

	cursor_take(&written, OPTIONS_START);
	while (cursor_left(&written) > 0) {
		if (cursor_u8(&written) == code)
			return true;
		cursor_take(&written, cursor_u8(&written));
	}
	return false;
}

size_t
dhcp_builder_end(struct dhcp_builder *builder)
{
	const struct dhcp_packet *request = builder->request;
	struct writer *out = &builder->out;

	if (builder->has_relay)
		write_option(out, DHCP_OPTION_RELAY,
		    request->values + request->start[DHCP_OPTION_RELAY],
		    request->len[DHCP_OPTION_RELAY]);
	writer_u8(out, DHCP_OPTION_END);
	if (out->pos < DHCP_REPLY_LEN_MIN)
		writer_fill(out, 0, DHCP_REPLY_LEN_MIN - out->pos);
	return out->pos;
}

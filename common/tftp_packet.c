/* SPDX-License-Identifier: ISC */
#include "common/tftp_packet.h"

#include <inttypes.h>

#include "common/text.h"

/* RFC 2348, 2349 and 7440; tftp-hpa's tftpd(8). A tsize in a request says 0,
 * but nobody is refused for saying more. */
static const struct {
	const char *name;
	uint64_t min;
	uint64_t max;
} known_options[TFTP_OPTION_KINDS] = {
	[TFTP_OPTION_BLKSIZE] = { "blksize", TFTP_BLKSIZE_MIN,
	    TFTP_BLKSIZE_MAX },
	[TFTP_OPTION_TSIZE] = { "tsize", 0, UINT64_MAX },
	[TFTP_OPTION_TIMEOUT] = { "timeout", TFTP_TIMEOUT_MIN_S,
	    TFTP_TIMEOUT_MAX_S },
	[TFTP_OPTION_WINDOWSIZE] = { "windowsize", TFTP_WINDOWSIZE_MIN,
	    TFTP_WINDOWSIZE_MAX },
	[TFTP_OPTION_UTIMEOUT] = { "utimeout", TFTP_UTIMEOUT_MIN_US,
	    TFTP_UTIMEOUT_MAX_US },
	[TFTP_OPTION_BLKSIZE2] = { "blksize2", TFTP_BLKSIZE_MIN,
	    TFTP_BLKSIZE_MAX },
	[TFTP_OPTION_ROLLOVER] = { "rollover", 0, 1 },
};

const char *
tftp_option_name(enum tftp_option_kind kind)
{
	return known_options[kind].name;
}

bool
tftp_option_find(const char *name, enum tftp_option_kind *ret_kind)
{
	for (unsigned i = 0; i < TFTP_OPTION_KINDS; i++) {
		if (text_equal(name, known_options[i].name)) {
			*ret_kind = (enum tftp_option_kind)i;
			return true;
		}
	}
	return false;
}

static bool
is_named_before(const struct tftp_packet *packet, enum tftp_option_kind kind)
{
	for (size_t i = 0; i < packet->n_options; i++) {
		if (packet->options[i].kind == kind)
			return true;
	}
	return false;
}

/* Which letters of an option's @name are capitals. */
static uint16_t
capitals_of(const char *name)
{
	unsigned capitals = 0;

	for (unsigned i = 0; name[i]; i++) {
		if (name[i] >= 'A' && name[i] <= 'Z')
			capitals |= 1u << i;
	}
	return (uint16_t)capitals;
}

static void
add_option(struct tftp_packet *packet, const char *name, const char *text)
{
	enum tftp_option_kind kind;
	uint64_t value;

	if (!tftp_option_find(name, &kind) || is_named_before(packet, kind))
		return;
	if (!text_parse_u64(text, known_options[kind].max, &value) ||
	    value < known_options[kind].min)
		return;
	packet->options[packet->n_options++] = (struct tftp_option){
		.kind = kind,
		.value = value,
		.capitals = capitals_of(name),
	};
}

static void
parse_options(struct cursor *cursor, struct tftp_packet *packet)
{
	while (cursor_left(cursor) > 0) {
		const char *name = cursor_string(cursor);
		const char *value = cursor_string(cursor);

		if (name && value)
			add_option(packet, name, value);
	}
}

static enum tftp_mode
parse_mode(const char *text)
{
	if (text_equal(text, "octet"))
		return TFTP_MODE_OCTET;
	if (text_equal(text, "netascii"))
		return TFTP_MODE_NETASCII;
	return TFTP_MODE_OTHER;
}

static int
parse_request(struct cursor *cursor, struct tftp_packet *packet)
{
	const char *name = cursor_string(cursor);
	const char *mode = cursor_string(cursor);

	if (!name || !mode)
		return TFTP_PACKET_UNTERMINATED;
	if (!*name)
		return TFTP_PACKET_NAMELESS;
	packet->name = name;
	packet->mode = parse_mode(mode);
	parse_options(cursor, packet);
	return 0;
}

static int
parse_block(struct cursor *cursor, struct tftp_packet *packet)
{
	packet->block = cursor_u16(cursor);
	if (cursor->failed)
		return TFTP_PACKET_SHORT;
	if (packet->opcode == TFTP_DATA) {
		packet->data_len = cursor_left(cursor);
		packet->data = cursor_take(cursor, packet->data_len);
	}
	return 0;
}

static int
parse_error(struct cursor *cursor, struct tftp_packet *packet)
{
	const char *text;

	packet->error = cursor_u16(cursor);
	if (cursor->failed)
		return TFTP_PACKET_SHORT;
	text = cursor_string(cursor);
	packet->text = text ? text : "";
	return 0;
}

static int
parse_body(struct cursor *cursor, struct tftp_packet *packet)
{
	switch (packet->opcode) {
	case TFTP_RRQ:
	case TFTP_WRQ:
		return parse_request(cursor, packet);
	case TFTP_DATA:
	case TFTP_ACK:
		return parse_block(cursor, packet);
	case TFTP_ERROR:
		return parse_error(cursor, packet);
	case TFTP_OACK:
		parse_options(cursor, packet);
		return 0;
	}
	return TFTP_PACKET_OPCODE;
}

int
tftp_packet_parse(
    const uint8_t *buf, size_t len, struct tftp_packet *ret_packet)
{
	struct cursor cursor = cursor_over(buf, len);
	struct tftp_packet packet = { 0 };
	uint16_t opcode = cursor_u16(&cursor);
	int verdict;

	if (cursor.failed)
		return TFTP_PACKET_SHORT;
	packet.opcode = (enum tftp_opcode)opcode;
	verdict = parse_body(&cursor, &packet);
	if (verdict == 0)
		*ret_packet = packet;
	return verdict;
}

void
tftp_packet_write_data(struct writer *writer, uint16_t block)
{
	writer_u16(writer, TFTP_DATA);
	writer_u16(writer, block);
}

void
tftp_packet_write_ack(struct writer *writer, uint16_t block)
{
	writer_u16(writer, TFTP_ACK);
	writer_u16(writer, block);
}

void
tftp_packet_write_error(
    struct writer *writer, enum tftp_error error, const char *text)
{
	writer_u16(writer, TFTP_ERROR);
	writer_u16(writer, (uint16_t)error);
	writer_string(writer, text);
}

static void
write_name(struct writer *writer, const struct tftp_option *option)
{
	const char *name = known_options[option->kind].name;

	for (unsigned i = 0; name[i]; i++) {
		bool is_capital = option->capitals >> i & 1;

		writer_u8(writer,
		    (uint8_t)(is_capital ? name[i] - 'a' + 'A' : name[i]));
	}
	writer_u8(writer, 0);
}

void
tftp_packet_write_oack(
    struct writer *writer, const struct tftp_option *options, size_t n)
{
	writer_u16(writer, TFTP_OACK);
	for (size_t i = 0; i < n; i++) {
		write_name(writer, &options[i]);
		writer_format(writer, "%" PRIu64, options[i].value);
		writer_u8(writer, 0);
	}
}

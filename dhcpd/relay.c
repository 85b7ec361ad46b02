/* SPDX-License-Identifier: ISC */
#include "dhcpd/relay.h"

#include "common/cursor.h"
#include "common/text.h"

enum {
	/* Octets of an identifier that are shown; both fit a line of the log.
	 */
	SHOWN_MAX = 16,
	SHOWN_TEXT_MAX = 2 * SHOWN_MAX + 1,
};

/* FNV-1a over code, length and octets, so that no two pairs of identifiers run
 * into each other. */
static uint64_t
digest(uint64_t hash, const struct dhcp_packet *packet, uint8_t code)
{
	const uint8_t *bytes;
	size_t len;

	if (dhcp_packet_part(packet, DHCP_OPTION_RELAY, code, &bytes, &len))
		return hash;
	hash = (hash ^ code) * 0x100000001b3u;
	hash = (hash ^ len) * 0x100000001b3u;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3u;
	return hash;
}

struct origin
relay_origin(const struct dhcp_packet *packet)
{
	const uint64_t empty = 0xcbf29ce484222325u;
	uint64_t port = digest(empty, packet, RELAY_CIRCUIT_ID);

	port = digest(port, packet, RELAY_REMOTE_ID);
	return (struct origin){ .relay = packet->giaddr,
		.port = port == empty ? 0 : port };
}

uint32_t
relay_address(const struct dhcp_packet *packet, uint8_t tag)
{
	const uint8_t *bytes;
	struct cursor in;
	size_t len;

	if (dhcp_packet_part(packet, DHCP_OPTION_RELAY, tag, &bytes, &len) ||
	    len != sizeof(uint32_t))
		return 0;
	in = cursor_over(bytes, len);
	return cursor_u32(&in);
}

static void
write_identifier(struct writer *out, const struct dhcp_packet *packet,
    uint8_t code, const char *name)
{
	char text[SHOWN_TEXT_MAX];
	const uint8_t *bytes;
	size_t len;

	if (dhcp_packet_part(packet, DHCP_OPTION_RELAY, code, &bytes, &len))
		return;
	if (out->pos > 0)
		writer_text(out, " ");
	writer_format(out, "%s ", name);
	if (len > SHOWN_MAX)
		len = SHOWN_MAX;
	for (size_t i = 0; i < len; i++)
		if (bytes[i] <= ' ' || bytes[i] > '~') {
			writer_text(
			    out, text_hex(text, sizeof(text), bytes, len, 0));
			return;
		}
	writer_bytes(out, bytes, len);
}

const char *
relay_port_text(char *out, const struct dhcp_packet *packet)
{
	struct writer text = writer_over(out, RELAY_PORT_TEXT_MAX);

	write_identifier(&text, packet, RELAY_CIRCUIT_ID, "circuit");
	write_identifier(&text, packet, RELAY_REMOTE_ID, "remote");
	writer_u8(&text, '\0');
	return out;
}

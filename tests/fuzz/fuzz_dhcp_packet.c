/* SPDX-License-Identifier: ISC */
/*
 * A message's octets: whatever they are, every question has an answer inside
 * the packet, and a reply to it parses again and stays within its limits.
 */
#include <stdlib.h>

#include "common/dhcp_builder.h"
#include "common/dhcp_client.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
ask(const struct dhcp_packet *packet)
{
	char text[DHCP_CLIENT_NAME_MAX];
	struct dhcp_identity identity;
	struct dhcp_client client;
	const uint8_t *bytes;
	size_t len;

	for (int code = 0; code < 256; code++)
		if (dhcp_packet_bytes(packet, (uint8_t)code, &bytes, &len) ==
			0 &&
		    (len == 0 || bytes < packet->values ||
			bytes + len > packet->values + DHCP_PACKET_LEN_MAX))
			abort();
	dhcp_client_read(packet, &client);
	dhcp_client_name(text, &client);
	dhcp_client_arch_name(text, &client);
	dhcp_client_identity(
	    packet, &client, DHCP_IDENTIFY_BY_CLIENT_ID, &identity);
	if (identity.len > DHCP_IDENTITY_MAX)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct dhcp_reply reply = { .file = "pxelinux.0" };
	struct dhcp_packet packet, again;
	struct dhcp_builder builder;
	uint8_t out[DHCP_REPLY_LEN_MAX];
	size_t len;

	if (dhcp_packet_parse(data, size, &packet))
		return 0;
	ask(&packet);
	dhcp_builder_begin(&builder, &packet, &reply, DHCP_ACK, out);
	/* Replies are never overloaded. */
	for (int code = 1; code < DHCP_OPTION_END; code++)
		if (code != DHCP_OPTION_OVERLOAD)
			dhcp_builder_put(&builder, (uint8_t)code, packet.values,
			    packet.len[code]);
	len = dhcp_builder_end(&builder);
	if (len < DHCP_REPLY_LEN_MIN || len > dhcp_reply_limit(&packet))
		abort();
	/* A type of its own stands beside the request's, if that has one. */
	if (packet.type == DHCP_BOOTP && dhcp_packet_parse(out, len, &again))
		abort();
	return 0;
}

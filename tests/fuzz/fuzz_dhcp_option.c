/* SPDX-License-Identifier: ISC */
/*
 * An option as an administrator writes it: its number, then its text. What is
 * taken as a value fits its room, goes into a reply, and comes out of that the
 * same; so do its octets written as 0x....
 */
#include <stdlib.h>
#include <string.h>

#include "common/dhcp_builder.h"
#include "common/dhcp_option.h"
#include "common/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	TEXT_MAX = 1024,
	ROOM = 255,
};

static void
must(bool is_so)
{
	if (!is_so)
		abort();
}

static void
there_and_back(uint8_t code, const uint8_t *value, size_t len)
{
	const struct dhcp_reply reply = { .file = "pxelinux.0" };
	struct dhcp_packet request = { .op = DHCP_OP_REQUEST }, answer;
	uint8_t bytes[DHCP_REPLY_LEN_MAX];
	struct dhcp_builder builder;
	const uint8_t *again;
	size_t again_len;

	dhcp_builder_begin(&builder, &request, &reply, DHCP_ACK, bytes);
	must(dhcp_builder_put(&builder, code, value, len));
	must(
	    dhcp_packet_parse(bytes, dhcp_builder_end(&builder), &answer) == 0);
	must(dhcp_packet_bytes(&answer, code, &again, &again_len) == 0);
	must(again_len == len && memcmp(again, value, len) == 0);
}

static void
as_digits(uint8_t code, const uint8_t *value, size_t len)
{
	char text[2 + 2 * ROOM + 1] = "0x";
	uint8_t again[ROOM];
	size_t again_len;

	text_hex(text + 2, sizeof(text) - 2, value, len, 0);
	must(dhcp_option_parse(code, text, again, sizeof(again), &again_len) ==
	    0);
	must(again_len == len && memcmp(again, value, len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[TEXT_MAX];
	uint8_t value[ROOM];
	size_t len;

	if (size == 0 || size > sizeof(text) || data[0] == DHCP_OPTION_PAD ||
	    data[0] == DHCP_OPTION_END)
		return 0;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	if (dhcp_option_parse(data[0], text, value, sizeof(value), &len) != 0)
		return 0;
	must(len <= sizeof(value));
	if (len == 0)
		return 0;
	as_digits(data[0], value, len);
	/* The server's own business: the configuration takes none of these. */
	if (dhcp_option_kind(data[0]) != DHCP_KIND_SERVER)
		there_and_back(data[0], value, len);
	return 0;
}

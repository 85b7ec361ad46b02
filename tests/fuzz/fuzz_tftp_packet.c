/* SPDX-License-Identifier: ISC */
/* Any datagram is either refused or decoded to what lies within it. */
#include <stdlib.h>
#include <string.h>

#include "common/tftp_packet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

static void
require_within(const uint8_t *data, size_t size, const char *text)
{
	require((const uint8_t *)text >= data &&
	    (const uint8_t *)text + strlen(text) < data + size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tftp_packet packet;
	uint8_t oack[128];
	struct writer writer = writer_over(oack, sizeof(oack));

	if (tftp_packet_parse(data, size, &packet) != 0)
		return 0;
	require(packet.opcode >= TFTP_RRQ && packet.opcode <= TFTP_OACK);
	require(packet.n_options <= TFTP_OPTION_KINDS);
	require(packet.data_len <= size);
	if (packet.name)
		require_within(data, size, packet.name);
	if (packet.text && *packet.text)
		require_within(data, size, packet.text);
	/* Whatever was asked fits the OACK that grants all of it. */
	tftp_packet_write_oack(&writer, packet.options, packet.n_options);
	require(!writer.failed);
	return 0;
}

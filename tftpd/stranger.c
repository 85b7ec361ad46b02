/* SPDX-License-Identifier: ISC */
#include "tftpd/stranger.h"

#include "common/tftp_packet.h"

void
stranger_refuse(struct datagram_socket *socket, const struct datagram *stray)
{
	struct tftp_packet packet;
	uint8_t bytes[64];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	struct datagram message = { .peer = stray->peer, .bytes = bytes };

	if (tftp_packet_parse(stray->bytes, stray->len, &packet) != 0 ||
	    packet.opcode == TFTP_ERROR || endpoint_port(&stray->peer) == 0)
		return;
	tftp_packet_write_error(
	    &writer, TFTP_ERROR_UNKNOWN_TID, "Unknown transfer ID");
	message.len = writer.pos;
	datagram_send(socket, &message, 1);
}

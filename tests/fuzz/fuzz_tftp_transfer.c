/* SPDX-License-Identifier: ISC */
/*
 * A client that may send anything at any time, over a network that loses,
 * doubles and reorders. The first octets choose the terms, then each input is
 * an octet of time and an octet of what arrives: below 128 the length of a
 * packet, whose octets follow; else the ACK of a block around the last one
 * acknowledged, which reaches deep into a transfer. The engine never wants
 * octets outside the file, never sends more than a window for one input, and
 * ends; what is acknowledged was sent. Of a text each block, however often it
 * goes, is its part of the text translated as a whole. Queues may be full at
 * any time: then nothing is due before the deadline.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "tftpd/transfer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	TEXT_MAX = 4096,
	BLOCK_MAX = 8 + UINT8_MAX,
};

/* A text, and what becomes of it in netascii. */
static uint8_t text[TEXT_MAX], wire[2 * TEXT_MAX];
static size_t wire_len;

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

static void
make_text(size_t len)
{
	wire_len = 0;
	for (size_t i = 0; i < len; i++) {
		text[i] = (uint8_t) "ab\n\r"[i * i / 3 % 4];
		wire[wire_len++] = text[i] == '\n' ? '\r' : text[i];
		if (text[i] == '\n' || text[i] == '\r')
			wire[wire_len++] = text[i] == '\n' ? '\n' : '\0';
	}
}

static void
check_text(struct transfer *transfer, struct transfer_run *run)
{
	uint8_t out[TFTP_HEADER_LEN + BLOCK_MAX];
	size_t block = transfer->terms.block_size;
	size_t from = (run->first - 1) * block;
	size_t len = transfer_translate(
	    transfer, run, text + run->offset, run->len, out);

	require(from <= wire_len && run->n == 1);
	require(len - TFTP_HEADER_LEN ==
	    (wire_len - from < block ? wire_len - from : block));
	require(memcmp(out + TFTP_HEADER_LEN, wire + from,
		    len - TFTP_HEADER_LEN) == 0);
}

/* The queues take @room blocks. */
static void
send_due(struct transfer *transfer, unsigned room, uint64_t now)
{
	struct transfer_run run;
	uint64_t n = 0;

	while (transfer_due(transfer, 7, &run)) {
		if (n + run.n > room) {
			transfer_hold(transfer, now);
			require(!transfer_due(transfer, 7, &run));
			break;
		}
		n += run.n;
		require(run.n > 0 && run.n <= 7);
		require(run.first > transfer->acked);
		require(run.first + run.n - 1 <= transfer->last);
		require(run.offset <= transfer->size &&
		    run.len <= transfer->size - run.offset);
		if (transfer->is_netascii)
			check_text(transfer, &run);
		transfer_sent(transfer, &run, now);
	}
	require(n <= transfer->terms.window);
}

static enum transfer_next
start(struct transfer *transfer, struct cursor *input, unsigned *ret_room)
{
	struct negotiate_terms terms = {
		.block_size = cursor_u8(input) + 8u,
		.window = cursor_u8(input) + 1u,
		.timeout_us = cursor_u8(input) % 4 * 1000000u,
	};
	uint8_t ways = cursor_u8(input);
	bool is_text = ways & 2;
	uint32_t size = cursor_u32(input);

	terms.rollover = ways & 1;
	if (is_text) {
		terms.window = 1;
		size %= TEXT_MAX + 1;
		make_text(size);
	}
	*ret_room = ways & 4 ? 9 : UINT_MAX;
	terms.n_granted = terms.window > 1;
	return transfer_start(transfer, &terms, size, is_text, 0);
}

/* The ACK of one of the last 16 blocks, or of those after them. */
static const uint8_t *
put_ack(const struct transfer *transfer, unsigned ahead, uint8_t *out)
{
	uint16_t number = (uint16_t)(transfer->acked + ahead - 16);
	struct writer writer = writer_over(out, 4);

	writer_u16(&writer, TFTP_ACK);
	writer_u16(&writer, number);
	return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor input = cursor_over(data, size);
	struct transfer transfer;
	unsigned room;
	enum transfer_next next = start(&transfer, &input, &room);
	uint64_t now = 0;

	for (;;) {
		const uint8_t *packet;
		uint8_t ack[4];
		size_t len;

		if (next == TRANSFER_BLOCKS)
			send_due(&transfer, room, now);
		require((next == TRANSFER_END) ==
		    (transfer.outcome != TRANSFER_RUNNING));
		if (next == TRANSFER_END || cursor_left(&input) < 2)
			return 0;
		require(transfer.deadline_us != TRANSFER_NEVER);
		now += cursor_u8(&input) * UINT64_C(5000);
		len = cursor_u8(&input);
		if (len >= 128) {
			packet = put_ack(&transfer, (unsigned)len - 128, ack);
			len = sizeof(ack);
		} else {
			if (len > cursor_left(&input))
				len = cursor_left(&input);
			packet = cursor_take(&input, len);
		}
		next = transfer_packet(&transfer, packet, len, now);
		require(transfer.acked <= transfer.highest);
		if (next == TRANSFER_WAIT)
			next = transfer_timeout(&transfer, now);
	}
}

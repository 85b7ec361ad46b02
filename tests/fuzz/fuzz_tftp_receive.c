/* SPDX-License-Identifier: ISC */
/*
 * A client that may send anything at any time, to the engine that receives.
 * The first octets choose the terms, then each input is an octet of time, an
 * octet that says what comes, and what that takes. What is kept is what a list
 * of the blocks in order makes, and nothing is acknowledged that was not kept.
 */
#include <stdlib.h>
#include <string.h>

#include "tftpd/receive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	MAX_SIZE = 1000,
	PACKET_MAX = 4 + 264,
};

/* What the engine should have, by plain means. */
struct oracle {
	uint64_t block;
	size_t size;
	bool is_whole;
};

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

static enum receive_next
start(struct receive *receive, struct cursor *input)
{
	struct negotiate_terms terms = {
		.block_size = cursor_u8(input) + 8u,
		.window = cursor_u8(input) % NEGOTIATE_WINDOW_MAX + 1u,
		.timeout_us = cursor_u8(input) % 4 * 1000000u,
	};

	terms.n_granted = terms.window > 1;
	return receive_start(
	    receive, &terms, cursor_u8(input) & 1, MAX_SIZE, 0);
}

/* The next packet: a block near those expected, of a length near a whole
 * one's, or octets as they come. Return: its length. */
static size_t
make_packet(
    struct cursor *input, const struct receive *receive, uint8_t *packet)
{
	uint8_t what = cursor_u8(input);
	uint16_t block = (uint16_t)(receive->block + what % 8 - 2);
	size_t len = what & 0x40 ? receive->terms.block_size : cursor_u8(input);

	if (what & 0x80) {
		len = len < cursor_left(input) ? len : cursor_left(input);
		if (len > 0)
			memcpy(packet, cursor_take(input, len), len);
		return len;
	}
	packet[0] = 0;
	packet[1] = TFTP_DATA;
	packet[2] = (uint8_t)(block >> 8);
	packet[3] = (uint8_t)block;
	memset(packet + 4, 'a' + block % 26, len);
	return len + 4;
}

static void
check_control(const struct receive *receive, const struct oracle *oracle)
{
	const uint8_t *control = receive->control;

	require(receive->control_len >= 4);
	if (control[1] == TFTP_ACK)
		require(
		    (control[2] << 8 | control[3]) == (uint16_t)oracle->block);
}

/* Take what the engine says was kept. Return: what comes of it. */
static enum receive_next
keep(struct receive *receive, struct oracle *oracle, size_t len, bool has_room,
    uint64_t now)
{
	require(!oracle->is_whole);
	oracle->block++;
	oracle->size += len;
	oracle->is_whole = receive->is_whole;
	require(receive->block == oracle->block);
	require(receive->size == oracle->size && oracle->size <= MAX_SIZE);
	if (!receive->is_netascii)
		require((len < receive->terms.block_size) == oracle->is_whole);
	if (receive->is_whole)
		return receive_stored(receive, now);
	return receive->is_ack_due && has_room ? receive_ack(receive, now)
					       : RECEIVE_WAIT;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor input = cursor_over(data, size);
	struct oracle oracle = { 0 };
	struct receive receive;
	enum receive_next next = start(&receive, &input);
	uint8_t out[PACKET_MAX], packet[PACKET_MAX];
	uint64_t now = 0;

	for (;;) {
		size_t len, packet_len;

		if (next == RECEIVE_CONTROL)
			check_control(&receive, &oracle);
		require((next == RECEIVE_END) ==
		    (receive.outcome != RECEIVE_RUNNING));
		if (next == RECEIVE_END || cursor_left(&input) < 2)
			return 0;
		now += cursor_u8(&input) * UINT64_C(20000);
		packet_len = make_packet(&input, &receive, packet);
		next = receive_packet(
		    &receive, packet, packet_len, now, out, &len);
		if (next == RECEIVE_OCTETS) {
			require(len <= receive_room(&receive));
			if (!receive.is_netascii)
				require(memcmp(out, packet + 4, len) == 0);
			next = keep(&receive, &oracle, len, now % 3 > 0, now);
		} else if (next == RECEIVE_WAIT && receive.is_ack_due &&
		    !receive.is_whole) {
			next = receive_ack(&receive, now);
		} else if (next == RECEIVE_WAIT) {
			next = receive_timeout(&receive, now);
		}
	}
}

/* SPDX-License-Identifier: ISC */
#include "tftpd/transfer.h"

#include <string.h>

enum {
	/* What a window has to be acknowledged after its first block may have
	 * got lost. */
	MOMENT_MIN_US = 4000,
	/* So many that left without a gap are a good sign. */
	MANY_BURSTS = 8,
};

static const uint64_t unknown_block = UINT64_MAX;

/* --- the clock --- */

/* The peer has more than before: all that left, or some. */
static void
note_progress(struct transfer *transfer, bool is_all, uint64_t now_us)
{
	if (is_all && transfer->is_clean)
		round_trip_measure(
		    &transfer->round_trip, now_us - transfer->sent_us);
	round_trip_answered(&transfer->round_trip);
	transfer->has_repeated = false;
	transfer->is_suspected = false;
	transfer->is_answered = true;
}

/* How long what was sent last may take to be acknowledged, where something
 * tells that it may have got lost. */
static uint64_t
moment(const struct transfer *transfer)
{
	uint64_t us = 2 * transfer->round_trip.smooth_us;

	return us < MOMENT_MIN_US ? MOMENT_MIN_US : us;
}

static void
wait_for_answer(struct transfer *transfer, uint64_t now_us)
{
	/* RFC 2349: what was granted is what both sides wait. */
	uint64_t wait = transfer->terms.timeout_us > 0
	    ? transfer->terms.timeout_us
	    : round_trip_wait(&transfer->round_trip);

	if (transfer->is_suspected && moment(transfer) < wait)
		wait = moment(transfer);
	else
		transfer->is_suspected = false;
	transfer->sent_us = now_us;
	transfer->deadline_us = now_us + wait;
}

/* --- control packets --- */

static void
put_oack(struct transfer *transfer)
{
	struct writer writer =
	    writer_over(transfer->control, sizeof(transfer->control));

	tftp_packet_write_oack(
	    &writer, transfer->terms.granted, transfer->terms.n_granted);
	transfer->control_len = writer.pos;
}

static enum transfer_next
end(struct transfer *transfer, enum transfer_outcome outcome)
{
	transfer->outcome = outcome;
	transfer->deadline_us = TRANSFER_NEVER;
	transfer->control_len = 0;
	return TRANSFER_END;
}

enum transfer_next
transfer_fail(
    struct transfer *transfer, enum tftp_error error, const char *text)
{
	struct writer writer =
	    writer_over(transfer->control, sizeof(transfer->control));

	end(transfer, TRANSFER_FAILED);
	tftp_packet_write_error(&writer, error, text);
	transfer->control_len = writer.pos;
	return TRANSFER_END;
}

/* --- blocks --- */

static uint64_t
window_end(const struct transfer *transfer)
{
	uint64_t window = transfer->terms.window;

	return transfer->last - transfer->acked < window
	    ? transfer->last
	    : transfer->acked + window;
}

/* What is due may leave, as much of it as goes at once. */
static enum transfer_next
send_burst(struct transfer *transfer)
{
	transfer->is_pacing = false;
	transfer->burst_end = transfer->next - 1 + transfer->burst;
	transfer->deadline_us = TRANSFER_NEVER;
	return TRANSFER_BLOCKS;
}

/* Send from the first block that the peer lacks. */
static enum transfer_next
send_blocks(struct transfer *transfer)
{
	transfer->next = transfer->acked + 1;
	transfer->is_clean = transfer->next > transfer->highest;
	transfer->left_before = transfer->highest;
	transfer->is_suspected = false;
	return send_burst(transfer);
}

/* A network that swallows a part of window after window may take it in
 * smaller bursts; one that takes @n blocks, many bursts, or all that left, is
 * tried with larger ones again. */
static void
note_window(struct transfer *transfer, uint64_t n, bool is_all)
{
	bool is_good = is_all || n >= MANY_BURSTS * (uint64_t)transfer->burst;

	transfer->n_gaps = is_good ? 0 : transfer->n_gaps + 1;
	if (is_good && transfer->burst < TRANSFER_BURST_MAX)
		transfer->burst *= 2;
	else if (transfer->n_gaps > 1 && transfer->burst > TRANSFER_BURST_MIN)
		transfer->burst /= 2;
}

static void
pause(struct transfer *transfer, uint64_t us, uint64_t now_us)
{
	transfer->is_pacing = true;
	transfer->deadline_us = now_us + us;
}

void
transfer_hold(struct transfer *transfer, uint64_t now_us)
{
	transfer->burst_end = transfer->next - 1;
	pause(transfer, TRANSFER_PACE_US, now_us);
}

enum transfer_next
transfer_start(struct transfer *transfer, const struct negotiate_terms *terms,
    uint64_t size, bool is_netascii, uint64_t now_us)
{
	*transfer = (struct transfer){
		.terms = *terms,
		.is_netascii = is_netascii,
		.size = size,
		.last =
		    is_netascii ? unknown_block : size / terms->block_size + 1,
		.next = 1,
		.wants_oack = terms->n_granted > 0,
		.place = netascii_start(),
		.round_trip = round_trip_start(),
		.is_clean = true,
		.burst = TRANSFER_BURST_MAX,
	};
	if (!transfer->wants_oack)
		return send_blocks(transfer);
	put_oack(transfer);
	wait_for_answer(transfer, now_us);
	return TRANSFER_CONTROL;
}

bool
transfer_due(const struct transfer *transfer, uint32_t most,
    struct transfer_run *ret_run)
{
	struct transfer_run run = { .first = transfer->next };
	uint64_t end_block = window_end(transfer);
	uint64_t left;

	if (transfer->burst_end < end_block)
		end_block = transfer->burst_end;
	if (transfer->outcome != TRANSFER_RUNNING || transfer->wants_oack ||
	    transfer->next > end_block)
		return false;
	left = end_block - transfer->next + 1;
	run.n = left < most ? (uint32_t)left : most;
	if (transfer->is_netascii) {
		run.offset = transfer->place.offset;
		left = transfer->size - run.offset;
	} else {
		run.offset = (run.first - 1) * transfer->terms.block_size;
		left = transfer->size - run.offset;
		run.is_last = run.first + run.n - 1 == transfer->last;
	}
	run.len = (size_t)run.n * transfer->terms.block_size;
	if (left < run.len)
		run.len = (size_t)left;
	*ret_run = run;
	return true;
}

size_t
transfer_frame_len(
    const struct transfer *transfer, const struct transfer_run *run)
{
	size_t headers = (size_t)run->n * TFTP_HEADER_LEN;

	if (transfer->is_netascii)
		return headers + transfer->terms.block_size;
	return headers + run->len;
}

void
transfer_frame(const struct transfer *transfer, const struct transfer_run *run,
    uint8_t *out)
{
	size_t stride = TFTP_HEADER_LEN + transfer->terms.block_size;

	for (uint32_t i = 0; i < run->n; i++) {
		struct writer writer =
		    writer_over(out + i * stride, TFTP_HEADER_LEN);

		tftp_packet_write_data(&writer,
		    negotiate_number(&transfer->terms, run->first + i));
	}
}

size_t
transfer_translate(struct transfer *transfer, struct transfer_run *run,
    const uint8_t *file, size_t len, uint8_t *out)
{
	uint32_t block_size = transfer->terms.block_size;
	size_t written;

	transfer_frame(transfer, run, out);
	transfer->place_next = transfer->place;
	written = netascii_encode(&transfer->place_next, file, len,
	    out + TFTP_HEADER_LEN, block_size);
	if (written < block_size) {
		transfer->last = run->first;
		run->is_last = true;
	}
	return TFTP_HEADER_LEN + written;
}

void
transfer_sent(
    struct transfer *transfer, const struct transfer_run *run, uint64_t now_us)
{
	uint64_t end_block = run->first + run->n - 1;

	if (transfer->highest >= run->first) {
		uint64_t again = transfer->highest - run->first + 1;

		transfer->n_resent += again < run->n ? again : run->n;
	}
	if (transfer->highest < end_block)
		transfer->highest = end_block;
	transfer->next = end_block + 1;
	if (transfer->next > window_end(transfer))
		wait_for_answer(transfer, now_us);
	else if (transfer->next > transfer->burst_end)
		pause(transfer,
		    transfer->burst < TRANSFER_BURST_MAX ? TRANSFER_PACE_US : 0,
		    now_us);
}

/* --- what arrives --- */

/* How many of the blocks that ever left an ACK of @number says have arrived
 * beyond those acknowledged; -1 for an ACK of something else. Never more than
 * a window, so the numbers cannot be taken for each other. */
static int64_t
acked_by(const struct transfer *transfer, uint16_t number)
{
	uint32_t from = negotiate_number(&transfer->terms, transfer->acked);
	uint32_t numbers = UINT16_MAX + 1u;
	uint32_t ahead;

	if (transfer->terms.rollover > 0 && transfer->acked > 0) {
		/* No block has the number 0. */
		if (number == 0)
			return -1;
		numbers = UINT16_MAX;
	}
	ahead = (number + numbers - from) % numbers;
	return ahead <= transfer->highest - transfer->acked ? (int64_t)ahead
							    : -1;
}

static enum transfer_next
take_oack_answer(struct transfer *transfer, uint16_t number, uint64_t now_us)
{
	if (number != 0)
		return TRANSFER_WAIT;
	transfer->wants_oack = false;
	transfer->control_len = 0;
	note_progress(transfer, true, now_us);
	return send_blocks(transfer);
}

/* Whether an ACK comes too soon to be of what left last. */
static bool
is_early(const struct transfer *transfer, uint64_t now_us)
{
	return now_us - transfer->sent_us <= transfer->round_trip.smooth_us / 2;
}

/* What was sent last may have got lost: find out in a moment. */
static void
suspect(struct transfer *transfer, uint64_t now_us)
{
	if (now_us + moment(transfer) < transfer->deadline_us) {
		transfer->deadline_us = now_us + moment(transfer);
		transfer->is_suspected = true;
	}
}

/* The peer says again what it said before. In lockstep that is a copy, or the
 * peer's timer, and ours mends a loss. Of a window it means that the first
 * block is missing, and the window goes again, once. But a copy of the ACK
 * that opened the window comes as soon as that: where it came too soon to
 * tell, the window has a moment more to be acknowledged. */
static enum transfer_next
take_repeated_ack(struct transfer *transfer, uint64_t now_us)
{
	if (transfer->terms.window == 1 || transfer->has_repeated ||
	    transfer->next <= window_end(transfer))
		return TRANSFER_WAIT;
	transfer->has_repeated = true;
	if (!is_early(transfer, now_us)) {
		note_window(transfer, 0, false);
		return send_blocks(transfer);
	}
	suspect(transfer, now_us);
	return TRANSFER_WAIT;
}

/* Whether an ACK of @block, inside a window that goes again, may tell of what
 * was there before it did: it came too soon, or tells just that. EDK2
 * acknowledges anew at each block that it has already, and each window that
 * goes again for it would be the cause of the next. */
static bool
may_be_old(const struct transfer *transfer, uint64_t block, uint64_t now_us)
{
	return block == transfer->left_before || is_early(transfer, now_us);
}

/* The peer has @n blocks more. An ACK inside the window tells of a gap: from
 * there everything goes again. While that is on its way, an ACK further on may
 * tell of what left before: only new blocks follow, else each resend would
 * bring ACKs that cause the next; and a moment tells whether it was a gap in
 * what went again. */
static enum transfer_next
take_progress(struct transfer *transfer, uint64_t n, uint64_t now_us)
{
	bool is_all = transfer->acked + n == transfer->highest;
	bool is_crossing = !is_all && !transfer->is_clean &&
	    transfer->next > window_end(transfer) &&
	    may_be_old(transfer, transfer->acked + n, now_us);

	transfer->acked += n;
	transfer->place = transfer->place_next;
	note_progress(transfer, is_all, now_us);
	note_window(transfer, n, is_all);
	if (transfer->acked == transfer->last)
		return end(transfer, TRANSFER_OK);
	if (!is_crossing)
		return send_blocks(transfer);
	suspect(transfer, now_us);
	transfer->is_suspected = true;
	transfer->burst_end = transfer->next - 1 + transfer->burst;
	return TRANSFER_BLOCKS;
}

static enum transfer_next
take_ack(struct transfer *transfer, uint16_t number, uint64_t now_us)
{
	int64_t n;

	if (transfer->wants_oack)
		return take_oack_answer(transfer, number, now_us);
	n = acked_by(transfer, number);
	if (n < 0)
		return TRANSFER_WAIT;
	if (n == 0)
		return take_repeated_ack(transfer, now_us);
	return take_progress(transfer, (uint64_t)n, now_us);
}

/* An ERROR in place of the OACK's ACK is how EDK2 and others ask for the size
 * alone: code 8, or 0. */
static enum transfer_next
take_error(struct transfer *transfer, const struct tftp_packet *packet)
{
	bool is_probe = transfer->wants_oack &&
	    (packet->error == TFTP_ERROR_OPTIONS ||
		packet->error == TFTP_ERROR_OTHER);
	size_t len = strnlen(packet->text, TRANSFER_TEXT_MAX - 1);

	transfer->peer_error = packet->error;
	memcpy(transfer->peer_text, packet->text, len);
	transfer->peer_text[len] = '\0';
	return end(transfer, is_probe ? TRANSFER_PROBED : TRANSFER_ABORTED);
}

enum transfer_next
transfer_packet(struct transfer *transfer, const uint8_t *bytes, size_t len,
    uint64_t now_us)
{
	struct tftp_packet packet;

	if (transfer->outcome != TRANSFER_RUNNING ||
	    tftp_packet_parse(bytes, len, &packet) != 0)
		return TRANSFER_WAIT;
	if (packet.opcode == TFTP_ACK)
		return take_ack(transfer, packet.block, now_us);
	if (packet.opcode == TFTP_ERROR)
		return take_error(transfer, &packet);
	return TRANSFER_WAIT;
}

enum transfer_next
transfer_timeout(struct transfer *transfer, uint64_t now_us)
{
	if (transfer->outcome != TRANSFER_RUNNING ||
	    now_us < transfer->deadline_us)
		return TRANSFER_WAIT;
	if (transfer->is_pacing)
		return send_burst(transfer);
	if (transfer->is_suspected)
		return send_blocks(transfer);
	if (transfer->round_trip.tries == TRANSFER_RETRANSMITS_MAX)
		return end(transfer, TRANSFER_SILENT);
	round_trip_missed(&transfer->round_trip);
	if (!transfer->wants_oack) {
		note_window(transfer, 0, false);
		return send_blocks(transfer);
	}
	transfer->is_clean = false;
	transfer->n_resent++;
	wait_for_answer(transfer, now_us);
	return TRANSFER_CONTROL;
}

uint64_t
transfer_bytes(const struct transfer *transfer)
{
	uint64_t acked;

	if (transfer->is_netascii)
		return transfer->place.offset;
	acked = transfer->acked * transfer->terms.block_size;
	return acked < transfer->size ? acked : transfer->size;
}

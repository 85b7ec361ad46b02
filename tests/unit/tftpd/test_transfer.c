/* SPDX-License-Identifier: ISC */
#include "tftpd/transfer.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define SECOND UINT64_C(1000000)
#define MS UINT64_C(1000)

/* --- one transfer, step by step --- */

/* Terms without options, or with an OACK where the window is not 1. */
static struct negotiate_terms
terms_of(uint32_t block_size, uint32_t window)
{
	struct negotiate_terms terms = {
		.block_size = block_size,
		.window = window,
	};

	if (window > 1) {
		terms.n_granted = 1;
		terms.granted[0] =
		    (struct tftp_option){ TFTP_OPTION_WINDOWSIZE, window, 0 };
	}
	return terms;
}

static enum transfer_next
give_ack(struct transfer *transfer, unsigned block, uint64_t now)
{
	const uint8_t ack[4] = { 0, 4, (uint8_t)(block >> 8), (uint8_t)block };

	return transfer_packet(transfer, ack, sizeof(ack), now);
}

static enum transfer_next
give_error(struct transfer *transfer, unsigned code, const char *text)
{
	uint8_t bytes[512] = { 0, 5, 0, (uint8_t)code };

	memcpy(bytes + 4, text, strlen(text) + 1);
	return transfer_packet(transfer, bytes, 4 + strlen(text) + 1, 0);
}

/* Send all that is due. Return: the blocks sent, and the first of them. */
static unsigned
send_all(struct transfer *transfer, uint64_t now, uint64_t *ret_first)
{
	struct transfer_run run;
	unsigned n = 0;

	*ret_first = 0;
	while (transfer_due(transfer, 64, &run)) {
		if (n == 0)
			*ret_first = run.first;
		n += run.n;
		transfer_sent(transfer, &run, now);
	}
	return n;
}

#define assert_sends(transfer, want_first, want_n, now)                        \
	do {                                                                   \
		uint64_t got_first;                                            \
		unsigned got_n = send_all(transfer, now, &got_first);          \
		ck_assert_uint_eq(got_n, want_n);                              \
		ck_assert_uint_eq(got_first, want_first);                      \
	} while (0)

/* A transfer of @n_blocks full blocks but one octet, its OACK acknowledged
 * after a round trip of 10 ms. */
static struct transfer
begin_window(uint32_t window, uint64_t n_blocks)
{
	struct negotiate_terms terms = terms_of(512, window);
	struct transfer transfer;

	ck_assert_int_eq(
	    transfer_start(&transfer, &terms, n_blocks * 512 - 1, false, 0),
	    TRANSFER_CONTROL);
	ck_assert_int_eq(give_ack(&transfer, 0, 10 * MS), TRANSFER_BLOCKS);
	return transfer;
}

static struct transfer
begin_lockstep(uint64_t size)
{
	struct negotiate_terms terms = terms_of(512, 1);
	struct transfer transfer;

	ck_assert_int_eq(
	    transfer_start(&transfer, &terms, size, false, 0), TRANSFER_BLOCKS);
	return transfer;
}

static const struct {
	uint64_t size;
	uint64_t n_blocks;
	size_t last_len;
} sizes[] = {
	{ 0, 1, 0 },
	{ 1, 1, 1 },
	{ 511, 1, 511 },
	{ 512, 2, 0 },
	{ 513, 2, 1 },
	{ 1024, 3, 0 },
};

START_TEST(lockstep_ends_with_a_short_block)
{
	struct transfer transfer = begin_lockstep(sizes[_i].size);
	struct transfer_run run;

	for (uint64_t b = 1; b <= sizes[_i].n_blocks; b++) {
		bool is_last = b == sizes[_i].n_blocks;

		ck_assert(transfer_due(&transfer, 64, &run));
		ck_assert_uint_eq(run.first, b);
		ck_assert_uint_eq(run.n, 1);
		ck_assert_uint_eq(run.offset, (b - 1) * 512);
		ck_assert_uint_eq(run.len, is_last ? sizes[_i].last_len : 512);
		ck_assert_int_eq(run.is_last, is_last);
		ck_assert_uint_eq(
		    transfer_frame_len(&transfer, &run), run.len + 4);
		transfer_sent(&transfer, &run, 0);
		ck_assert(!transfer_due(&transfer, 64, &run));
		ck_assert_int_eq(give_ack(&transfer, (unsigned)b, 0),
		    is_last ? TRANSFER_END : TRANSFER_BLOCKS);
	}
	ck_assert_int_eq(transfer.outcome, TRANSFER_OK);
	ck_assert_uint_eq(transfer_bytes(&transfer), sizes[_i].size);
	ck_assert_uint_eq(transfer.n_resent, 0);
	ck_assert_uint_eq(transfer.control_len, 0);
}
END_TEST

START_TEST(a_run_is_framed)
{
	struct transfer transfer = begin_window(4, 3);
	struct transfer_run run;
	uint8_t out[3 * 516] = { 0 };

	ck_assert(transfer_due(&transfer, 64, &run));
	ck_assert_uint_eq(run.n, 3);
	ck_assert_uint_eq(transfer_frame_len(&transfer, &run), sizeof(out) - 1);
	transfer_frame(&transfer, &run, out);
	ck_assert_mem_eq(out, "\0\3\0\1", 4);
	ck_assert_mem_eq(out + 516, "\0\3\0\2", 4);
	ck_assert_mem_eq(out + 2 * 516, "\0\3\0\3", 4);
}
END_TEST

START_TEST(a_run_is_as_long_as_asked)
{
	struct transfer transfer = begin_window(8, 100);
	struct transfer_run run;

	ck_assert(transfer_due(&transfer, 3, &run));
	ck_assert_uint_eq(run.n, 3);
	transfer_sent(&transfer, &run, 0);
	/* The clock runs once the whole window is out. */
	ck_assert_uint_eq(transfer.deadline_us, TRANSFER_NEVER);
	ck_assert(transfer_due(&transfer, 64, &run));
	ck_assert_uint_eq(run.first, 4);
	ck_assert_uint_eq(run.n, 5);
	transfer_sent(&transfer, &run, 0);
	ck_assert_uint_ne(transfer.deadline_us, TRANSFER_NEVER);
}
END_TEST

/* RFC 2347: with options nothing but the OACK leaves before its ACK. */
START_TEST(no_data_before_the_oack_is_acknowledged)
{
	struct negotiate_terms terms = terms_of(512, 2);
	struct transfer transfer;
	struct transfer_run run;

	ck_assert_int_eq(transfer_start(&transfer, &terms, 5000, false, 0),
	    TRANSFER_CONTROL);
	ck_assert_uint_eq(transfer.control_len, 15);
	ck_assert_mem_eq(transfer.control, "\0\6windowsize\0002", 15);
	ck_assert(!transfer_due(&transfer, 64, &run));
	ck_assert_int_eq(give_ack(&transfer, 1, 5), TRANSFER_WAIT);
	ck_assert(!transfer_due(&transfer, 64, &run));
	ck_assert(!transfer.is_answered);
	ck_assert_int_eq(give_ack(&transfer, 0, 5), TRANSFER_BLOCKS);
	ck_assert(transfer.is_answered);
	assert_sends(&transfer, 1, 2, 5);
}
END_TEST

/* RFC 1123 4.2.3.1, the Sorcerer's Apprentice. */
START_TEST(repeated_ack_in_lockstep_sends_nothing)
{
	struct transfer transfer = begin_lockstep(5000);

	assert_sends(&transfer, 1, 1, 0);
	ck_assert_int_eq(give_ack(&transfer, 0, 5 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 1, 9 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 2, 1, 9 * MS);
	ck_assert_int_eq(give_ack(&transfer, 1, 9 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 1, 19 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 1, 9 * SECOND), TRANSFER_WAIT);
	assert_sends(&transfer, 0, 0, 9 * SECOND);
}
END_TEST

/* RFC 7440 section 4: a window of one is what there is without the option. */
START_TEST(a_granted_window_of_one_is_lockstep)
{
	struct negotiate_terms terms = { .block_size = 512,
		.window = 1,
		.n_granted = 1,
		.granted = { { TFTP_OPTION_WINDOWSIZE, 1, 0 } } };
	struct transfer transfer;

	ck_assert_int_eq(transfer_start(&transfer, &terms, 5000, false, 0),
	    TRANSFER_CONTROL);
	ck_assert_int_eq(give_ack(&transfer, 0, 10 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 1, 1, 10 * MS);
	ck_assert_int_eq(give_ack(&transfer, 0, 20 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 0, 900 * MS), TRANSFER_WAIT);
	assert_sends(&transfer, 0, 0, 900 * MS);
	ck_assert_int_eq(give_ack(&transfer, 1, 910 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 2, 1, 910 * MS);
}
END_TEST

START_TEST(ack_from_the_future_or_the_past_changes_nothing)
{
	struct transfer transfer = begin_window(4, 100);

	assert_sends(&transfer, 1, 4, 0);
	ck_assert_int_eq(give_ack(&transfer, 5, MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 60000, MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 4, MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 5, 4, MS);
	ck_assert_int_eq(give_ack(&transfer, 3, MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 65535, MS), TRANSFER_WAIT);
	ck_assert_uint_eq(transfer.acked, 4);
	assert_sends(&transfer, 0, 0, MS);
}
END_TEST

/* RFC 7440 section 4: from the block after the last in order, at once. */
START_TEST(ack_inside_the_window_goes_back)
{
	struct transfer transfer = begin_window(8, 100);

	assert_sends(&transfer, 1, 8, 0);
	ck_assert_int_eq(give_ack(&transfer, 3, 10 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 4, 8, 10 * MS);
	ck_assert_uint_eq(transfer.n_resent, 5);
	/* What was on its way already counts, and what is on its way now does
	 * not go once more. */
	ck_assert_int_eq(give_ack(&transfer, 8, 11 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 12, 5, 11 * MS);
	ck_assert_uint_eq(transfer.n_resent, 5);
	/* A gap in what was sent again is one more gap. */
	ck_assert_int_eq(give_ack(&transfer, 10, 21 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 11, 8, 21 * MS);
}

/* RFC 7440 section 4: "the last received ACK SHALL set the beginning of the
 * next windowsize data block window to be sent". */
START_TEST(an_unanswered_window_goes_again_behind_the_last_ack)
{
	struct transfer transfer = begin_window(4, 100);

	assert_sends(&transfer, 1, 4, 10 * MS);
	ck_assert_int_eq(
	    transfer_timeout(&transfer, transfer.deadline_us), TRANSFER_BLOCKS);
	assert_sends(&transfer, 1, 4, SECOND);
	give_ack(&transfer, 3, 2 * SECOND);
	assert_sends(&transfer, 4, 4, 2 * SECOND);
	ck_assert_int_eq(
	    transfer_timeout(&transfer, transfer.deadline_us), TRANSFER_BLOCKS);
	assert_sends(&transfer, 4, 4, 3 * SECOND);
}
END_TEST

/* One doubled block makes EDK2 acknowledge in the middle of a window, and again
 * at each block that therefore goes again: that dies down (RFC 1123 4.2.3.1).
 */
START_TEST(acks_of_old_blocks_make_no_storm)
{
	struct transfer transfer = begin_window(4, 100);

	assert_sends(&transfer, 1, 4, 10 * MS);
	ck_assert_int_eq(give_ack(&transfer, 2, 20 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 3, 4, 20 * MS);
	/* Of 3 and 4, which it had; 5 and 6 come. */
	ck_assert_int_eq(give_ack(&transfer, 4, 30 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 7, 2, 30 * MS);
	ck_assert_int_eq(give_ack(&transfer, 4, 30 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 8, 40 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 9, 4, 40 * MS);
	ck_assert_uint_eq(transfer.n_resent, 2);
}
END_TEST

/* A window of more blocks than leave in one go: the next go is due at once, so
 * that other transfers have their turn between; where window after window has
 * gaps, the goes get smaller, and a millisecond lies between them; when they
 * have none, larger again. */
START_TEST(a_large_window_leaves_in_bursts)
{
	struct transfer transfer = begin_window(100, 2000);
	uint64_t now = SECOND;

	assert_sends(&transfer, 1, 64, now);
	ck_assert_uint_eq(transfer.deadline_us, now);
	ck_assert_int_eq(transfer_timeout(&transfer, now), TRANSFER_BLOCKS);
	assert_sends(&transfer, 65, 36, now);
	ck_assert_uint_ge(transfer.deadline_us, now + 20 * MS);

	for (unsigned gap = 0; gap < 5; gap++) {
		static const unsigned bursts[] = { 64, 32, 16, 16, 16 };

		now += 10 * MS;
		give_ack(&transfer, (unsigned)transfer.acked + 10, now);
		assert_sends(&transfer, transfer.acked + 1, bursts[gap], now);
		ck_assert_uint_eq(transfer.deadline_us,
		    bursts[gap] == 64 ? now : now + TRANSFER_PACE_US);
		ck_assert_int_eq(
		    transfer_timeout(&transfer, now - 1), TRANSFER_WAIT);
		while (transfer.is_pacing) {
			now = transfer.deadline_us;
			ck_assert_int_eq(
			    transfer_timeout(&transfer, now), TRANSFER_BLOCKS);
			ck_assert_uint_le(
			    send_all(&transfer, now, &(uint64_t){ 0 }),
			    bursts[gap]);
		}
		ck_assert_uint_eq(transfer.next, transfer.acked + 101);
	}
	now += 10 * MS;
	give_ack(&transfer, (unsigned)transfer.highest, now);
	assert_sends(&transfer, transfer.acked + 1, 32, now);
}
END_TEST

/* What this machine's queues do not take is not lost, and not sent again. */
START_TEST(full_queues_hold_a_burst)
{
	struct transfer transfer = begin_window(32, 2000);
	struct transfer_run run;
	uint64_t now = SECOND;

	ck_assert(transfer_due(&transfer, 10, &run));
	transfer_sent(&transfer, &run, now);
	ck_assert(transfer_due(&transfer, 10, &run));
	transfer_hold(&transfer, now);
	ck_assert(!transfer_due(&transfer, 10, &run));
	ck_assert_uint_eq(transfer.deadline_us, now + TRANSFER_PACE_US);
	now += TRANSFER_PACE_US;
	ck_assert_int_eq(transfer_timeout(&transfer, now), TRANSFER_BLOCKS);
	assert_sends(&transfer, 11, 22, now);
	ck_assert_uint_eq(transfer.n_resent, 0);
	ck_assert_uint_eq(transfer.round_trip.tries, 0);
}
END_TEST

/* A gap in what went again is told while it is on its way: too soon to know it
 * from an ACK of what left before. It has a moment, not a whole timeout. */
START_TEST(a_gap_in_what_went_again)
{
	struct transfer transfer = begin_window(8, 2000);
	uint64_t now = SECOND;

	assert_sends(&transfer, 1, 8, now);
	now += 10 * MS;
	ck_assert_int_eq(give_ack(&transfer, 3, now), TRANSFER_BLOCKS);
	assert_sends(&transfer, 4, 8, now);
	ck_assert_int_eq(give_ack(&transfer, 6, now + 1), TRANSFER_BLOCKS);
	assert_sends(&transfer, 12, 3, now + 1);
	ck_assert(transfer.is_suspected);
	ck_assert_uint_le(transfer.deadline_us, now + 21 * MS);
	now = transfer.deadline_us;
	ck_assert_int_eq(transfer_timeout(&transfer, now), TRANSFER_BLOCKS);
	assert_sends(&transfer, 7, 8, now);
	ck_assert_uint_eq(transfer.round_trip.tries, 0);
	ck_assert(!transfer.is_suspected);
}
END_TEST

START_TEST(crossing_acks_at_the_end_leave_the_clock_running)
{
	struct transfer transfer = begin_window(8, 8);

	assert_sends(&transfer, 1, 8, 0);
	ck_assert_int_eq(give_ack(&transfer, 3, 10 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 4, 5, 10 * MS);
	give_ack(&transfer, 6, 11 * MS);
	assert_sends(&transfer, 0, 0, 11 * MS);
	ck_assert_uint_ne(transfer.deadline_us, TRANSFER_NEVER);
	ck_assert_int_eq(
	    transfer_timeout(&transfer, transfer.deadline_us), TRANSFER_BLOCKS);
	assert_sends(&transfer, 7, 2, 100 * MS);
}
END_TEST

START_TEST(acks_that_arrive_together_send_once)
{
	struct transfer transfer = begin_window(8, 100);

	assert_sends(&transfer, 1, 8, 0);
	ck_assert_int_eq(give_ack(&transfer, 3, 10 * MS), TRANSFER_BLOCKS);
	ck_assert_int_eq(give_ack(&transfer, 3, 10 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 8, 10 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 9, 8, 10 * MS);
	ck_assert_uint_eq(transfer.n_resent, 0);
}
END_TEST

/* The first block of a window got lost: the client repeats its ACK. */
START_TEST(repeated_ack_of_a_window_goes_back_once)
{
	struct transfer transfer = begin_window(4, 100);

	assert_sends(&transfer, 1, 4, 10 * MS);
	ck_assert_int_eq(give_ack(&transfer, 4, 20 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 5, 4, 20 * MS);
	ck_assert_int_eq(give_ack(&transfer, 4, 30 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 5, 4, 30 * MS);
	ck_assert_uint_eq(transfer.n_resent, 4);
	ck_assert_int_eq(give_ack(&transfer, 4, 40 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 8, 41 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 9, 4, 41 * MS);
	ck_assert_int_eq(give_ack(&transfer, 8, 51 * MS), TRANSFER_BLOCKS);
}
END_TEST

/* Sooner than its round trip it may be a copy of the ACK that opened the
 * window: the window waits a moment for its own ACK. */
START_TEST(early_repeated_ack_of_a_window_waits_a_moment)
{
	struct transfer transfer = begin_window(4, 100);
	uint64_t first;

	assert_sends(&transfer, 1, 4, 10 * MS);
	ck_assert_int_eq(give_ack(&transfer, 4, 20 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 5, 4, 20 * MS);
	ck_assert_int_eq(give_ack(&transfer, 4, 20 * MS), TRANSFER_WAIT);
	ck_assert_uint_eq(transfer.deadline_us, 40 * MS);
	ck_assert_int_eq(give_ack(&transfer, 8, 30 * MS), TRANSFER_BLOCKS);
	assert_sends(&transfer, 9, 4, 30 * MS);
	ck_assert_uint_eq(transfer.n_resent, 0);
	ck_assert_uint_gt(transfer.deadline_us, 50 * MS);

	/* No copy this time: it goes again, and counts as no timeout. */
	ck_assert_int_eq(give_ack(&transfer, 8, 31 * MS), TRANSFER_WAIT);
	ck_assert_int_eq(give_ack(&transfer, 8, 32 * MS), TRANSFER_WAIT);
	ck_assert_uint_eq(transfer.deadline_us, 51 * MS);
	ck_assert_int_eq(transfer_timeout(&transfer, 51 * MS), TRANSFER_BLOCKS);
	ck_assert_uint_eq(send_all(&transfer, 51 * MS, &first), 4);
	ck_assert_uint_eq(first, 9);
	ck_assert_uint_eq(transfer.round_trip.tries, 0);
	ck_assert_int_eq(give_ack(&transfer, 8, 70 * MS), TRANSFER_WAIT);
}
END_TEST

/* --- the clock --- */

/* Let it time out to its end. Return: how often it sent again; the waits, in
 * milliseconds, the one before the end included. */
static unsigned
run_out(struct transfer *transfer, uint64_t *now, uint64_t waits[16])
{
	enum transfer_next next;
	uint64_t first;
	unsigned n = 0;

	while (n < 16) {
		ck_assert_uint_ne(transfer->deadline_us, TRANSFER_NEVER);
		ck_assert_int_eq(
		    transfer_timeout(transfer, transfer->deadline_us - 1),
		    TRANSFER_WAIT);
		waits[n] = (transfer->deadline_us - *now) / MS;
		*now = transfer->deadline_us;
		next = transfer_timeout(transfer, *now);
		if (next == TRANSFER_END)
			return n;
		if (next == TRANSFER_BLOCKS)
			send_all(transfer, *now, &first);
		n++;
	}
	return n;
}

static void
assert_waits(const uint64_t *got, const uint64_t *want)
{
	for (unsigned i = 0; i <= TRANSFER_RETRANSMITS_MAX; i++)
		ck_assert_msg(got[i] == want[i], "wait %u: %llu ms, not %llu",
		    i, (unsigned long long)got[i], (unsigned long long)want[i]);
}

START_TEST(unmeasured_it_waits_for_seconds)
{
	static const uint64_t want[] = { 1000, 2000, 4000, 8000, 8000, 8000,
		8000 };
	struct transfer transfer = begin_lockstep(5000);
	uint64_t waits[16], now = 0;

	assert_sends(&transfer, 1, 1, 0);
	ck_assert_uint_eq(
	    run_out(&transfer, &now, waits), TRANSFER_RETRANSMITS_MAX);
	assert_waits(waits, want);
	ck_assert_int_eq(transfer.outcome, TRANSFER_SILENT);
	ck_assert_uint_eq(transfer.n_resent, TRANSFER_RETRANSMITS_MAX);
	ck_assert_uint_eq(transfer.control_len, 0);
}
END_TEST

START_TEST(an_oack_is_sent_again_as_often)
{
	static const uint64_t want[] = { 1000, 2000, 4000, 8000, 8000, 8000,
		8000 };
	struct negotiate_terms terms = terms_of(512, 4);
	struct transfer transfer;
	uint64_t waits[16], now = 0;

	transfer_start(&transfer, &terms, 5000, false, 0);
	ck_assert_uint_eq(
	    run_out(&transfer, &now, waits), TRANSFER_RETRANSMITS_MAX);
	assert_waits(waits, want);
	ck_assert_int_eq(transfer.outcome, TRANSFER_SILENT);
	ck_assert(!transfer.is_answered);
}
END_TEST

/* RFC 1350 section 6: the last block goes again, too, "until the packet is
 * acknowledged or the sending host times out". */
START_TEST(the_last_block_is_sent_again)
{
	struct transfer transfer = begin_lockstep(600);
	uint64_t waits[16], now = 0;
	struct transfer silent;

	assert_sends(&transfer, 1, 1, 0);
	give_ack(&transfer, 1, 10 * MS);
	assert_sends(&transfer, 2, 1, 10 * MS);
	silent = transfer;
	ck_assert_int_eq(
	    transfer_timeout(&transfer, transfer.deadline_us), TRANSFER_BLOCKS);
	assert_sends(&transfer, 2, 1, SECOND);
	ck_assert_int_eq(give_ack(&transfer, 2, 2 * SECOND), TRANSFER_END);
	ck_assert_int_eq(transfer.outcome, TRANSFER_OK);

	ck_assert_uint_eq(
	    run_out(&silent, &now, waits), TRANSFER_RETRANSMITS_MAX);
	ck_assert_int_eq(silent.outcome, TRANSFER_SILENT);
	ck_assert_uint_eq(transfer_bytes(&silent), 512);
}
END_TEST

/* A fast network: a loss is mended in 20 ms, and yet a network that is away
 * for ten seconds costs nobody the transfer. */
START_TEST(measured_it_is_quick_and_patient)
{
	static const uint64_t want[] = { 20, 40, 80, 1000, 2000, 4000, 8000 };
	struct transfer transfer = begin_lockstep(50000);
	uint64_t waits[16], now = 0;

	for (unsigned b = 1; b <= 20; b++) {
		assert_sends(&transfer, b, 1, now);
		now += 100;
		ck_assert_int_eq(give_ack(&transfer, b, now), TRANSFER_BLOCKS);
	}
	assert_sends(&transfer, 21, 1, now);
	ck_assert_uint_eq(
	    run_out(&transfer, &now, waits), TRANSFER_RETRANSMITS_MAX);
	assert_waits(waits, want);
}
END_TEST

/* RFC 2349: the client said how long both sides wait. */
START_TEST(a_granted_timeout_is_kept)
{
	static const uint64_t want[] = { 3000, 3000, 3000, 3000, 3000, 3000,
		3000 };
	struct negotiate_terms terms = { .block_size = 512,
		.window = 1,
		.timeout_us = 3000000,
		.n_granted = 1,
		.granted = { { TFTP_OPTION_TIMEOUT, 3, 0 } } };
	struct transfer transfer;
	uint64_t waits[16], now = 0, first;

	transfer_start(&transfer, &terms, 5000, false, 0);
	give_ack(&transfer, 0, 0);
	send_all(&transfer, 0, &first);
	ck_assert_uint_eq(
	    run_out(&transfer, &now, waits), TRANSFER_RETRANSMITS_MAX);
	assert_waits(waits, want);
}
END_TEST

/* The round trip grows past the wait: after some needless packets the wait
 * grows too, although no packet sent twice measures it (Karn). */
START_TEST(a_slower_network_is_learnt)
{
	struct transfer transfer = begin_lockstep(500000);
	uint64_t now = 0, resent;
	unsigned b;

	for (b = 1; b <= 20; b++) {
		assert_sends(&transfer, b, 1, now);
		give_ack(&transfer, b, now += 100);
	}
	for (; b <= 40; b++) {
		uint64_t arrival = now + 100 * MS;
		uint64_t first;

		send_all(&transfer, now, &first);
		while (transfer.deadline_us < arrival) {
			transfer_timeout(&transfer, transfer.deadline_us);
			send_all(&transfer, transfer.deadline_us, &first);
			now = transfer.sent_us;
		}
		resent = transfer.n_resent;
		give_ack(&transfer, b, now = arrival);
	}
	ck_assert_uint_le(resent, 6);
}
END_TEST

/* Whether an answer is to the packet or to its copy, nobody knows (Karn). */
START_TEST(a_packet_sent_twice_measures_nothing)
{
	struct transfer transfer = begin_lockstep(50000);
	uint64_t round, now;

	assert_sends(&transfer, 1, 1, 0);
	give_ack(&transfer, 1, 50 * MS);
	round = transfer.round_trip.smooth_us;
	ck_assert_uint_eq(round, 50 * MS);
	assert_sends(&transfer, 2, 1, 50 * MS);
	now = transfer.deadline_us;
	transfer_timeout(&transfer, now);
	assert_sends(&transfer, 2, 1, now);
	give_ack(&transfer, 2, now + MS);
	ck_assert_uint_eq(transfer.round_trip.smooth_us, round);
	assert_sends(&transfer, 3, 1, now + MS);
	give_ack(&transfer, 3, now + 2 * MS);
	ck_assert_uint_lt(transfer.round_trip.smooth_us, round);
}
END_TEST

START_TEST(progress_starts_the_count_anew)
{
	struct transfer transfer = begin_lockstep(50000);
	uint64_t first;

	for (unsigned b = 1; b <= 20; b++) {
		send_all(&transfer, transfer.deadline_us, &first);
		for (int i = 0; i < TRANSFER_RETRANSMITS_MAX; i++) {
			ck_assert_int_eq(
			    transfer_timeout(&transfer, transfer.deadline_us),
			    TRANSFER_BLOCKS);
			send_all(&transfer, 0, &first);
		}
		ck_assert_int_eq(give_ack(&transfer, b, 1), TRANSFER_BLOCKS);
	}
}
END_TEST

/* --- the end that is not the file's --- */

static const struct {
	bool has_oack;
	unsigned code;
	enum transfer_outcome outcome;
} errors[] = {
	{ true, 8, TRANSFER_PROBED },  /* EDK2 */
	{ true, 0, TRANSFER_PROBED },  /* PXELINUX */
	{ true, 3, TRANSFER_ABORTED }, /* disk full: it did want the file */
	{ false, 8, TRANSFER_ABORTED },
	{ false, 0, TRANSFER_ABORTED },
};

START_TEST(an_error_of_the_client_ends_it)
{
	struct negotiate_terms terms = terms_of(512, errors[_i].has_oack + 1u);
	struct transfer transfer;
	struct transfer_run run;

	transfer_start(&transfer, &terms, 5000, false, 0);
	ck_assert_int_eq(
	    give_error(&transfer, errors[_i].code, "no"), TRANSFER_END);
	ck_assert_int_eq(transfer.outcome, errors[_i].outcome);
	/* An ERROR is never answered. */
	ck_assert_uint_eq(transfer.control_len, 0);
	ck_assert_str_eq(transfer.peer_text, "no");
	ck_assert_uint_eq(transfer.peer_error, errors[_i].code);
	/* After the end nothing comes of anything. */
	ck_assert(!transfer_due(&transfer, 64, &run));
	ck_assert_int_eq(give_ack(&transfer, 0, 0), TRANSFER_WAIT);
	ck_assert_int_eq(
	    transfer_timeout(&transfer, 100 * SECOND), TRANSFER_WAIT);
}
END_TEST

START_TEST(an_error_text_is_cut)
{
	struct transfer transfer = begin_lockstep(5000);
	char text[200];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	give_error(&transfer, 0, text);
	ck_assert_uint_eq(strlen(transfer.peer_text), TRANSFER_TEXT_MAX - 1);
}
END_TEST

static const struct {
	const char *what;
	const char *bytes;
	size_t len;
} nonsense[] = {
	{ "nothing", "", 0 },
	{ "one octet", "\0", 1 },
	{ "half an ACK", "\0\4\0", 3 },
	{ "a request", "\0\1f\0octet\0", 10 },
	{ "data", "\0\3\0\1", 4 },
	{ "an OACK", "\0\6", 2 },
	{ "an unknown opcode", "\0\11\0\1", 4 },
};

START_TEST(nonsense_changes_nothing)
{
	struct transfer transfer = begin_lockstep(5000);
	struct transfer before;

	assert_sends(&transfer, 1, 1, 0);
	before = transfer;
	ck_assert_msg(
	    transfer_packet(&transfer, (const uint8_t *)nonsense[_i].bytes,
		nonsense[_i].len, 5) == TRANSFER_WAIT,
	    "%s", nonsense[_i].what);
	ck_assert_msg(memcmp(&before, &transfer, sizeof(before)) == 0, "%s",
	    nonsense[_i].what);
}
END_TEST

START_TEST(a_padded_ack_is_an_ack)
{
	struct transfer transfer = begin_lockstep(5000);

	assert_sends(&transfer, 1, 1, 0);
	ck_assert_int_eq(transfer_packet(&transfer,
			     (const uint8_t *)"\0\4\0\1\0\0\0\0", 8, 0),
	    TRANSFER_BLOCKS);
}
END_TEST

START_TEST(this_machine_fails)
{
	struct transfer transfer = begin_lockstep(5000);

	ck_assert_int_eq(transfer_fail(&transfer, TFTP_ERROR_OTHER, "It broke"),
	    TRANSFER_END);
	ck_assert_int_eq(transfer.outcome, TRANSFER_FAILED);
	ck_assert_uint_eq(transfer.control_len, 13);
	ck_assert_mem_eq(transfer.control, "\0\5\0\0It broke", 13);
}
END_TEST

/* --- long files --- */

START_TEST(block_numbers_roll_over)
{
	struct negotiate_terms terms = terms_of(8, 64);
	uint64_t n_blocks = 3 * 65536 + 5;
	uint64_t acked = 0;
	uint16_t rollover = (uint16_t)_i;
	struct transfer transfer;
	struct transfer_run run;
	uint8_t out[64 * 12];

	terms.rollover = rollover;
	transfer_start(&transfer, &terms, n_blocks * 8 - 1, false, 0);
	give_ack(&transfer, 0, 0);
	while (transfer_due(&transfer, 64, &run)) {
		unsigned number, want;

		transfer_frame(&transfer, &run, out);
		acked = run.first + run.n - 1;
		number = (unsigned)(out[(run.n - 1) * 12 + 2] << 8 |
		    out[(run.n - 1) * 12 + 3]);
		want = (unsigned)(rollover == 0 ? acked % 65536
						: (acked - 1) % 65535 + 1);
		ck_assert_uint_eq(number, want);
		transfer_sent(&transfer, &run, 0);
		give_ack(&transfer, number, 0);
		ck_assert_uint_eq(transfer.acked, acked);
	}
	ck_assert_uint_eq(acked, n_blocks);
	ck_assert_int_eq(transfer.outcome, TRANSFER_OK);
}
END_TEST

/* No two blocks in flight have the same number, so every ACK is of one block:
 * at the largest windows, before and after the numbers roll over. */
START_TEST(acks_of_the_largest_windows)
{
	static const struct {
		uint16_t rollover;
		uint32_t window;
	} rows[] = { { 0, 65535 }, { 1, 65534 } };
	uint32_t window = rows[_i].window;
	struct negotiate_terms terms = terms_of(8, window);

	terms.rollover = rows[_i].rollover;
	for (uint64_t acked = 0; acked < 3 * 65536; acked += 9973) {
		struct transfer transfer;
		uint64_t blocks[] = { acked, acked + 1, acked + window / 2,
			acked + window - 1, acked + window };

		for (size_t i = 0; i < 5; i++) {
			uint16_t number = (uint16_t)blocks[i];

			if (terms.rollover && blocks[i] > 0)
				number =
				    (uint16_t)((blocks[i] - 1) % 65535 + 1);
			transfer_start(&transfer, &terms, 8u << 20, false, 0);
			give_ack(&transfer, 0, 0);
			transfer.acked = acked;
			transfer.highest = acked + window;
			transfer.next = transfer.highest + 1;
			give_ack(&transfer, number, 0);
			ck_assert_uint_eq(transfer.acked, blocks[i]);
		}
		if (terms.rollover && acked > 0) {
			transfer.acked = acked;
			ck_assert_int_eq(
			    give_ack(&transfer, 0, 0), TRANSFER_WAIT);
			ck_assert_uint_eq(transfer.acked, acked);
		}
	}
}
END_TEST

START_TEST(more_than_32_bits)
{
	uint64_t size = UINT64_C(5) << 40;
	struct negotiate_terms terms = terms_of(1468, 64);
	struct transfer transfer;
	struct transfer_run run;

	transfer_start(&transfer, &terms, size, false, 0);
	ck_assert_uint_eq(transfer.last, size / 1468 + 1);
	give_ack(&transfer, 0, 0);
	transfer.acked = transfer.last - 1;
	transfer.next = transfer.burst_end = transfer.last;
	ck_assert(transfer_due(&transfer, 64, &run));
	ck_assert_uint_eq(run.offset, size / 1468 * 1468);
	ck_assert_uint_eq(run.len, size % 1468);
	ck_assert(run.is_last);
}
END_TEST

/* --- text --- */

START_TEST(netascii_is_translated)
{
	static const char file[] = "abcdefg\nh\ri"; /* the LF is split */
	struct negotiate_terms terms = terms_of(8, 1);
	struct transfer transfer;
	struct transfer_run run;
	uint8_t out[12];
	static const struct {
		size_t len;
		const char *packet;
	} want[] = {
		{ 12, "\0\3\0\1abcdefg\r" },
		{ 9, "\0\3\0\2\nh\r\0i" },
	};

	transfer_start(&transfer, &terms, sizeof(file) - 1, true, 0);
	for (unsigned i = 0; i < 2; i++) {
		/* Twice: a block that is sent again is the same. */
		for (int again = 0; again < 2; again++) {
			ck_assert(transfer_due(&transfer, 64, &run));
			ck_assert_uint_eq(run.n, 1);
			ck_assert_uint_le(
			    transfer_frame_len(&transfer, &run), sizeof(out));
			ck_assert_uint_eq(
			    transfer_translate(&transfer, &run,
				(const uint8_t *)file + run.offset, run.len,
				out),
			    want[i].len);
			ck_assert_mem_eq(out, want[i].packet, want[i].len);
			ck_assert_int_eq(run.is_last, i == 1);
			transfer_sent(&transfer, &run, 0);
			if (again == 0)
				transfer_timeout(
				    &transfer, transfer.deadline_us);
		}
		ck_assert_int_eq(give_ack(&transfer, i + 1, 0),
		    i == 1 ? TRANSFER_END : TRANSFER_BLOCKS);
	}
	ck_assert_int_eq(transfer.outcome, TRANSFER_OK);
	ck_assert_uint_eq(transfer_bytes(&transfer), sizeof(file) - 1);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

int
main(void)
{
	Suite *suite = suite_create("transfer");
	TCase *tests = tcase_create("transfer");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, lockstep_ends_with_a_short_block, 0, ROWS(sizes));
	tcase_add_test(tests, a_run_is_framed);
	tcase_add_test(tests, a_run_is_as_long_as_asked);
	tcase_add_test(tests, no_data_before_the_oack_is_acknowledged);
	tcase_add_test(tests, repeated_ack_in_lockstep_sends_nothing);
	tcase_add_test(tests, a_granted_window_of_one_is_lockstep);
	tcase_add_test(tests, ack_from_the_future_or_the_past_changes_nothing);
	tcase_add_test(tests, ack_inside_the_window_goes_back);
	tcase_add_test(tests, crossing_acks_at_the_end_leave_the_clock_running);
	tcase_add_test(
	    tests, an_unanswered_window_goes_again_behind_the_last_ack);
	tcase_add_test(tests, acks_of_old_blocks_make_no_storm);
	tcase_add_test(tests, a_large_window_leaves_in_bursts);
	tcase_add_test(tests, full_queues_hold_a_burst);
	tcase_add_test(tests, a_gap_in_what_went_again);
	tcase_add_test(tests, acks_that_arrive_together_send_once);
	tcase_add_test(tests, repeated_ack_of_a_window_goes_back_once);
	tcase_add_test(tests, early_repeated_ack_of_a_window_waits_a_moment);
	tcase_add_test(tests, unmeasured_it_waits_for_seconds);
	tcase_add_test(tests, an_oack_is_sent_again_as_often);
	tcase_add_test(tests, the_last_block_is_sent_again);
	tcase_add_test(tests, measured_it_is_quick_and_patient);
	tcase_add_test(tests, a_granted_timeout_is_kept);
	tcase_add_test(tests, a_slower_network_is_learnt);
	tcase_add_test(tests, a_packet_sent_twice_measures_nothing);
	tcase_add_test(tests, progress_starts_the_count_anew);
	tcase_add_loop_test(
	    tests, an_error_of_the_client_ends_it, 0, ROWS(errors));
	tcase_add_test(tests, an_error_text_is_cut);
	tcase_add_loop_test(tests, nonsense_changes_nothing, 0, ROWS(nonsense));
	tcase_add_test(tests, a_padded_ack_is_an_ack);
	tcase_add_test(tests, this_machine_fails);
	tcase_add_loop_test(tests, block_numbers_roll_over, 0, 2);
	tcase_add_test(tests, more_than_32_bits);
	tcase_add_loop_test(tests, acks_of_the_largest_windows, 0, 2);
	tcase_add_test(tests, netascii_is_translated);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

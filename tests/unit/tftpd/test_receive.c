/* SPDX-License-Identifier: ISC */
#include "tftpd/receive.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SECOND = 1000000,
	BLOCK = 8,
};

/*
 * A conversation is a script: what arrives, each followed by what has to come
 * of it.
 *	d3 the third block, whole; d3.5 with 5 octets; e an ERROR; a an ACK;
 *	t the deadline passes; k there is room; s it is stored; f7 the machine
 *	fails with ERROR 7
 * and then
 *	. nothing; O the OACK; A3 ACK 3; +5 five octets to keep; +5! the same,
 *	and an ACK is due; E3 ERROR 3 and the end; X the end
 */
static const struct {
	uint32_t window;
	bool has_options;
	const char *script;
} rows[] = {
	/* lockstep: RFC 1350 sections 4 to 6 */
	{ 1, false, "A0 d1 +8! k A1 d2 +8! k A2 d3.5 +5! s A3 t X" },
	{ 1, false, "A0 d1.0 +0! s A1 t X" },
	{ 1, true, "O d1.3 +3! s A1 t X" },
	/* what got lost goes again: by the timer, or by the peer's */
	{ 1, false, "A0 t A0 t A0 d1.3 +3! s A1 t X" },
	{ 1, true, "O t O t O t O t O t O t O t X" },
	{ 1, true, "O t O d1 +8! k A1 t A1 d2.0 +0! s A2 t X" },
	{ 1, false, "A0 d1 +8! k A1 d1 A1 d1 A1 d2.0 +0! s A2 t X" },
	{ 1, false, "A0 d1 +8! k A1 t A1 t A1 t A1 t A1 t A1 t A1 t X" },
	/* while there is no room, or it is being stored, nothing is due twice
	 */
	{ 1, false, "A0 d1 +8! d1 . t . k A1 d2.1 +1! d2.1 . t . s A2 t X" },
	/* dallying: the last ACK got lost */
	{ 1, false, "A0 d1.1 +1! s A1 d1.1 A1 d1.1 A1 t X" },
	{ 1, false, "A0 d1.1 +1! s A1 e X" },
	/* what makes no sense */
	{ 1, false, "A0 d2 . d3 . a . d1 +8! k A1 d5 . d2.1 +1! s A2 t X" },
	{ 1, false, "A0 d1.9 . d1.1 +1! s A1 t X" },
	{ 1, false, "A0 e X" },
	/* windows: RFC 7440 section 4 */
	{ 3, true, "O d1 +8 d2 +8 d3 +8! k A3 d4 +8 d5.2 +2! s A5 t X" },
	{ 3, true,
	    "O d1 +8 d3 A1 d4 . d2 +8 d3 +8 d4 +8! k A4 d5.0 +0! s A5 t X" },
	{ 3, true,
	    "O d1 +8 d2 +8 d3 +8! k A3 d1 A3 d2 . d3 . d4.0 +0! s A4 t X" },
	{ 3, true, "O d2 A0 d3 . d1 +8 t A1 d2.1 +1! s A2 t X" },
	{ 2, true, "O d1 +8 t A1 d2 +8 d3 +8! k A3 d4.0 +0! s A4 t X" },
	/* more than is allowed: max_size is 40 */
	{ 4, true, "O d1 +8 d2 +8 d3 +8 d4 +8! k A4 d5 +8 d6.1 E3" },
	{ 1, false, "A0 d1 +8! f6 E6 d1 . t ." },
};

static uint64_t now;

static size_t
put_data(uint8_t *out, unsigned block, unsigned len)
{
	const uint8_t header[] = { 0, TFTP_DATA, (uint8_t)(block >> 8),
		(uint8_t)block };

	memcpy(out, header, sizeof(header));
	memset(out + sizeof(header), (int)('0' + block % 10), len);
	return sizeof(header) + len;
}

static enum receive_next
input(struct receive *receive, const char *word, uint8_t *out, size_t *len)
{
	static const uint8_t error[] = { 0, TFTP_ERROR, 0, 0, 's', 0 };
	static const uint8_t ack[] = { 0, TFTP_ACK, 0, 1 };
	unsigned block, octets = BLOCK;
	uint8_t packet[64];

	switch (word[0]) {
	case 'd':
		ck_assert_int_ge(sscanf(word, "d%u.%u", &block, &octets), 1);
		return receive_packet(receive, packet,
		    put_data(packet, block, octets), now, out, len);
	case 'e':
		return receive_packet(
		    receive, error, sizeof(error), now, out, len);
	case 'a':
		return receive_packet(receive, ack, sizeof(ack), now, out, len);
	case 't':
		now = receive->deadline_us != RECEIVE_NEVER
		    ? receive->deadline_us
		    : now + 1000 * (uint64_t)SECOND;
		return receive_timeout(receive, now);
	case 'k':
		return receive_ack(receive, now);
	case 's':
		return receive_stored(receive, now);
	default:
		return receive_fail(
		    receive, (enum tftp_error)(word[1] - '0'), "x");
	}
}

/* What came of an input, as a script has it. */
static void
describe(const struct receive *receive, enum receive_next next, size_t len,
    char *out, size_t size)
{
	unsigned number = receive->control_len >= 4
	    ? (unsigned)receive->control[2] << 8 | receive->control[3]
	    : 0;
	int opcode = receive->control_len > 0 ? receive->control[1] : 0;

	if (next == RECEIVE_WAIT)
		snprintf(out, size, ".");
	else if (next == RECEIVE_OCTETS)
		snprintf(
		    out, size, "+%zu%s", len, receive->is_ack_due ? "!" : "");
	else if (next == RECEIVE_END)
		snprintf(out, size, opcode ? "E%u" : "X", number);
	else
		snprintf(out, size, opcode == TFTP_OACK ? "O" : "A%u", number);
}

static void
next_word(const char **script, char word[16])
{
	size_t len = strcspn(*script, " ");

	memcpy(word, *script, len);
	word[len] = '\0';
	*script += len + ((*script)[len] == ' ');
}

START_TEST(conversations)
{
	const char *script = rows[_i].script;
	struct negotiate_terms terms = {
		.block_size = BLOCK,
		.window = rows[_i].window,
		.granted = { { TFTP_OPTION_BLKSIZE, BLOCK, 0 } },
		.n_granted = rows[_i].has_options,
	};
	struct receive receive;
	uint8_t out[BLOCK + 1];
	char word[16], want[16], got[16];
	size_t len = 0;
	enum receive_next next;

	now = SECOND;
	next = receive_start(&receive, &terms, false, 40, now);
	for (;;) {
		next_word(&script, want);
		describe(&receive, next, len, got, sizeof(got));
		ck_assert_msg(strcmp(want, got) == 0,
		    "row %d, before '%s': %s, not %s", _i, script, got, want);
		if (!*script)
			return;
		next_word(&script, word);
		next = input(&receive, word, out, &len);
	}
}
END_TEST

/* RFC 1123 4.2.3.2: the wait doubles; RFC 2349: but for one that was granted.
 * RFC 1350 section 6: dallying outlasts what the client waits. */
static const struct {
	uint32_t timeout_ms;
	uint32_t waits_ms[RECEIVE_RETRANSMITS_MAX + 1];
	uint32_t dally_ms;
} patience[] = {
	{ 0, { 1000, 2000, 4000, 4000, 4000, 4000, 4000 }, 3000 },
	{ 10, { 10, 10, 10, 10, 10, 10, 10 }, 3000 },
	{ 6000, { 6000, 6000, 6000, 6000, 6000, 6000, 6000 }, 12000 },
};

START_TEST(waits)
{
	struct negotiate_terms terms = { .block_size = BLOCK, .window = 1 };
	uint8_t out[BLOCK + 1], packet[64];
	struct receive receive;
	size_t len;

	now = SECOND;
	terms.timeout_us = patience[_i].timeout_ms * 1000;
	receive_start(&receive, &terms, false, 40, now);
	for (unsigned i = 0; i <= RECEIVE_RETRANSMITS_MAX; i++) {
		ck_assert_uint_eq(receive.deadline_us - now,
		    patience[_i].waits_ms[i] * UINT64_C(1000));
		ck_assert_int_eq(
		    receive_timeout(&receive, receive.deadline_us - 1),
		    RECEIVE_WAIT);
		now = receive.deadline_us;
		ck_assert_int_eq(receive_timeout(&receive, now),
		    i < RECEIVE_RETRANSMITS_MAX ? RECEIVE_CONTROL
						: RECEIVE_END);
	}
	ck_assert_int_eq(receive.outcome, RECEIVE_SILENT);
	ck_assert_uint_eq(receive.n_resent, RECEIVE_RETRANSMITS_MAX);

	receive_start(&receive, &terms, false, 40, now);
	receive_packet(
	    &receive, packet, put_data(packet, 1, 1), now, out, &len);
	receive_stored(&receive, now);
	ck_assert_uint_eq(
	    receive.deadline_us - now, patience[_i].dally_ms * UINT64_C(1000));
}
END_TEST

/* Blocks beyond 65,535: both ways to go on. */
START_TEST(numbers_go_round)
{
	struct negotiate_terms terms = { .block_size = BLOCK, .window = 1 };
	struct receive receive;
	uint8_t out[BLOCK + 1], packet[64];
	size_t len;

	now = 0;
	terms.rollover = (uint16_t)_i;
	receive_start(&receive, &terms, false, UINT64_MAX, now);
	for (unsigned block = 1; block <= 70000; block++) {
		unsigned number =
		    block <= 65535 ? block : block - 65536 + (unsigned)_i;

		ck_assert_int_eq(
		    receive_packet(&receive, packet,
			put_data(packet, number, BLOCK), now, out, &len),
		    RECEIVE_OCTETS);
		receive_ack(&receive, now);
		ck_assert_uint_eq(receive.control[2], number >> 8 & 0xff);
		ck_assert_uint_eq(receive.control[3], number & 0xff);
	}
	ck_assert_uint_eq(receive.size, 70000 * BLOCK);
}
END_TEST

/* netascii: a CR at the end of a block, and of the file. */
START_TEST(text_is_translated)
{
	struct negotiate_terms terms = { .block_size = 4, .window = 1 };
	static const char *const blocks[] = { "a\r\nb", "c\r\0d", "e\r\rf",
		"gh\r\r", "\n\r" };
	static const size_t lens[] = { 4, 4, 4, 4, 2 };
	const char want[] = "a\nbc\rde\r\rfgh\r\n\r";
	struct receive receive;
	uint8_t out[8], packet[16], all[32];
	size_t len, n = 0;

	receive_start(&receive, &terms, true, 1000, 0);
	for (unsigned i = 0; i < 5; i++) {
		size_t packet_len = put_data(packet, i + 1, (unsigned)lens[i]);

		memcpy(packet + 4, blocks[i], lens[i]);
		ck_assert_int_eq(
		    receive_packet(&receive, packet, packet_len, 0, out, &len),
		    RECEIVE_OCTETS);
		ck_assert_uint_le(len, receive_room(&receive));
		memcpy(all + n, out, len);
		n += len;
		if (!receive.is_whole)
			receive_ack(&receive, 0);
	}
	ck_assert(receive.is_whole);
	ck_assert_uint_eq(n, sizeof(want) - 1);
	ck_assert_mem_eq(all, want, n);
	ck_assert_uint_eq(receive.size, n);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("receive");
	TCase *tests = tcase_create("receive");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, conversations, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(
	    tests, waits, 0, (int)(sizeof(patience) / sizeof(patience[0])));
	tcase_add_loop_test(tests, numbers_go_round, 0, 2);
	tcase_add_test(tests, text_is_translated);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "tftpd/receive.h"

#include <assert.h>
#include <string.h>

#include "tftpd/netascii.h"

enum {
	WAIT_US = 1000000,  /* where no timeout was granted */
	DALLY_US = 3000000, /* longer than most clients wait */
	DOUBLINGS_MAX = 2,
};

/* --- the clock --- */

static uint64_t
patience(const struct receive *receive)
{
	unsigned tries = receive->tries;

	if (receive->terms.timeout_us > 0)
		return receive->terms.timeout_us;
	return (uint64_t)WAIT_US
	    << (tries < DOUBLINGS_MAX ? tries : DOUBLINGS_MAX);
}

/* Send what @control holds, and wait for the answer. */
static enum receive_next
send_control(struct receive *receive, uint64_t now_us)
{
	receive->deadline_us = now_us + patience(receive);
	return RECEIVE_CONTROL;
}

/* --- control packets --- */

static void
put_ack(struct receive *receive)
{
	struct writer writer =
	    writer_over(receive->control, sizeof(receive->control));

	tftp_packet_write_ack(
	    &writer, negotiate_number(&receive->terms, receive->block));
	receive->control_len = writer.pos;
}

static enum receive_next
end(struct receive *receive, enum receive_outcome outcome)
{
	receive->outcome = outcome;
	receive->deadline_us = RECEIVE_NEVER;
	receive->is_ack_due = false;
	receive->control_len = 0;
	return RECEIVE_END;
}

enum receive_next
receive_fail(struct receive *receive, enum tftp_error error, const char *text)
{
	struct writer writer =
	    writer_over(receive->control, sizeof(receive->control));

	end(receive, RECEIVE_FAILED);
	tftp_packet_write_error(&writer, error, text);
	receive->control_len = writer.pos;
	return RECEIVE_END;
}

enum receive_next
receive_start(struct receive *receive, const struct negotiate_terms *terms,
    bool is_netascii, uint64_t max_size, uint64_t now_us)
{
	struct writer writer =
	    writer_over(receive->control, sizeof(receive->control));

	*receive = (struct receive){
		.terms = *terms,
		.is_netascii = is_netascii,
		.max_size = max_size,
	};
	if (terms->n_granted > 0) {
		tftp_packet_write_oack(
		    &writer, terms->granted, terms->n_granted);
		receive->control_len = writer.pos;
	} else {
		put_ack(receive);
	}
	return send_control(receive, now_us);
}

/* --- what arrives --- */

size_t
receive_room(const struct receive *receive)
{
	/* A CR of the block before may turn out to be one. */
	return (size_t)receive->terms.block_size + 1;
}

static size_t
keep(struct receive *receive, const struct tftp_packet *packet, uint8_t *out)
{
	size_t len;

	if (!receive->is_netascii) {
		memcpy(out, packet->data, packet->data_len);
		return packet->data_len;
	}
	len = netascii_decode(
	    &receive->has_return, packet->data, packet->data_len, out);
	if (receive->is_whole && receive->has_return)
		out[len++] = '\r';
	return len;
}

/* The next block in order. */
static enum receive_next
take_next(struct receive *receive, const struct tftp_packet *packet,
    uint8_t *out, size_t *ret_len)
{
	size_t len;

	receive->is_whole = packet->data_len < receive->terms.block_size;
	len = keep(receive, packet, out);
	if (len > receive->max_size - receive->size)
		return receive_fail(receive, TFTP_ERROR_FULL,
		    "The file is larger than allowed");
	receive->block++;
	receive->size += len;
	receive->tries = 0;
	receive->is_told = false;
	if (++receive->n_unacked == receive->terms.window || receive->is_whole)
		receive->is_ack_due = true;
	/* What is due is sent by the caller's leave, however long it takes. */
	if (receive->is_ack_due)
		receive->deadline_us = RECEIVE_NEVER;
	*ret_len = len;
	return RECEIVE_OCTETS;
}

/* A block out of order: had before, or one further on. Of a window the answer
 * is one for all of them, or each would make the peer begin again. */
static enum receive_next
take_other(struct receive *receive, bool is_earlier, uint64_t now_us)
{
	if (receive->is_dallying)
		return is_earlier ? RECEIVE_CONTROL : RECEIVE_WAIT;
	if (receive->is_ack_due ||
	    (receive->is_told && receive->terms.window > 1) ||
	    (!is_earlier && receive->terms.window == 1))
		return RECEIVE_WAIT;
	receive->is_told = true;
	receive->n_resent++;
	receive->n_unacked = 0;
	/* Who is ahead has had the OACK, or ACK 0. */
	if (receive->block > 0 || !is_earlier)
		put_ack(receive);
	return send_control(receive, now_us);
}

static enum receive_next
take_data(struct receive *receive, const struct tftp_packet *packet,
    uint64_t now_us, uint8_t *out, size_t *ret_len)
{
	uint16_t next = negotiate_number(&receive->terms, receive->block + 1);
	uint16_t ahead = (uint16_t)(packet->block - next);

	if (packet->data_len > receive->terms.block_size)
		return RECEIVE_WAIT;
	if (ahead == 0 && !receive->is_whole)
		return take_next(receive, packet, out, ret_len);
	/* Numbers go round: the nearer half of them is ahead. */
	return take_other(receive, ahead > INT16_MAX, now_us);
}

static enum receive_next
take_error(struct receive *receive, const struct tftp_packet *packet)
{
	size_t len = strnlen(packet->text, RECEIVE_TEXT_MAX - 1);

	/* The file is whole: whatever the client has, it is no loss. */
	if (receive->is_dallying)
		return end(receive, RECEIVE_OK);
	receive->peer_error = packet->error;
	memcpy(receive->peer_text, packet->text, len);
	receive->peer_text[len] = '\0';
	return end(receive, RECEIVE_ABORTED);
}

enum receive_next
receive_packet(struct receive *receive, const uint8_t *bytes, size_t len,
    uint64_t now_us, uint8_t *out, size_t *ret_len)
{
	struct tftp_packet packet;

	if (receive->outcome != RECEIVE_RUNNING ||
	    tftp_packet_parse(bytes, len, &packet) != 0)
		return RECEIVE_WAIT;
	if (packet.opcode == TFTP_DATA)
		return take_data(receive, &packet, now_us, out, ret_len);
	if (packet.opcode == TFTP_ERROR)
		return take_error(receive, &packet);
	return RECEIVE_WAIT;
}

/* --- what the caller has done --- */

enum receive_next
receive_ack(struct receive *receive, uint64_t now_us)
{
	assert(receive->is_ack_due && !receive->is_whole);
	receive->is_ack_due = false;
	receive->n_unacked = 0;
	put_ack(receive);
	return send_control(receive, now_us);
}

enum receive_next
receive_stored(struct receive *receive, uint64_t now_us)
{
	uint64_t dally = 2 * (uint64_t)receive->terms.timeout_us;

	assert(receive->is_whole && !receive->is_dallying);
	receive->is_ack_due = false;
	receive->is_dallying = true;
	put_ack(receive);
	receive->deadline_us = now_us + (dally > DALLY_US ? dally : DALLY_US);
	return RECEIVE_CONTROL;
}

enum receive_next
receive_timeout(struct receive *receive, uint64_t now_us)
{
	if (receive->outcome != RECEIVE_RUNNING ||
	    now_us < receive->deadline_us)
		return RECEIVE_WAIT;
	if (receive->is_dallying)
		return end(receive, RECEIVE_OK);
	if (receive->tries == RECEIVE_RETRANSMITS_MAX)
		return end(receive, RECEIVE_SILENT);
	receive->tries++;
	receive->n_resent++;
	receive->n_unacked = 0;
	/* Before the first block @control holds the OACK, or ACK 0. */
	if (receive->block > 0)
		put_ack(receive);
	return send_control(receive, now_us);
}

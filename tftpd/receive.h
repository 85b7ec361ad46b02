/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_RECEIVE_H
#define TFTPD_RECEIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/tftp_packet.h"
#include "tftpd/negotiate.h"

/*
 * One write transfer, from the answer to its request to the end of its
 * dallying, as a machine of state and inputs, like tftpd/transfer.h. It has no
 * socket, file or clock of its own. Times are microseconds of any monotonic
 * clock.
 *
 * After RECEIVE_OCTETS the caller keeps the octets, and then, when it has room
 * for a window more, calls receive_ack() if @is_ack_due. After the last block
 * (@is_whole) it calls receive_stored() once the file is where it belongs.
 */

enum {
	RECEIVE_RETRANSMITS_MAX = 6, /* in a row without an answer */
	RECEIVE_CONTROL_MAX = 128,   /* octets of an OACK, ACK or ERROR */
	RECEIVE_TEXT_MAX = 64,	     /* of the peer's error text, with NUL */
};

/** RECEIVE_NEVER - the deadline of one that waits for its caller */
#define RECEIVE_NEVER UINT64_MAX

/** enum receive_next - what the caller does after an input */
enum receive_next {
	RECEIVE_WAIT,	 /* for a packet or the deadline */
	RECEIVE_CONTROL, /* send @control, then wait */
	RECEIVE_OCTETS,	 /* keep what was written to @out */
	RECEIVE_END,	 /* over; send @control if it has a length */
};

/** enum receive_outcome - how it ended */
enum receive_outcome {
	RECEIVE_RUNNING,
	RECEIVE_OK,
	RECEIVE_ABORTED, /* the client sent an ERROR, see @peer_text */
	RECEIVE_SILENT,	 /* the client no longer sends */
	RECEIVE_FAILED,	 /* this machine could not go on, or would not */
};

/** struct receive - the state; the caller reads, only the engine writes */
struct receive {
	struct negotiate_terms terms;
	bool is_netascii;
	bool has_return;   /* netascii: a CR, what it means is not known */
	uint64_t max_size; /* octets that the file may have */

	uint64_t block; /* blocks had, in order */
	uint64_t size;	/* octets of the file had */
	uint32_t n_unacked;
	bool is_ack_due;
	bool is_told;	  /* that a block is missing, or was had before */
	bool is_whole;	  /* the last block is here */
	bool is_dallying; /* its ACK left, and may have got lost */

	unsigned tries;
	uint64_t deadline_us; /* when to call receive_timeout() */

	enum receive_outcome outcome;
	uint64_t n_resent; /* control packets sent again */
	uint16_t peer_error;
	char peer_text[RECEIVE_TEXT_MAX]; /* as sent: escape before printing */

	uint8_t control[RECEIVE_CONTROL_MAX];
	size_t control_len;
};

/**
 * receive_start() - answer a write request
 * @terms: from negotiate()
 * @max_size: octets; with more it ends with ERROR 3
 *
 * Return: RECEIVE_CONTROL with the OACK, or ACK 0.
 */
enum receive_next receive_start(struct receive *receive,
    const struct negotiate_terms *terms, bool is_netascii, uint64_t max_size,
    uint64_t now_us);

/** receive_room() - octets that @out of receive_packet() needs */
size_t receive_room(const struct receive *receive);

/**
 * receive_packet() - a datagram from the peer, of its transfer's port
 * @out: room for receive_room() octets
 * @ret_len: octets written there; set only on RECEIVE_OCTETS
 *
 * A block that was had before is acknowledged again, one that skips another
 * brings the ACK of the last one in order (RFC 7440 section 4): of a window
 * once each. What makes no sense changes nothing.
 */
enum receive_next receive_packet(struct receive *receive, const uint8_t *bytes,
    size_t len, uint64_t now_us, uint8_t *out, size_t *ret_len);

/** receive_ack() - there is room for a window more: acknowledge what is due.
 * Return: RECEIVE_CONTROL. */
enum receive_next receive_ack(struct receive *receive, uint64_t now_us);

/** receive_stored() - the whole file is where it belongs: acknowledge its last
 * block and dally (RFC 1350 section 6). Return: RECEIVE_CONTROL. */
enum receive_next receive_stored(struct receive *receive, uint64_t now_us);

/** receive_timeout() - the deadline may be over: what to send again */
enum receive_next receive_timeout(struct receive *receive, uint64_t now_us);

/** receive_fail() - end it with an ERROR to the peer. Return: RECEIVE_END. */
enum receive_next receive_fail(
    struct receive *receive, enum tftp_error error, const char *text);

#endif

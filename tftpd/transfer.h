/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_TRANSFER_H
#define TFTPD_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/tftp_packet.h"
#include "tftpd/negotiate.h"
#include "tftpd/netascii.h"
#include "tftpd/round_trip.h"

/*
 * One read transfer, from the answer to its request to its last ACK, as a
 * machine of state and inputs: packets, the clock, the file's octets. It has
 * no socket, file or clock of its own. Times are microseconds of any monotonic
 * clock.
 *
 * After each input it says what is next. For TRANSFER_BLOCKS the caller takes
 * the due blocks run by run:
 *
 *	while (transfer_due(t, most, &run)) {
 *		put run.len octets of the file, from run.offset on, where
 *		transfer_frame() wants them; send; transfer_sent(t, &run, now);
 *	}
 */

enum {
	TRANSFER_RETRANSMITS_MAX = 6, /* in a row without an answer */
	TRANSFER_CONTROL_MAX = 128,   /* octets of an OACK or ERROR */
	TRANSFER_TEXT_MAX = 64,	      /* of the peer's error text, with NUL */
	/* Blocks that leave in one go: a window may have more. */
	TRANSFER_BURST_MIN = 16,
	TRANSFER_BURST_MAX = 64,
	TRANSFER_PACE_US = 1000, /* between two that are not the largest */
};

/** TRANSFER_NEVER - the deadline of a transfer that waits for its caller */
#define TRANSFER_NEVER UINT64_MAX

/** enum transfer_next - what the caller does after an input */
enum transfer_next {
	TRANSFER_WAIT,	  /* for a packet or the deadline */
	TRANSFER_CONTROL, /* send @control, then wait */
	TRANSFER_BLOCKS,  /* blocks are due */
	TRANSFER_END,	  /* over; send @control if it has a length */
};

/** enum transfer_outcome - how it ended */
enum transfer_outcome {
	TRANSFER_RUNNING,
	TRANSFER_OK,
	TRANSFER_PROBED,  /* the client only asked for the size */
	TRANSFER_ABORTED, /* the client sent an ERROR, see @peer_text */
	TRANSFER_SILENT,  /* the client no longer answers */
	TRANSFER_FAILED,  /* this machine could not go on */
};

/** struct transfer - the state; the caller reads, only the engine writes */
struct transfer {
	struct negotiate_terms terms;
	bool is_netascii;
	uint64_t size; /* of the file, octets */
	uint64_t last; /* number of the last block; UINT64_MAX: not known */

	uint64_t acked;	  /* blocks that the peer has */
	uint64_t next;	  /* the block to send next, acked < next */
	uint64_t highest; /* the highest block that was ever sent */
	bool is_answered; /* the peer acknowledged once: its address is true */
	bool wants_oack;  /* the OACK is not acknowledged yet */

	/* netascii: where block acked + 1 starts, and the one after it */
	struct netascii place;
	struct netascii place_next;

	struct round_trip round_trip;
	uint64_t sent_us;     /* when the last of what is in flight left */
	bool is_clean;	      /* nothing in flight was sent before */
	uint64_t left_before; /* @highest, when @next went back */
	bool has_repeated;    /* a repeated ACK was heeded since progress */
	bool is_suspected;    /* the deadline is a repeated ACK's */
	bool is_pacing;	      /* the deadline is the next burst's */
	uint32_t burst;	      /* blocks that may leave in one go */
	uint64_t burst_end;   /* the last one of this go */
	unsigned n_gaps;      /* windows in a row that had one */
	uint64_t deadline_us; /* when to call transfer_timeout() */

	enum transfer_outcome outcome;
	uint64_t n_resent; /* packets sent again */
	uint16_t peer_error;
	char peer_text[TRANSFER_TEXT_MAX]; /* as sent: escape before printing */

	uint8_t control[TRANSFER_CONTROL_MAX];
	size_t control_len;
};

/** struct transfer_run - consecutive blocks to send */
struct transfer_run {
	uint64_t first; /* number of the first */
	uint32_t n;
	uint64_t offset; /* where their octets start in the file */
	size_t len;	 /* octets; netascii: at most so many are needed */
	bool is_last;	 /* ends with the last block of the file */
};

/**
 * transfer_start() - begin to answer a read request
 * @terms: from negotiate(); of a netascii transfer with a window of 1
 * @size: of the file, octets; no more than these are ever sent
 *
 * Return: TRANSFER_CONTROL with an OACK, else TRANSFER_BLOCKS.
 */
enum transfer_next transfer_start(struct transfer *transfer,
    const struct negotiate_terms *terms, uint64_t size, bool is_netascii,
    uint64_t now_us);

/**
 * transfer_packet() - a datagram from the peer, of its transfer's port
 *
 * What is not an ACK or ERROR, or makes no sense, changes nothing. An ACK
 * that was had before is not answered in lockstep (RFC 1123 4.2.3.1). Of a
 * window it means that the first block got lost, and the window goes again,
 * once: now, or a moment later where it may only be a copy of the ACK that
 * opened the window (RFC 7440 section 4). An ACK inside a window tells of a
 * gap: from there the blocks go again at once, or a moment later where it may
 * tell of what left before they went again the last time. Where window after
 * window has gaps, the blocks of one leave in smaller bursts.
 */
enum transfer_next transfer_packet(struct transfer *transfer,
    const uint8_t *bytes, size_t len, uint64_t now_us);

/** transfer_timeout() - the deadline may be over: what to send again */
enum transfer_next transfer_timeout(struct transfer *transfer, uint64_t now_us);

/**
 * transfer_due() - the next run of blocks to send
 * @most: blocks at most, 1 or more
 *
 * Return: false where none are due, and @ret_run is not set.
 */
bool transfer_due(const struct transfer *transfer, uint32_t most,
    struct transfer_run *ret_run);

/** transfer_frame_len() - octets that @run takes on the wire, headers
 * included; of netascii: at most */
size_t transfer_frame_len(
    const struct transfer *transfer, const struct transfer_run *run);

/**
 * transfer_frame() - write the headers of @run, for an octet transfer
 * @out: room for transfer_frame_len(); block i of the run lies at
 *	i * (TFTP_HEADER_LEN + block size), its octets behind its header
 */
void transfer_frame(const struct transfer *transfer,
    const struct transfer_run *run, uint8_t *out);

/**
 * transfer_translate() - make the one block of @run, for a netascii transfer
 * @file: @len octets of the file from run->offset on
 * @out: room for transfer_frame_len()
 *
 * Return: octets of the packet.
 */
size_t transfer_translate(struct transfer *transfer, struct transfer_run *run,
    const uint8_t *file, size_t len, uint8_t *out);

/** transfer_hold() - this machine's queues are full: the blocks that are due
 * are so again in a moment */
void transfer_hold(struct transfer *transfer, uint64_t now_us);

/** transfer_sent() - @run left, or was lost on the way out */
void transfer_sent(
    struct transfer *transfer, const struct transfer_run *run, uint64_t now_us);

/** transfer_fail() - end it with an ERROR to the peer: this machine's fault.
 * Return: TRANSFER_END. */
enum transfer_next transfer_fail(
    struct transfer *transfer, enum tftp_error error, const char *text);

/** transfer_bytes() - octets of the file that the peer acknowledged */
uint64_t transfer_bytes(const struct transfer *transfer);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_NEGOTIATE_H
#define TFTPD_NEGOTIATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/tftp_packet.h"

enum {
	NEGOTIATE_WINDOW_MAX = TFTP_WINDOWSIZE_MAX,
	/* Unless an administrator says otherwise: what one batch of sends
	 * carries. */
	NEGOTIATE_WINDOW_DEFAULT = 64,
};

/** struct negotiate_limits - what an administrator allows */
struct negotiate_limits {
	uint32_t max_blksize;	 /* octets, TFTP_BLKSIZE_MIN.._MAX */
	uint32_t max_windowsize; /* blocks, 1..NEGOTIATE_WINDOW_MAX */
	unsigned refused;	 /* mask of 1 << enum tftp_option_kind */
	uint16_t rollover;	 /* where a client does not ask for one */
};

/** struct negotiate_terms - what a transfer goes by */
struct negotiate_terms {
	uint32_t block_size; /* octets */
	uint32_t window;     /* blocks */
	uint32_t timeout_us; /* 0: the server's own, measured */
	uint16_t rollover;   /* the number after block 65,535: 0 or 1 */
	/* What the OACK says, in the order asked; none: no OACK. */
	struct tftp_option granted[TFTP_OPTION_KINDS];
	size_t n_granted;
};

/**
 * negotiate() - the terms for a read request
 * @request: an RRQ
 * @size: of the file in octets; a tsize is left out unless @has_size
 *
 * Never grants what was not asked for, a larger block or window, or another
 * timeout: EDK2, PXELINUX and GRUB give up on those. Of blksize and blksize2,
 * and of timeout and utimeout, the first counts. With a rollover of 1 a window
 * has at most 65,534 blocks, so that no two in flight have the same number.
 * Source: RFC 2347, 2348, 2349, 7440; tftp-hpa.
 */
struct negotiate_terms negotiate(const struct tftp_packet *request,
    const struct negotiate_limits *limits, bool has_size, uint64_t size);

/** negotiate_number() - the number on the wire of the @block'th block; 0 for 0,
 * which stands for what goes before the first */
uint16_t negotiate_number(const struct negotiate_terms *terms, uint64_t block);

#endif

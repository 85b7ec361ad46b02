/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_ROUND_TRIP_H
#define TFTPD_ROUND_TRIP_H

#include <stdint.h>

/*
 * How long to wait for an answer: learnt from the answers that came, doubled
 * with each that did not. RFC 6298 with this protocol's own bounds. Times are
 * microseconds.
 */

enum {
	ROUND_TRIP_WAIT_FIRST_US = 1000000, /* none was measured yet */
	ROUND_TRIP_WAIT_MIN_US = 20000,
	ROUND_TRIP_WAIT_MAX_US = 8000000,
};

/** struct round_trip - what is known of a peer's answers */
struct round_trip {
	uint64_t smooth_us;   /* smoothed round trip; 0: none measured */
	uint64_t variance_us; /* of it */
	uint64_t wait_us;     /* before the next packet is sent again */
	unsigned tries;	      /* packets sent again since the last answer */
};

/** round_trip_start() - nothing is known yet */
struct round_trip round_trip_start(void);

/** round_trip_measure() - an answer took @us; only for a packet that was sent
 * once, as nobody knows which of two was answered (Karn's rule) */
void round_trip_measure(struct round_trip *round_trip, uint64_t us);

/** round_trip_answered() - the peer is there; a doubled wait stays until the
 * next measure, but halves, down to what was measured, with each answer that
 * came before the wait was over */
void round_trip_answered(struct round_trip *round_trip);

/** round_trip_missed() - no answer came in time: one try more */
void round_trip_missed(struct round_trip *round_trip);

/**
 * round_trip_wait() - how long to wait for the answer to what is sent now
 *
 * The first tries follow quickly, for a packet got lost. Later ones are spread
 * over seconds, for a network that is away for a moment (a switch's spanning
 * tree, a machine that writes its flash).
 */
uint64_t round_trip_wait(const struct round_trip *round_trip);

#endif

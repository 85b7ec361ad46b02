/* SPDX-License-Identifier: ISC */
#include "tftpd/round_trip.h"

enum {
	QUICK_TRIES = 3,
	SLOW_WAIT_US = 1000000,
	/* More tries than this wait no longer. */
	DOUBLINGS_MAX = 3,
};

static uint64_t
bounded(uint64_t us)
{
	if (us < ROUND_TRIP_WAIT_MIN_US)
		return ROUND_TRIP_WAIT_MIN_US;
	return us < ROUND_TRIP_WAIT_MAX_US ? us : ROUND_TRIP_WAIT_MAX_US;
}

static uint64_t
measured(const struct round_trip *round_trip)
{
	return bounded(round_trip->smooth_us + 4 * round_trip->variance_us);
}

struct round_trip
round_trip_start(void)
{
	return (struct round_trip){ .wait_us = ROUND_TRIP_WAIT_FIRST_US };
}

void
round_trip_measure(struct round_trip *round_trip, uint64_t us)
{
	uint64_t smooth = round_trip->smooth_us;

	if (smooth == 0) {
		round_trip->smooth_us = us;
		round_trip->variance_us = us / 2;
	} else {
		uint64_t off = us > smooth ? us - smooth : smooth - us;

		round_trip->variance_us =
		    (3 * round_trip->variance_us + off) / 4;
		round_trip->smooth_us = (7 * smooth + us) / 8;
	}
	/* Zero means that none was measured. */
	if (round_trip->smooth_us == 0)
		round_trip->smooth_us = 1;
	round_trip->wait_us = measured(round_trip);
}

/* A wait that grew shrinks by answers that came within it, too: where every
 * other window has a gap, few round trips can be measured. */
void
round_trip_answered(struct round_trip *round_trip)
{
	uint64_t half = round_trip->wait_us / 2;

	if (round_trip->tries == 0 && round_trip->smooth_us > 0 &&
	    round_trip->wait_us > measured(round_trip))
		round_trip->wait_us =
		    half > measured(round_trip) ? half : measured(round_trip);
	round_trip->tries = 0;
}

void
round_trip_missed(struct round_trip *round_trip)
{
	round_trip->tries++;
	round_trip->wait_us = bounded(2 * round_trip->wait_us);
}

uint64_t
round_trip_wait(const struct round_trip *round_trip)
{
	unsigned doublings;
	uint64_t slow;

	if (round_trip->tries < QUICK_TRIES)
		return round_trip->wait_us;
	doublings = round_trip->tries - QUICK_TRIES;
	if (doublings > DOUBLINGS_MAX)
		doublings = DOUBLINGS_MAX;
	slow = (uint64_t)SLOW_WAIT_US << doublings;
	return bounded(round_trip->wait_us > slow ? round_trip->wait_us : slow);
}

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_LEASE_WAIT_H
#define DHCPD_LEASE_WAIT_H

#include <stdint.h>

#include "dhcpd/lease_store.h"

/*
 * What a lease waits for, by its state: an offer and a free one in their
 * pool's lists, oldest first; a bound or resting one in the wheel, for its
 * second. A lease that is longer than the wheel is looked at again each round.
 * For the lease_*.c alone.
 */

/** lease_wait_open() - nobody waits yet */
void lease_wait_open(struct lease_table *table);

/** lease_wait_begin() - @lease, in no list, waits where its state says */
void lease_wait_begin(struct lease_table *table, struct lease *lease);

/** lease_wait_move() - give @lease a new state and end, and let it wait for
 * that */
void lease_wait_move(struct lease_table *table, struct lease *lease,
    enum lease_state state, uint64_t until_ms);

/** lease_wait_expire() - as lease_table_expire() */
void lease_wait_expire(struct lease_table *table, uint64_t now_ms);

#endif

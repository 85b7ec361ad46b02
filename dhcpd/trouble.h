/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_TROUBLE_H
#define DHCPD_TROUBLE_H

#include "dhcpd/ask.h"

/* What is told of troubles that come in floods: once a minute, with how often
 * it happened since. */

/** trouble_exhausted() - conclude @ask: no address is left for it */
void trouble_exhausted(struct engine *engine, struct ask *ask);

/** trouble_recycled() - the address that @ask is offered was another's offer,
 * whose time was not over. As a flood of new machines does that with each
 * message, no line but that one is due. */
void trouble_recycled(struct engine *engine, struct ask *ask);

/** trouble_rest_cut() - the address that @ask is offered rested after a DECLINE
 * or a probe, and nothing else was free. Told likewise. */
void trouble_rest_cut(struct engine *engine, struct ask *ask);

/** trouble_relay_left_out() - the reply to @ask had no room for option 82 of
 * its relay, which may not find the client without it. Told once a minute for
 * each relay, in the line that the reply has anyway. */
void trouble_relay_left_out(struct engine *engine, struct ask *ask);

/** trouble_limited() - conclude @ask: the machines behind @origin, a port or,
 * with port 0, all of a relay, have @max addresses, which is all they may */
void trouble_limited(struct engine *engine, struct ask *ask,
    const struct origin *origin, uint32_t max);

/** trouble_repeated() - a line for this outcome, machine and address is due
 * once a minute alone */
void trouble_repeated(struct engine *engine, struct ask *ask);

#endif

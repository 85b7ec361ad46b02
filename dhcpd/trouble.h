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

/** trouble_repeated() - a line for this outcome, machine and address is due
 * once a minute alone */
void trouble_repeated(struct engine *engine, struct ask *ask);

#endif

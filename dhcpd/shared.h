/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SHARED_H
#define DHCPD_SHARED_H

#include "dhcpd/ask.h"

/* Several subnets on one wire: a client that came by one of them may get an
 * address of any, and has one in all of them together. */

/**
 * shared_choose() - set the subnet that @ask is about
 *
 * The one that the client's [host] belongs to or has its address in; the one
 * of the address that it names or has; else the first one, from where it came
 * in, with an address left. Where nothing fits it stays as it is.
 */
void shared_choose(const struct engine *engine, struct ask *ask);

/** shared_release() - end what @identity holds in subnets that share a wire
 * with the one of @address, but for @address itself */
void shared_release(struct engine *engine, uint32_t address,
    const struct dhcp_identity *identity);

#endif

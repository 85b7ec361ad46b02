/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_LIMIT_H
#define DHCPD_LIMIT_H

#include "dhcpd/ask.h"

/*
 * How many addresses the machines behind one relay, or one port of it, may have
 * together: offered, leased or declined ones. Machines with a [host] are not
 * counted, and whoever has an address keeps it.
 */

/** limit_allows() - whether @ask's client may have an address: it has one, or
 * there is room behind its port. Concludes @ask where not. */
bool limit_allows(struct engine *engine, struct ask *ask);

/** limit_count() - @lease, offered or bound, came by @ask's port */
void limit_count(
    struct engine *engine, const struct ask *ask, struct lease *lease);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_EXCLUDE_H
#define DHCPD_EXCLUDE_H

#include <stddef.h>

#include "dhcpd/policy.h"

/** exclude_apply() - take what @subnet excludes out of its ranges, which become
 * more, fewer and shorter; in order of address. Afterwards it excludes nothing.
 * Room is always enough: an exclusion makes one range more at most. */
void exclude_apply(struct policy_subnet *subnet);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_CHECK_H
#define DHCPD_HOST_CHECK_H

#include "dhcpd/check.h"
#include "dhcpd/policy.h"

/**
 * host_check_one() - what shows of one host by itself
 * @policy: sorted; its groups and subnets are those that @host may name
 * @host: out, linked to its group
 */
void host_check_one(
    struct check *check, const struct policy *policy, struct policy_host *host);

/**
 * host_check() - what shows of hosts only when the whole file is known
 * @policy: sorted; its hosts are linked to their groups
 *
 * Machines named twice or by nothing, addresses outside, groups and subnets
 * that are not there.
 */
void host_check(struct check *check, struct policy *policy);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_CHECK_H
#define DHCPD_HOST_CHECK_H

#include "dhcpd/dhcpd_config.h"

/**
 * host_check_one() - what shows of one host by itself
 * @path: of its file
 * @policy: sorted; its groups and subnets are those that @host may name
 * @host: linked to its group
 *
 * Return: the number of errors, each logged as file:line: message.
 */
int host_check_one(
    const char *path, const struct policy *policy, struct policy_host *host);

/**
 * host_check() - what shows of hosts only when the whole file is known
 * @settings: its policy is sorted; its hosts are linked to their groups
 *
 * Machines named twice or by nothing, addresses outside, groups and subnets
 * that are not there.
 * Return: the number of errors, each logged as file:line: message.
 */
int host_check(struct dhcpd_settings *settings);

#endif

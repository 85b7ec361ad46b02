/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_MENU_CHECK_H
#define DHCPD_MENU_CHECK_H

#include "dhcpd/check.h"
#include "dhcpd/policy.h"

/** menu_check() - whether the boot menus of subnets and groups fit option 43,
 * for every class of clients that may see them */
void menu_check(struct check *check, const struct policy *policy);

/** menu_check_host() - the same of a host that has items of its own */
void menu_check_host(struct check *check, const struct policy *policy,
    const struct policy_host *host);

#endif

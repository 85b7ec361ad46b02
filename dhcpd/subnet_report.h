/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SUBNET_REPORT_H
#define DHCPD_SUBNET_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "dhcpd/interfaces.h"
#include "dhcpd/policy.h"

/** subnet_report_serving() - the lines that say what is served, and where, at
 * the start and after a reload; @n_leases: that are bound */
void subnet_report_serving(const struct policy *policy,
    const struct interfaces *interfaces, size_t n_leases);

/** subnet_report_missing() - that no subnet holds a request which came by
 * @interface and, where @giaddr is not 0, by a relay: a sysadmin who wrote the
 * wrong network should not have to guess */
void subnet_report_missing(const struct interface *interface, uint32_t giaddr);

#endif

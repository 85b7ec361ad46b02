/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_LEASE_DNSMASQ_H
#define DHCPD_IMPORT_LEASE_DNSMASQ_H

#include "dhcpd/import/import_lease.h"

/** import_lease_dnsmasq() - read dnsmasq's dnsmasq.leases */
void import_lease_dnsmasq(
    const char *text, size_t len, const struct import_lease_sink *sink);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_LEASE_ISC_H
#define DHCPD_IMPORT_LEASE_ISC_H

#include "dhcpd/import/import_lease.h"

/** import_lease_isc() - read ISC dhcpd's dhcpd.leases(5) */
void import_lease_isc(
    const char *text, size_t len, const struct import_lease_sink *sink);

#endif

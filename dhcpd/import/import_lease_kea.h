/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_LEASE_KEA_H
#define DHCPD_IMPORT_LEASE_KEA_H

#include "dhcpd/import/import_lease.h"

/** import_lease_kea() - read Kea's kea-leases4.csv, by the names in its first
 * line */
void import_lease_kea(
    const char *text, size_t len, const struct import_lease_sink *sink);

#endif

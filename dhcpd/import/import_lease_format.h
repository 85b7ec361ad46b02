/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_LEASE_FORMAT_H
#define DHCPD_IMPORT_LEASE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "dhcpd/import/import_lease.h"

/* Which server wrote a lease file; that shows in its first line. Pure. */

/** struct import_lease_format - one of them */
struct import_lease_format {
	const char *name;  /* "Kea" */
	bool is_in_pieces; /* more of it stands in files beside */
	void (*read)(
	    const char *text, size_t len, const struct import_lease_sink *sink);
};

/** import_lease_format() - the format of @text, which ends in a NUL behind
 * @len octets; NULL for one that is none of those known */
const struct import_lease_format *import_lease_format(
    const char *text, size_t len);

#endif

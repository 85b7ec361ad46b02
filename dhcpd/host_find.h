/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_FIND_H
#define DHCPD_HOST_FIND_H

#include "common/dhcp_client.h"
#include "dhcpd/policy.h"

/* Which [host] a client is, of the configuration's and then of the folder's. */

/** host_find() - who this client is: by MAC, client identifier, UUID, then by
 * the longest prefix of its MAC; NULL for a stranger */
const struct policy_host *host_find(
    const struct policy *policy, const struct dhcp_client *client);

#endif

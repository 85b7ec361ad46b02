/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_find.h"

#include <string.h>

#include "dhcpd/host_table.h"

static const struct policy_host *
find_match(const struct policy *policy, enum policy_match_kind kind,
    const uint8_t *bytes, size_t len)
{
	struct policy_match want = { .kind = (uint8_t)kind };
	const struct policy_match *found;

	if (len == 0 || len > POLICY_MATCH_MAX)
		return NULL;
	want.len = (uint8_t)len;
	memcpy(want.bytes, bytes, len);
	found = policy_find_match(policy, &want);
	return found ? &policy->hosts[found->host]
		     : host_table_find(policy->folder, &want);
}

const struct policy_host *
host_find(const struct policy *policy, const struct dhcp_client *client)
{
	const struct policy_host *host = NULL;

	if (policy->n_matches == 0 && !policy->folder)
		return NULL;
	if (client->has_mac)
		host =
		    find_match(policy, POLICY_MATCH_MAC, client->mac, MAC_LEN);
	if (!host && client->client_id)
		host = find_match(policy, POLICY_MATCH_CLIENT_ID,
		    client->client_id, client->client_id_len);
	if (!host && client->uuid)
		host = find_match(
		    policy, POLICY_MATCH_UUID, client->uuid, client->uuid_len);
	for (size_t len = MAC_LEN - 1; !host && client->has_mac && len > 0;
	     len--)
		host = find_match(policy, POLICY_MATCH_MAC, client->mac, len);
	return host;
}

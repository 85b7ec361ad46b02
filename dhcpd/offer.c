/* SPDX-License-Identifier: ISC */
#include "dhcpd/offer.h"

#include "common/dhcp_option.h"
#include "dhcpd/spread.h"

uint32_t
offer_next_server(const struct offer *offer)
{
	const struct policy_value *servers =
	    policy_find(&offer->scopes, POLICY_NEXT_SERVER);
	const struct dhcp_client *client = offer->client;
	const uint8_t *machine =
	    client->has_mac ? client->mac : client->client_id;
	size_t len = client->has_mac ? MAC_LEN : client->client_id_len;

	if (servers && servers->len > 0)
		return spread_choose(
		    servers->bytes, servers->len, machine, len);
	return offer->policy->server ? offer->policy->server : offer->server_id;
}

uint32_t
offer_lease_s(const struct offer *offer)
{
	const struct policy_scopes *scopes = &offer->scopes;
	uint32_t usual = policy_number(
	    policy_find(scopes, POLICY_LEASE_TIME), POLICY_LEASE_S);
	uint32_t max =
	    policy_number(policy_find(scopes, POLICY_MAX_LEASE_TIME), usual);
	uint32_t min = policy_number(
	    policy_find(scopes, POLICY_MIN_LEASE_TIME), POLICY_MIN_LEASE_S);
	uint32_t asked;

	if (dhcp_packet_u32(offer->request, DHCP_OPTION_LEASE_TIME, &asked))
		return usual;
	if (asked > max)
		asked = max;
	/* min-lease-time may be left above a short lease-time. */
	if (min > max)
		min = max;
	return asked < min ? min : asked;
}

bool
offer_put_configured(
    struct dhcp_builder *out, const struct offer *offer, uint8_t code)
{
	const struct policy_value *value = policy_find(&offer->scopes, code);

	if (value && value->len > 0 && !dhcp_builder_has(out, code))
		dhcp_builder_put(out, code, value->bytes, value->len);
	return value != NULL;
}

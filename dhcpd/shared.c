/* SPDX-License-Identifier: ISC */
#include "dhcpd/shared.h"

#include "dhcpd/choice.h"

/* Whether the subnet that @ask is about for now is the right one. */
typedef bool fits_fn(const struct engine *engine, const struct ask *ask);

static bool
is_hosts_own(const struct engine *engine, const struct ask *ask)
{
	const struct policy_host *host = ask->host;
	const struct prefix *prefix = &ask->offer.subnet->prefix;

	(void)engine;
	if (host && host->is_pinned)
		return host->subnet.network == prefix->network;
	return host && host->address && prefix_has(prefix, host->address);
}

/* The address that a client has, or thinks it has. */
static bool
is_named(const struct engine *engine, const struct ask *ask)
{
	uint32_t address = engine->packet.ciaddr;

	if (engine->packet.type == DHCP_DISCOVER)
		return false;
	dhcp_packet_u32(
	    &engine->packet, DHCP_OPTION_REQUESTED_ADDRESS, &address);
	return prefix_has(&ask->offer.subnet->prefix, address);
}

static bool
holds_here(const struct engine *engine, const struct ask *ask)
{
	const struct lease *lease = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);

	return lease && lease->state != LEASE_FREE &&
	    choice_may_have(engine, ask, lease->address);
}

static bool
held_here(const struct engine *engine, const struct ask *ask)
{
	const struct lease *lease = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);

	return lease && choice_may_have(engine, ask, lease->address);
}

static bool
is_wished(const struct engine *engine, const struct ask *ask)
{
	uint32_t address;

	return dhcp_packet_u32(&engine->packet, DHCP_OPTION_REQUESTED_ADDRESS,
		   &address) == 0 &&
	    choice_may_have(engine, ask, address);
}

static bool
has_room(const struct engine *engine, const struct ask *ask)
{
	const struct policy_subnet *subnet = ask->offer.subnet;
	uint32_t address;

	for (size_t i = 0; i < subnet->n_ranges; i++)
		if (lease_choose(engine->leases, subnet->first_pool + i, 0,
			ask->request->own, ask->request->n_own, &address))
			return true;
	return false;
}

static bool
has_offers(const struct engine *engine, const struct ask *ask)
{
	const struct policy_subnet *subnet = ask->offer.subnet;

	for (size_t i = 0; i < subnet->n_ranges; i++)
		if (lease_oldest_offer(engine->leases, subnet->first_pool + i))
			return true;
	return false;
}

static void
set_subnet(struct ask *ask, const struct policy_subnet *subnet)
{
	ask->offer.subnet = subnet;
	ask->offer.scopes.subnet = &subnet->values;
}

/* Go round once, from where @ask is. */
static bool
find(const struct engine *engine, struct ask *ask, fits_fn *fits)
{
	const struct policy_subnet *first = ask->offer.subnet, *subnet = first;

	do {
		set_subnet(ask, subnet);
		if ((ask->host ||
			policy_may_serve_unknown(engine->policy, subnet)) &&
		    fits(engine, ask))
			return true;
		subnet = &engine->policy->subnets[subnet->next_shared];
	} while (subnet != first);
	set_subnet(ask, first);
	return false;
}

static bool
is_shared(const struct policy *policy, const struct policy_subnet *subnet)
{
	return &policy->subnets[subnet->next_shared] != subnet;
}

void
shared_choose(const struct engine *engine, struct ask *ask)
{
	static fits_fn *const in_order[] = { is_hosts_own, is_named, holds_here,
		held_here, is_wished, has_room, has_offers };
	bool is_found = !is_shared(engine->policy, ask->offer.subnet);

	for (size_t i = 0; i < sizeof(in_order) / sizeof(in_order[0]); i++)
		is_found = is_found || find(engine, ask, in_order[i]);
}

void
shared_release(struct engine *engine, uint32_t address,
    const struct dhcp_identity *identity)
{
	const struct policy *policy = engine->policy;
	const struct policy_subnet *first =
	    policy ? policy_find_subnet(policy, address) : NULL;
	const struct policy_subnet *subnet = first;
	struct lease *former;

	while (subnet) {
		former = lease_find_identity(
		    engine->leases, &subnet->prefix, identity);
		if (former && former->address != address)
			lease_release(engine->leases, former);
		subnet = &policy->subnets[subnet->next_shared];
		if (subnet == first)
			break;
	}
}

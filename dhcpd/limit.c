/* SPDX-License-Identifier: ISC */
#include "dhcpd/limit.h"

#include "dhcpd/relay.h"
#include "dhcpd/trouble.h"

static bool
has_address(const struct engine *engine, const struct ask *ask)
{
	const struct lease *lease = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);

	return lease &&
	    (lease->state == LEASE_BOUND || lease->state == LEASE_OFFERED);
}

static uint32_t
nearest(uint32_t subnets, uint32_t all)
{
	return subnets ? subnets : all;
}

bool
limit_allows(struct engine *engine, struct ask *ask)
{
	const struct policy *policy = engine->policy;
	const struct policy_limits *here = &ask->offer.subnet->limits;
	uint32_t per_port = nearest(here->per_port, policy->limits.per_port);
	uint32_t per_relay = nearest(here->per_relay, policy->limits.per_relay);
	struct origin origin;

	if ((!per_port && !per_relay) || ask->host || has_address(engine, ask))
		return true;
	origin = relay_origin(&engine->packet);
	if (per_port && origin.port &&
	    lease_count_origin(engine->leases, &origin) >= per_port) {
		trouble_limited(engine, ask, &origin, per_port);
		return false;
	}
	origin.port = 0;
	if (per_relay && origin.relay &&
	    lease_count_origin(engine->leases, &origin) >= per_relay) {
		trouble_limited(engine, ask, &origin, per_relay);
		return false;
	}
	return true;
}

void
limit_count(struct engine *engine, const struct ask *ask, struct lease *lease)
{
	struct origin origin = relay_origin(&engine->packet);

	/* A renewal comes straight from the client, by no relay. */
	if (!ask->host && (origin.relay || origin.port))
		lease_set_origin(engine->leases, lease, &origin);
}

/* SPDX-License-Identifier: ISC */
#include "dhcpd/choice.h"

/* A range may hold this host's own address; nobody else shall have it. */
static bool
is_own(const struct ask *ask, uint32_t address)
{
	for (size_t i = 0; i < ask->request->n_own; i++)
		if (ask->request->own[i] == address)
			return true;
	return false;
}

static bool
is_held_by_another(
    const struct engine *engine, const struct ask *ask, uint32_t address)
{
	const struct lease *lease = lease_find_address(engine->leases, address);

	if (is_own(ask, address))
		return true;
	return lease && lease->state != LEASE_FREE &&
	    (lease->state == LEASE_DECLINED ||
		!lease_is_of(lease, &ask->identity));
}

/* The address that its [host] gives it here, unless somebody has it still. */
uint32_t
choice_fixed(const struct engine *engine, const struct ask *ask)
{
	uint32_t address = ask->host ? ask->host->address : 0;

	if (address && prefix_has(&ask->offer.subnet->prefix, address) &&
	    !is_held_by_another(engine, ask, address))
		return address;
	return 0;
}

bool
choice_may_have(
    const struct engine *engine, const struct ask *ask, uint32_t address)
{
	uint32_t fixed = choice_fixed(engine, ask);

	if (!prefix_has(&ask->offer.subnet->prefix, address) ||
	    is_held_by_another(engine, ask, address))
		return false;
	return fixed ? address == fixed
		     : lease_is_in_pool(engine->leases, address);
}

/* The machine always starts looking at the same place: it finds its former
 * address even where all memory of it is lost. */
static uint32_t
start_of(const struct dhcp_identity *identity)
{
	uint32_t hash = 0x811c9dc5;

	for (size_t i = 0; i < identity->len; i++)
		hash = (hash ^ identity->bytes[i]) * 0x01000193;
	return hash ^ hash >> 15;
}

/* Where nothing is free, strangers' DECLINEs must not keep others out for all
 * of the rest: what rests for longest is tried again. Then an offer that nobody
 * took. */
static const struct lease *
choose_recycled(const struct engine *engine, struct ask *ask)
{
	const struct policy_subnet *subnet = ask->offer.subnet;
	const struct lease *lease = NULL;

	for (size_t i = 0; i < subnet->n_ranges && !lease; i++)
		lease = lease_longest_rested(engine->leases,
		    subnet->first_pool + i, ask->request->now_ms);
	ask->is_rest_cut = lease != NULL;
	for (size_t i = 0; i < subnet->n_ranges && !lease; i++)
		lease =
		    lease_oldest_offer(engine->leases, subnet->first_pool + i);
	ask->is_recycled = lease && !ask->is_rest_cut;
	return lease;
}

static bool
choose_free(const struct engine *engine, struct ask *ask, uint32_t *ret_address)
{
	const struct policy_subnet *subnet = ask->offer.subnet;
	uint32_t start = start_of(&ask->identity);
	const struct lease *recycled;

	for (size_t i = 0; i < subnet->n_ranges; i++)
		if (lease_choose(engine->leases,
			subnet->first_pool + (start + i) % subnet->n_ranges,
			start, ask->request->own, ask->request->n_own,
			ret_address))
			return true;
	recycled = choose_recycled(engine, ask);
	if (recycled)
		*ret_address = recycled->address;
	return recycled != NULL;
}

/* RFC 2131 4.3.1, in its order. */
bool
choice_address(
    const struct engine *engine, struct ask *ask, uint32_t *ret_address)
{
	const struct lease *former = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);
	uint32_t address = choice_fixed(engine, ask);
	bool is_known = true;

	if (!address && former && choice_may_have(engine, ask, former->address))
		address = former->address;
	if (!address) {
		is_known = false;
		if (dhcp_packet_u32(&engine->packet,
			DHCP_OPTION_REQUESTED_ADDRESS, &address) != 0 ||
		    !choice_may_have(engine, ask, address))
			address = 0;
	}
	if (!address && !choose_free(engine, ask, &address))
		return false;
	/* Its own address needs no asking. */
	if (!is_known && engine->policy->conflict_check &&
	    !ask->request->is_probed)
		ask->answer->probe = address;
	*ret_address = address;
	return true;
}

/* The record of @address for this client, bound, offered or new. */
struct lease *
choice_take(struct engine *engine, const struct ask *ask, uint32_t address)
{
	struct lease *lease = lease_find_address(engine->leases, address);

	if (lease && lease_is_of(lease, &ask->identity) &&
	    lease->state != LEASE_DECLINED)
		return lease;
	return lease_claim(engine->leases, address, &ask->identity,
	    engine->client.has_mac ? engine->client.mac : NULL);
}

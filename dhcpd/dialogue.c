/* SPDX-License-Identifier: ISC */
#include "dhcpd/dialogue.h"

#include "dhcpd/choice.h"
#include "dhcpd/limit.h"
#include "dhcpd/shared.h"
#include "dhcpd/trouble.h"

enum {
	/* What is left of a recorded lease is not worth renewing below. */
	UNRECORDED_MIN_S = 30,
};

static void
on_discover(struct engine *engine, struct ask *ask)
{
	struct lease *lease;
	uint32_t address;

	if (!limit_allows(engine, ask))
		return;
	if (!choice_address(engine, ask, &address)) {
		trouble_exhausted(engine, ask);
		return;
	}
	if (ask->answer->probe && ask->request->may_not_probe) {
		ask_drop(ask, DROP_UNPROBED);
		return;
	}
	lease = choice_take(engine, ask, address);
	if (!lease) {
		ask_conclude(ask, ENGINE_EXHAUSTED, "out of memory");
		return;
	}
	/* Nobody moves a lease to another port by a DISCOVER. */
	if (lease->state != LEASE_BOUND) {
		lease_offer(engine->leases, lease, ask->request->now_ms);
		limit_count(engine, ask, lease);
	}
	ask_done(ask, ENGINE_OFFERED);
	if (ask->is_recycled)
		trouble_recycled(engine, ask);
	else if (ask->is_rest_cut)
		trouble_rest_cut(engine, ask);
	/* Some clients put a wrong ciaddr into a DISCOVER: it is not read. */
	ask_reply(ask, DHCP_OFFER, address, 0, offer_lease_s(&ask->offer));
}

/* While the disk fails: only what it holds already, and no longer. */
static uint32_t
recorded_lease_s(
    const struct ask *ask, const struct lease *lease, uint32_t lease_s)
{
	uint64_t now_ms = ask->request->now_ms, left_s;

	if (!lease || lease->state != LEASE_BOUND ||
	    !lease_is_of(lease, &ask->identity) || lease->recorded_ms < now_ms)
		return 0;
	left_s = (lease->recorded_ms - now_ms) / ASK_MS;
	if (left_s < UNRECORDED_MIN_S)
		return 0;
	return left_s < lease_s ? (uint32_t)left_s : lease_s;
}

static void
renew_unrecorded(struct engine *engine, struct ask *ask, uint32_t address,
    uint32_t ciaddr, uint32_t lease_s)
{
	lease_s = recorded_lease_s(
	    ask, lease_find_address(engine->leases, address), lease_s);
	if (lease_s == 0) {
		ask_conclude(ask, ENGINE_UNRECORDED,
		    "the lease journal cannot be written");
		return;
	}
	ask_conclude(ask, ENGINE_ACKED, "the lease journal cannot be written");
	ask_reply(ask, DHCP_ACK, address, ciaddr, lease_s);
}

static void
grant(struct engine *engine, struct ask *ask, uint32_t address, uint32_t ciaddr)
{
	uint32_t lease_s = offer_lease_s(&ask->offer);
	uint64_t until_ms = ask->request->now_ms + (uint64_t)lease_s * ASK_MS;
	struct lease *lease;

	if (engine->journal_fails) {
		renew_unrecorded(engine, ask, address, ciaddr, lease_s);
		return;
	}
	if (!limit_allows(engine, ask))
		return;
	lease = choice_take(engine, ask, address);
	if (!lease) {
		ask_conclude(ask, ENGINE_IGNORED, "out of memory");
		return;
	}
	/* It has moved to another address; nobody holds two. */
	shared_release(engine, address, &ask->identity);
	lease_bind(engine->leases, lease, until_ms);
	limit_count(engine, ask, lease);
	ask_done(ask, ENGINE_ACKED);
	ask_reply(ask, DHCP_ACK, address, ciaddr, lease_s);
	ask_keep_record(engine, ask, LEASE_RECORD_BOUND, lease, until_ms);
}

static bool
is_our_address(const struct ask *ask, uint32_t address)
{
	const struct engine_request *request = ask->request;

	if (address == ask->offer.server_id)
		return true;
	for (size_t i = 0; i < request->n_own; i++)
		if (request->own[i] == address)
			return true;
	return false;
}

/* Another server was chosen: what was held for the client is free again. */
static void
on_other_server(struct engine *engine, struct ask *ask)
{
	struct lease *lease = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);

	if (lease && lease->state == LEASE_OFFERED)
		lease_release(engine->leases, lease);
	ask_conclude(ask, ENGINE_IGNORED, "it took another server's offer");
}

static void
on_selecting(struct engine *engine, struct ask *ask, uint32_t server)
{
	uint32_t address;

	if (!is_our_address(ask, server)) {
		on_other_server(engine, ask);
		return;
	}
	if (dhcp_packet_u32(
		&engine->packet, DHCP_OPTION_REQUESTED_ADDRESS, &address) != 0)
		address = engine->packet.ciaddr;
	/* The client hears the server that it named by its own address. */
	ask->offer.server_id = server;
	if (choice_may_have(engine, ask, address))
		grant(engine, ask, address, 0);
	else
		ask_nak(ask, address, "that address is not yours any more");
}

/*
 * RFC 2131 4.3.2, INIT-REBOOT. A server that does not know the client stays
 * silent, as another one may know it; an authoritative one is the only one.
 */
static void
on_init_reboot(struct engine *engine, struct ask *ask, uint32_t address)
{
	const struct lease *lease = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);
	bool is_known = (lease && lease->state != LEASE_DECLINED) ||
	    choice_fixed(engine, ask);
	bool is_here = prefix_has(&ask->offer.subnet->prefix, address);

	if (lease && lease->address == address &&
	    choice_may_have(engine, ask, address))
		grant(engine, ask, address, 0);
	else if (address && address == choice_fixed(engine, ask))
		grant(engine, ask, address, 0);
	else if (!is_known && !engine->policy->authoritative)
		ask_conclude(ask, ENGINE_IGNORED,
		    "no record of it, and not authoritative");
	else if (!is_here && !engine->policy->authoritative)
		ask_conclude(ask, ENGINE_IGNORED,
		    "an address of another network, and not authoritative");
	else
		ask_nak(ask, address,
		    is_here ? "that address is not yours"
			    : "that address is of another network");
}

/*
 * RENEWING and REBINDING. A client that asks so is using its address: where
 * all record of it is lost but the address is free, it keeps it.
 */
static void
on_renewing(struct engine *engine, struct ask *ask)
{
	uint32_t address = engine->packet.ciaddr;
	const struct lease *lease = lease_find_address(engine->leases, address);
	bool is_known = lease && lease_is_of(lease, &ask->identity);

	if (choice_may_have(engine, ask, address) &&
	    (is_known || engine->policy->authoritative))
		grant(engine, ask, address, address);
	else if (is_known || engine->policy->authoritative)
		ask_nak(ask, address, "that address is not yours any more");
	else
		ask_conclude(ask, ENGINE_IGNORED,
		    "no record of it, and not authoritative");
}

/* The four states of RFC 2131 table 4, told apart by what they send. */
static void
on_request(struct engine *engine, struct ask *ask)
{
	const struct dhcp_packet *packet = &engine->packet;
	uint32_t server, address;

	if (dhcp_packet_u32(packet, DHCP_OPTION_SERVER_ID, &server) == 0)
		on_selecting(engine, ask, server);
	else if (packet->ciaddr)
		on_renewing(engine, ask);
	else if (dhcp_packet_u32(
		     packet, DHCP_OPTION_REQUESTED_ADDRESS, &address) == 0)
		on_init_reboot(engine, ask, address);
	else
		ask_drop(ask, DROP_NO_ADDRESS);
}

/* The lease that a DECLINE or RELEASE of @address may end: the sender's own,
 * and meant for this server. */
static struct lease *
ending(struct engine *engine, struct ask *ask, uint32_t address)
{
	struct lease *lease = lease_find_address(engine->leases, address);
	uint32_t server;

	ask->answer->address = address;
	if (dhcp_packet_u32(&engine->packet, DHCP_OPTION_SERVER_ID, &server) ==
		0 &&
	    !is_our_address(ask, server)) {
		ask_conclude(ask, ENGINE_IGNORED, "meant for another server");
		return NULL;
	}
	if (!lease || !lease_is_of(lease, &ask->identity) ||
	    (lease->state != LEASE_BOUND && lease->state != LEASE_OFFERED)) {
		ask_conclude(ask, ENGINE_IGNORED, "not its address");
		return NULL;
	}
	return lease;
}

static void
on_decline(struct engine *engine, struct ask *ask)
{
	uint64_t until_ms = ask->request->now_ms + LEASE_DECLINE_MS;
	uint32_t address = 0;
	struct lease *lease;

	dhcp_packet_u32(
	    &engine->packet, DHCP_OPTION_REQUESTED_ADDRESS, &address);
	lease = ending(engine, ask, address);
	if (!lease)
		return;
	lease_decline(engine->leases, lease, until_ms);
	ask_keep_record(engine, ask, LEASE_RECORD_DECLINED, lease, until_ms);
	ask_conclude(ask, ENGINE_DECLINED,
	    "the client found it in use; not offered for %d minutes",
	    LEASE_DECLINE_MS / ASK_MS / 60);
}

static void
on_release(struct engine *engine, struct ask *ask)
{
	struct lease *lease = ending(engine, ask, engine->packet.ciaddr);

	if (!lease)
		return;
	lease_release(engine->leases, lease);
	ask_keep_record(
	    engine, ask, LEASE_RECORD_RELEASED, lease, ask->request->now_ms);
	ask_done(ask, ENGINE_RELEASED);
}

/* RFC 2131 4.3.5: options only; the address is the client's own affair, but
 * that it fits the network (3.4), whose options are of no use elsewhere. */
static void
on_inform(struct engine *engine, struct ask *ask)
{
	uint32_t ciaddr = engine->packet.ciaddr;

	if (ciaddr && !prefix_has(&ask->offer.subnet->prefix, ciaddr)) {
		ask_conclude(
		    ask, ENGINE_IGNORED, "its address is of another network");
		return;
	}
	ask_done(ask, ENGINE_INFORMED);
	ask_reply(ask, DHCP_ACK, 0, ciaddr, 0);
}

/* Plain BOOTP has no lease time, so only a machine with an address of its own
 * is served (RFC 1534). */
static void
on_bootp(struct engine *engine, struct ask *ask)
{
	uint32_t address = choice_fixed(engine, ask);
	/* RFC 1542 5.4: who knows its address is answered there. */
	uint32_t ciaddr = engine->packet.ciaddr;

	if (!address) {
		ask_conclude(ask, ENGINE_IGNORED,
		    "BOOTP, and no [host] gives it an address");
		return;
	}
	ask_done(ask, ENGINE_BOOTP);
	ask_reply(ask, DHCP_BOOTP, address, ciaddr, 0);
}

static void
answer_type(struct engine *engine, struct ask *ask)
{
	switch (engine->packet.type) {
	case DHCP_DISCOVER:
		on_discover(engine, ask);
		break;
	case DHCP_REQUEST:
		on_request(engine, ask);
		break;
	case DHCP_DECLINE:
		on_decline(engine, ask);
		break;
	case DHCP_RELEASE:
		on_release(engine, ask);
		break;
	case DHCP_INFORM:
		on_inform(engine, ask);
		break;
	case DHCP_BOOTP:
		on_bootp(engine, ask);
		break;
	default:
		ask_drop(ask, DROP_SERVERS);
	}
}

/* What costs a stranger nothing to bring about, again and again. */
static bool
is_cheap(enum engine_outcome outcome)
{
	return outcome == ENGINE_IGNORED || outcome == ENGINE_NAKED ||
	    outcome == ENGINE_INFORMED;
}

/* RFC 3046 2.2 wants it counted. */
static bool
has_left_out_relay(const struct engine *engine, const struct ask *ask)
{
	return ask->answer->len > 0 &&
	    dhcp_packet_has(&engine->packet, DHCP_OPTION_RELAY) &&
	    !dhcp_builder_keeps_relay(&engine->packet, ask->offer.type);
}

void
dialogue_answer(struct engine *engine, struct ask *ask)
{
	struct engine_answer *answer = ask->answer;

	answer_type(engine, ask);
	if (is_cheap(answer->outcome))
		trouble_repeated(engine, ask);
	if (has_left_out_relay(engine, ask))
		trouble_relay_left_out(engine, ask);
}

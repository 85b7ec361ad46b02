/* SPDX-License-Identifier: ISC */
#include "dhcpd/engine.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/offer.h"
#include "dhcpd/refusal.h"

enum {
	MS = 1000,
	RELAY_LINK_SELECTION = 5, /* RFC 3527 */
	/* What is left of a recorded lease is not worth renewing below. */
	UNRECORDED_MIN_S = 30,
	EXHAUSTED_AGAIN_MS = 60 * 1000,
};

struct engine {
	const struct policy *policy;
	struct lease_table *leases;
	bool journal_fails;
	uint64_t exhausted_told_ms;
	struct refusal_table refusals;
	/* The message in hand: answers borrow from it. */
	struct dhcp_packet packet;
	struct dhcp_client client;
};

/* One message on its way through. */
struct ask {
	const struct engine_request *request;
	struct dhcp_identity identity;
	const struct policy_host *host; /* NULL for a stranger */
	struct offer offer;
	struct engine_answer *answer;
};

/* --- answers -------------------------------------------------------------- */

__attribute__((format(printf, 3, 4))) static void
conclude(struct ask *ask, enum engine_outcome outcome, const char *format, ...)
{
	va_list args;

	ask->answer->outcome = outcome;
	va_start(args, format);
	vsnprintf(
	    ask->answer->reason, sizeof(ask->answer->reason), format, args);
	va_end(args);
}

static void
set_record(struct lease_record *record, enum lease_record_kind kind,
    const struct lease *lease, uint64_t until_ms, uint64_t now_ms,
    int64_t wall_s)
{
	uint64_t left_ms = until_ms > now_ms ? until_ms - now_ms : 0;

	memset(record, 0, sizeof(*record));
	record->kind = kind;
	record->address = lease->address;
	memcpy(record->mac, lease->mac, MAC_LEN);
	for (size_t i = 0; i < MAC_LEN; i++)
		record->has_mac |= lease->mac[i] != 0;
	record->identity.len = lease->identity_len;
	memcpy(
	    record->identity.bytes, lease_identity(lease), lease->identity_len);
	/* Rounded up: never free an address before its time. */
	record->until_s = wall_s + (int64_t)((left_ms + MS - 1) / MS);
	record->clock_s = (until_ms + MS - 1) / MS;
}

static void
keep_record(struct ask *ask, enum lease_record_kind kind,
    const struct lease *lease, uint64_t until_ms)
{
	struct engine_answer *answer = ask->answer;

	answer->has_record = true;
	answer->until_ms = until_ms;
	set_record(&answer->record, kind, lease, until_ms, ask->request->now_ms,
	    ask->request->wall_s);
}

static void
reply(struct ask *ask, uint8_t type, uint32_t yiaddr, uint32_t ciaddr,
    uint32_t lease_s)
{
	struct engine_answer *answer = ask->answer;
	struct offer *offer = &ask->offer;

	offer->type = type;
	offer->yiaddr = yiaddr;
	offer->ciaddr = ciaddr;
	offer->lease_s = lease_s;
	answer->address = yiaddr ? yiaddr : ciaddr;
	answer->lease_s = lease_s;
	answer->boot_file = offer_boot_file(offer);
	answer->len = offer_write(offer, answer->bytes);
	answer->route = route_reply(offer->request, type, ciaddr, yiaddr);
}

static void
nak(struct ask *ask, uint32_t address, const char *reason)
{
	struct engine_answer *answer = ask->answer;

	conclude(ask, ENGINE_NAKED, "%s", reason);
	answer->address = address;
	answer->len = offer_write_nak(&ask->offer, reason, answer->bytes);
	answer->route = route_reply(ask->offer.request, DHCP_NAK, 0, 0);
}

/* --- which addresses a client may have ------------------------------------ */

static bool
is_held_by_another(
    const struct engine *engine, const struct ask *ask, uint32_t address)
{
	const struct lease *lease = lease_find_address(engine->leases, address);

	return lease && lease->state != LEASE_FREE &&
	    (lease->state == LEASE_DECLINED ||
		!lease_is_of(lease, &ask->identity));
}

/* The address that its [host] gives it here, unless somebody has it still. */
static uint32_t
fixed_address(const struct engine *engine, const struct ask *ask)
{
	uint32_t address = ask->host ? ask->host->address : 0;

	if (address && prefix_has(&ask->offer.subnet->prefix, address) &&
	    !is_held_by_another(engine, ask, address))
		return address;
	return 0;
}

static bool
may_have(const struct engine *engine, const struct ask *ask, uint32_t address)
{
	uint32_t fixed = fixed_address(engine, ask);

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

static bool
choose_free(
    const struct engine *engine, const struct ask *ask, uint32_t *ret_address)
{
	const struct policy_subnet *subnet = ask->offer.subnet;
	uint32_t start = start_of(&ask->identity);
	const struct lease *offered;
	size_t pool;

	for (size_t i = 0; i < subnet->n_ranges; i++) {
		pool = subnet->first_pool + (start + i) % subnet->n_ranges;
		if (lease_choose(engine->leases, pool, start, ret_address))
			return true;
	}
	for (size_t i = 0; i < subnet->n_ranges; i++) {
		offered =
		    lease_oldest_offer(engine->leases, subnet->first_pool + i);
		if (offered) {
			*ret_address = offered->address;
			return true;
		}
	}
	return false;
}

/* RFC 2131 4.3.1, in its order. */
static bool
choose(const struct engine *engine, struct ask *ask, uint32_t *ret_address)
{
	const struct lease *former = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);
	uint32_t address = fixed_address(engine, ask);
	bool is_known = true;

	if (!address && former && may_have(engine, ask, former->address))
		address = former->address;
	if (!address) {
		is_known = false;
		if (dhcp_packet_u32(&engine->packet,
			DHCP_OPTION_REQUESTED_ADDRESS, &address) != 0 ||
		    !may_have(engine, ask, address))
			address = 0;
	}
	if (!address && !choose_free(engine, ask, &address))
		return false;
	/* Its own address needs no asking; behind a relay nobody hears ARP. */
	if (!is_known && engine->policy->conflict_check &&
	    !engine->packet.giaddr && !ask->request->is_probed)
		ask->answer->probe = address;
	*ret_address = address;
	return true;
}

/* The record of @address for this client, bound, offered or new. */
static struct lease *
take(struct engine *engine, const struct ask *ask, uint32_t address)
{
	struct lease *lease = lease_find_address(engine->leases, address);

	if (lease && lease_is_of(lease, &ask->identity) &&
	    lease->state != LEASE_DECLINED)
		return lease;
	return lease_claim(engine->leases, address, &ask->identity,
	    engine->client.has_mac ? engine->client.mac : NULL);
}

/* --- the message types ---------------------------------------------------- */

static void
tell_exhausted(struct engine *engine, struct ask *ask)
{
	const struct prefix *prefix = &ask->offer.subnet->prefix;
	char text[ADDRESS_TEXT_MAX];
	uint64_t now_ms = ask->request->now_ms;

	conclude(ask, ENGINE_EXHAUSTED, "no free address in %s/%u: %s",
	    address_text(text, prefix->network), prefix->len,
	    ask->offer.subnet->n_ranges > 0
		? "all of its range is leased"
		: "it has no range, and this machine's [host] no address");
	ask->answer->is_news = !engine->exhausted_told_ms ||
	    now_ms - engine->exhausted_told_ms >= EXHAUSTED_AGAIN_MS;
	if (ask->answer->is_news)
		engine->exhausted_told_ms = now_ms;
}

static void
on_discover(struct engine *engine, struct ask *ask)
{
	struct lease *lease;
	uint32_t address;

	if (!choose(engine, ask, &address)) {
		tell_exhausted(engine, ask);
		return;
	}
	lease = take(engine, ask, address);
	if (!lease) {
		conclude(ask, ENGINE_EXHAUSTED, "out of memory");
		return;
	}
	if (lease->state != LEASE_BOUND)
		lease_offer(engine->leases, lease, ask->request->now_ms);
	conclude(ask, ENGINE_OFFERED, "%s", "");
	/* Some clients put a wrong ciaddr into a DISCOVER: it is not read. */
	reply(ask, DHCP_OFFER, address, 0, offer_lease_s(&ask->offer));
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
	left_s = (lease->recorded_ms - now_ms) / MS;
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
		conclude(ask, ENGINE_UNRECORDED,
		    "the lease journal cannot be written");
		return;
	}
	conclude(ask, ENGINE_ACKED, "the lease journal cannot be written");
	reply(ask, DHCP_ACK, address, ciaddr, lease_s);
}

static void
grant(struct engine *engine, struct ask *ask, uint32_t address, uint32_t ciaddr)
{
	uint32_t lease_s = offer_lease_s(&ask->offer);
	uint64_t until_ms = ask->request->now_ms + (uint64_t)lease_s * MS;
	struct lease *lease, *former;

	if (engine->journal_fails) {
		renew_unrecorded(engine, ask, address, ciaddr, lease_s);
		return;
	}
	former = lease_find_identity(
	    engine->leases, &ask->offer.subnet->prefix, &ask->identity);
	lease = take(engine, ask, address);
	if (!lease) {
		conclude(ask, ENGINE_IGNORED, "out of memory");
		return;
	}
	/* It has moved to another address; nobody holds two. */
	if (former && former != lease)
		lease_release(engine->leases, former);
	lease_bind(engine->leases, lease, until_ms);
	conclude(ask, ENGINE_ACKED, "%s", "");
	reply(ask, DHCP_ACK, address, ciaddr, lease_s);
	keep_record(ask, LEASE_RECORD_BOUND, lease, until_ms);
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
	conclude(ask, ENGINE_IGNORED, "it took another server's offer");
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
	if (may_have(engine, ask, address))
		grant(engine, ask, address, 0);
	else
		nak(ask, address, "that address is not yours any more");
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
	    fixed_address(engine, ask);
	bool is_here = prefix_has(&ask->offer.subnet->prefix, address);

	if (lease && lease->address == address &&
	    may_have(engine, ask, address))
		grant(engine, ask, address, 0);
	else if (address && address == fixed_address(engine, ask))
		grant(engine, ask, address, 0);
	else if (!is_known && !engine->policy->authoritative)
		conclude(ask, ENGINE_IGNORED,
		    "no record of it, and not authoritative");
	else if (!is_here && !engine->policy->authoritative)
		conclude(ask, ENGINE_IGNORED,
		    "an address of another network, and not authoritative");
	else
		nak(ask, address,
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

	if (may_have(engine, ask, address) &&
	    (is_known || engine->policy->authoritative))
		grant(engine, ask, address, address);
	else if (is_known || engine->policy->authoritative)
		nak(ask, address, "that address is not yours any more");
	else
		conclude(ask, ENGINE_IGNORED,
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
		conclude(
		    ask, ENGINE_MALFORMED, "a REQUEST that names no address");
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
		conclude(ask, ENGINE_IGNORED, "meant for another server");
		return NULL;
	}
	if (!lease || !lease_is_of(lease, &ask->identity) ||
	    (lease->state != LEASE_BOUND && lease->state != LEASE_OFFERED)) {
		conclude(ask, ENGINE_IGNORED, "not its address");
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
	keep_record(ask, LEASE_RECORD_DECLINED, lease, until_ms);
	conclude(ask, ENGINE_DECLINED,
	    "the client found it in use; not offered for %d minutes",
	    LEASE_DECLINE_MS / MS / 60);
}

static void
on_release(struct engine *engine, struct ask *ask)
{
	struct lease *lease = ending(engine, ask, engine->packet.ciaddr);

	if (!lease)
		return;
	lease_release(engine->leases, lease);
	keep_record(ask, LEASE_RECORD_RELEASED, lease, ask->request->now_ms);
	conclude(ask, ENGINE_RELEASED, "%s", "");
}

/* RFC 2131 4.3.5: options only; the address is the client's own affair. */
static void
on_inform(struct engine *engine, struct ask *ask)
{
	uint32_t ciaddr = engine->packet.ciaddr;

	conclude(ask, ENGINE_INFORMED, "%s", "");
	reply(ask, DHCP_ACK, 0, ciaddr, 0);
}

/* Plain BOOTP has no lease time, so only a machine with an address of its own
 * is served (RFC 1534). */
static void
on_bootp(struct engine *engine, struct ask *ask)
{
	uint32_t address = fixed_address(engine, ask);

	if (!address) {
		conclude(ask, ENGINE_IGNORED,
		    "BOOTP, and no [host] gives it an address");
		return;
	}
	conclude(ask, ENGINE_BOOTP, "%s", "");
	reply(ask, DHCP_BOOTP, address, 0, 0);
}

/* --- who is asking, and where --------------------------------------------- */

/* The relay may name the client's network apart from its own address: RFC
 * 3527; the client itself: RFC 3011. 0 where neither does. */
static uint32_t
selected_network(const struct dhcp_packet *packet)
{
	const uint8_t *bytes, *value;
	struct cursor in;
	uint32_t address;
	uint8_t code;
	size_t len;

	if (dhcp_packet_bytes(packet, DHCP_OPTION_RELAY, &bytes, &len) == 0) {
		in = cursor_over(bytes, len);
		while (cursor_left(&in) > 0) {
			code = cursor_u8(&in);
			len = cursor_u8(&in);
			value = cursor_take(&in, len);
			if (value && code == RELAY_LINK_SELECTION &&
			    len == sizeof(address)) {
				in = cursor_over(value, len);
				return cursor_u32(&in);
			}
		}
	}
	if (dhcp_packet_u32(packet, DHCP_OPTION_SUBNET_SELECTION, &address) ==
	    0)
		return address;
	return 0;
}

/* Set the subnet and this server's name in it. */
static bool
find_subnet(const struct engine *engine, struct ask *ask)
{
	const struct engine_request *request = ask->request;
	const struct dhcp_packet *packet = &engine->packet;
	const struct policy *policy = engine->policy;
	uint32_t network = selected_network(packet);
	struct offer *offer = &ask->offer;

	offer->server_id = request->local;
	if (!network)
		network = packet->giaddr;
	/* Sent to this host, by way of a router: RENEWING, RELEASE. */
	if (!network && request->local && packet->type != DHCP_DISCOVER)
		network = packet->ciaddr;
	if (network)
		offer->subnet = policy_find_subnet(policy, network);
	for (size_t i = 0; i < request->n_link; i++) {
		if (!offer->subnet && !packet->giaddr && !network)
			offer->subnet =
			    policy_find_subnet(policy, request->link[i]);
		if (!offer->server_id ||
		    (!request->local && offer->subnet &&
			prefix_has(&offer->subnet->prefix, request->link[i]) &&
			!prefix_has(&offer->subnet->prefix, offer->server_id)))
			offer->server_id = request->link[i];
	}
	ask->answer->source = offer->server_id;
	if (policy->server)
		offer->server_id = policy->server;
	return offer->subnet != NULL;
}

/* Whether the administrator wants this machine served; a refusal is silence,
 * as another server may serve it (RFC 2131 4.2). */
static bool
is_wanted(struct engine *engine, struct ask *ask)
{
	if (ask->host && ask->host->deny)
		conclude(ask, ENGINE_REFUSED, "[host %s] says deny = yes",
		    ask->host->name);
	else if (!ask->host && engine->policy->deny_unknown)
		conclude(ask, ENGINE_REFUSED,
		    "unknown-clients = deny, and no [host] names it");
	else
		return true;
	ask->answer->is_news = refusal_is_news(
	    &engine->refusals, &ask->identity, ask->request->now_ms);
	return false;
}

static void
dispatch(struct engine *engine, struct ask *ask)
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
		conclude(ask, ENGINE_MALFORMED, "a server's %s in a request",
		    dhcp_type_name(engine->packet.type));
	}
}

/* Everything up to the message type: subnet, host, values. */
static void
prepare(struct engine *engine, struct ask *ask)
{
	const struct policy *policy = engine->policy;
	struct offer *offer = &ask->offer;

	ask->host = policy_find_host(policy, &engine->client);
	offer->policy = policy;
	offer->request = &engine->packet;
	offer->client = &engine->client;
	offer->scopes =
	    (struct policy_scopes){ .host =
					ask->host ? &ask->host->values : NULL,
		    .subnet = &offer->subnet->values,
		    .defaults = &policy->values,
		    .classes = engine->client.classes };
	ask->answer->host = ask->host ? ask->host->name : NULL;
}

static bool
read_packet(struct engine *engine, struct ask *ask)
{
	int verdict = dhcp_packet_parse(
	    ask->request->bytes, ask->request->len, &engine->packet);

	if (verdict) {
		conclude(
		    ask, ENGINE_MALFORMED, "no DHCP message (%d)", verdict);
		return false;
	}
	/* A server that answers replies talks to other servers for ever. */
	if (engine->packet.op != DHCP_OP_REQUEST) {
		conclude(ask, ENGINE_MALFORMED, "a BOOTREPLY");
		return false;
	}
	dhcp_client_read(&engine->packet, &engine->client);
	dhcp_client_identity(&engine->packet, &engine->client,
	    engine->policy->identify_by, &ask->identity);
	if (ask->identity.len == 0) {
		conclude(ask, ENGINE_MALFORMED, "it names no machine");
		return false;
	}
	ask->answer->client = &engine->client;
	ask->answer->request = &engine->packet;
	return true;
}

void
engine_handle(struct engine *engine, const struct engine_request *request,
    struct engine_answer *ret_answer)
{
	struct ask ask = { .request = request, .answer = ret_answer };

	memset(ret_answer, 0, sizeof(*ret_answer));
	if (!engine->policy) {
		conclude(&ask, ENGINE_IGNORED, "not configured");
		return;
	}
	lease_table_expire(engine->leases, request->now_ms);
	if (!read_packet(engine, &ask))
		return;
	if (!find_subnet(engine, &ask)) {
		conclude(&ask, ENGINE_NO_SUBNET, "no [subnet] holds %s",
		    engine->packet.giaddr ? "its relay's address"
					  : "an address of this interface");
		return;
	}
	prepare(engine, &ask);
	ret_answer->is_news = true;
	if (is_wanted(engine, &ask))
		dispatch(engine, &ask);
}

/* --- the rest of the world ------------------------------------------------ */

struct engine *
engine_new(uint64_t seed)
{
	struct engine *engine = calloc(1, sizeof(*engine));

	if (!engine)
		return NULL;
	engine->leases = lease_table_new(seed);
	if (!engine->leases) {
		free(engine);
		return NULL;
	}
	return engine;
}

void
engine_free(struct engine *engine)
{
	if (!engine)
		return;
	lease_table_free(engine->leases);
	free(engine);
}

int
engine_set_policy(struct engine *engine, const struct policy *policy)
{
	size_t n_pools = policy_count_pools(policy), n_reserved = 0;
	struct lease_pool *pools = calloc(n_pools + 1, sizeof(*pools));
	uint32_t *reserved = calloc(policy->n_hosts + 1, sizeof(*reserved));
	int r = -ENOMEM;

	if (!pools || !reserved)
		goto out;
	policy_pools(policy, pools);
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (policy->hosts[i].address)
			reserved[n_reserved++] = policy->hosts[i].address;
	r = lease_table_set_pools(
	    engine->leases, pools, n_pools, reserved, n_reserved);
	if (r == 0)
		engine->policy = policy;
out:
	free(pools);
	free(reserved);
	return r;
}

bool
engine_conflict(struct engine *engine, uint32_t address, uint64_t now_ms,
    int64_t wall_s, struct lease_record *ret_record)
{
	struct lease *lease = lease_find_address(engine->leases, address);
	uint64_t until_ms = now_ms + LEASE_DECLINE_MS;

	if (!lease || lease->state != LEASE_OFFERED)
		return false;
	lease_decline(engine->leases, lease, until_ms);
	set_record(
	    ret_record, LEASE_RECORD_DECLINED, lease, until_ms, now_ms, wall_s);
	return true;
}

void
engine_recorded(struct engine *engine, uint32_t address, uint64_t until_ms,
    bool is_written, uint64_t now_ms)
{
	struct lease *lease = lease_find_address(engine->leases, address);

	if (!lease || lease->state != LEASE_BOUND ||
	    lease->until_ms != until_ms)
		return;
	if (is_written)
		lease_recorded(lease, until_ms);
	else if (lease->recorded_ms > now_ms)
		lease_bind(engine->leases, lease, lease->recorded_ms);
	else
		lease_offer(engine->leases, lease, now_ms);
}

void
engine_journal_fails(struct engine *engine, bool fails)
{
	engine->journal_fails = fails;
}

int
engine_restore(struct engine *engine, const struct lease_record *record,
    uint64_t until_ms, uint64_t now_ms)
{
	struct lease *lease = lease_claim(engine->leases, record->address,
	    &record->identity, record->has_mac ? record->mac : NULL);

	if (!lease)
		return -ENOMEM;
	if (until_ms <= now_ms)
		return 0;
	if (record->kind == LEASE_RECORD_DECLINED)
		lease_decline(engine->leases, lease, until_ms);
	else if (record->kind == LEASE_RECORD_BOUND)
		lease_bind(engine->leases, lease, until_ms);
	lease_recorded(lease, until_ms);
	return 0;
}

struct each {
	void (*each)(void *owner, const struct lease_record *record);
	void *owner;
	uint64_t now_ms;
	int64_t wall_s;
};

static void
each_record(void *owner, const struct lease *lease)
{
	const struct each *each = owner;
	struct lease_record record;

	if (lease->state != LEASE_BOUND && lease->state != LEASE_DECLINED)
		return;
	set_record(&record,
	    lease->state == LEASE_BOUND ? LEASE_RECORD_BOUND
					: LEASE_RECORD_DECLINED,
	    lease, lease->until_ms, each->now_ms, each->wall_s);
	each->each(each->owner, &record);
}

void
engine_each_record(const struct engine *engine, uint64_t now_ms, int64_t wall_s,
    void (*each)(void *owner, const struct lease_record *record), void *owner)
{
	struct each all = { each, owner, now_ms, wall_s };

	lease_each(engine->leases, each_record, &all);
}

size_t
engine_leases(const struct engine *engine)
{
	return lease_count(engine->leases);
}

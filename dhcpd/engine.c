/* SPDX-License-Identifier: ISC */
#include "dhcpd/engine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/ask.h"
#include "dhcpd/dialogue.h"
#include "dhcpd/host_find.h"
#include "dhcpd/host_table.h"
#include "dhcpd/proxy.h"
#include "dhcpd/relay.h"
#include "dhcpd/shared.h"

/* --- who is asking, and where --------------------------------------------- */

/* The relay may name the client's network apart from its own address: RFC
 * 3527; the client itself: RFC 3011. 0 where neither does. */
static uint32_t
selected_network(const struct dhcp_packet *packet)
{
	uint32_t address = relay_address(packet, RELAY_LINK_SELECTION);

	if (!address)
		dhcp_packet_u32(packet, DHCP_OPTION_SUBNET_SELECTION, &address);
	return address;
}

/* The subnet that the client is in; NULL for none of ours. */
static const struct policy_subnet *
subnet_of(const struct policy *policy, const struct dhcp_packet *packet,
    const struct engine_request *request)
{
	uint32_t network = selected_network(packet);
	const struct policy_subnet *subnet = NULL;

	if (!network)
		network = packet->giaddr;
	/* Sent to this host, by way of a router: RENEWING, RELEASE. */
	if (!network && request->local && packet->type != DHCP_DISCOVER)
		network = packet->ciaddr;
	/* Only to networks that are known here: a forged sender elsewhere
	 * gets nothing. */
	if (request->port == DHCP_PORT_PXE)
		network = request->peer;
	if (network)
		return policy_find_subnet(policy, network);
	for (size_t i = 0; i < request->n_link && !subnet; i++)
		subnet = policy_find_subnet(policy, request->link[i]);
	return subnet;
}

/* The address of this host that the client knows, or had best know. */
static uint32_t
source_of(
    const struct engine_request *request, const struct policy_subnet *subnet)
{
	if (request->local)
		return request->local;
	for (size_t i = 0; i < request->n_link; i++)
		if (prefix_has(&subnet->prefix, request->link[i]))
			return request->link[i];
	return request->n_link > 0 ? request->link[0] : 0;
}

/* Set the subnet and this server's name in it. */
static bool
find_subnet(const struct engine *engine, struct ask *ask)
{
	/* A relay that wants to see renewals, too, names itself. */
	uint32_t name = relay_address(&engine->packet, RELAY_SERVER_OVERRIDE);
	struct offer *offer = &ask->offer;

	offer->subnet =
	    subnet_of(engine->policy, &engine->packet, ask->request);
	if (!offer->subnet)
		return false;
	ask->answer->source = source_of(ask->request, offer->subnet);
	if (!name)
		name = engine->policy->server;
	offer->server_id = name ? name : ask->answer->source;
	return true;
}

/* Whether the administrator wants this machine served; a refusal is silence,
 * as another server may serve it (RFC 2131 4.2). */
static bool
is_wanted(struct engine *engine, struct ask *ask)
{
	const struct policy_host *host = ask->host;
	const struct policy_subnet *subnet = ask->offer.subnet;
	char network[PREFIX_TEXT_MAX];

	if (host && host->deny)
		ask_conclude(ask, ENGINE_REFUSED, "[host %s] says deny = yes",
		    host->name);
	else if (host && host->is_pinned &&
	    host->subnet.network != subnet->prefix.network)
		ask_conclude(ask, ENGINE_REFUSED,
		    "[host %s] belongs to subnet %s alone", host->name,
		    prefix_text(network, &host->subnet));
	else if (!host && !policy_may_serve_unknown(engine->policy, subnet))
		ask_conclude(ask, ENGINE_REFUSED,
		    "unknown-clients = deny, and no [host] names it");
	else
		return true;
	ask->answer->is_news = refusal_is_news(
	    &engine->refusals, &ask->identity, ask->request->now_ms);
	return false;
}

/* Everything up to the message type: subnet, host, values. */
static void
prepare(struct engine *engine, struct ask *ask)
{
	const struct policy *policy = engine->policy;
	struct offer *offer = &ask->offer;

	ask->host = host_find(policy, &engine->client);
	offer->policy = policy;
	offer->request = &engine->packet;
	offer->client = &engine->client;
	offer->url = engine->url;
	offer->scopes =
	    (struct policy_scopes){ .host =
					ask->host ? &ask->host->values : NULL,
		    .subnet = &offer->subnet->values,
		    .defaults = &policy->values,
		    .classes = engine->client.classes };
	if (ask->host && ask->host->group)
		offer->scopes.group = &ask->host->group->values;
	proxy_find_item(engine, ask);
	ask->answer->subnet = &offer->subnet->prefix;
	ask->answer->host = ask->host ? ask->host->name : NULL;
}

static bool
read_packet(struct engine *engine, struct ask *ask)
{
	int verdict = dhcp_packet_parse(
	    ask->request->bytes, ask->request->len, &engine->packet);

	if (verdict) {
		ask_drop(ask, (enum drop_reason)verdict);
		return false;
	}
	/* A server that answers replies talks to other servers for ever. */
	if (engine->packet.op != DHCP_OP_REQUEST) {
		ask_drop(ask, DROP_REPLY);
		return false;
	}
	dhcp_client_read(&engine->packet, &engine->client);
	dhcp_client_identity(&engine->packet, &engine->client,
	    engine->policy->identify_by, &ask->identity);
	if (ask->identity.len == 0) {
		ask_drop(ask, DROP_NAMELESS);
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
	bool is_proxied;

	memset(ret_answer, 0, offsetof(struct engine_answer, bytes));
	if (!engine->policy) {
		ask_conclude(&ask, ENGINE_IGNORED, "not configured");
		return;
	}
	lease_table_expire(engine->leases, request->now_ms);
	if (!read_packet(engine, &ask))
		return;
	if (!find_subnet(engine, &ask)) {
		ask_conclude(&ask, ENGINE_NO_SUBNET, "no [subnet] holds %s",
		    engine->packet.giaddr ? "its relay's address"
					  : "an address of this interface");
		return;
	}
	prepare(engine, &ask);
	ret_answer->is_news = true;
	is_proxied = proxy_is_asked(engine, &ask);
	if (is_proxied && !proxy_concerns(engine, &ask))
		return;
	if (!is_proxied)
		shared_choose(engine, &ask);
	if (!is_wanted(engine, &ask))
		return;
	if (is_proxied)
		proxy_answer(engine, &ask);
	else
		dialogue_answer(engine, &ask);
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
	size_t n_folder = policy->folder ? policy->folder->n_addresses : 0;
	uint32_t *reserved =
	    calloc(policy->n_hosts + n_folder + 1, sizeof(*reserved));
	int r = -ENOMEM;

	if (!pools || !reserved)
		goto out;
	policy_pools(policy, pools);
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (policy->hosts[i].address)
			reserved[n_reserved++] = policy->hosts[i].address;
	for (size_t i = 0; i < n_folder; i++)
		reserved[n_reserved++] = policy->folder->addresses[i];
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
	/* Whoever uses it, the client behind that port is not to blame. */
	lease_set_origin(engine->leases, lease, &(struct origin){ 0 });
	lease_decline(engine->leases, lease, until_ms);
	ask_record(engine, ret_record, LEASE_RECORD_DECLINED, lease, until_ms,
	    now_ms, wall_s);
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
	struct lease *lease;

	/* A client that moved to another address holds that one alone. */
	if (record->kind == LEASE_RECORD_BOUND)
		shared_release(engine, record->address, &record->identity);
	lease = lease_claim(engine->leases, record->address, &record->identity,
	    record->has_mac ? record->mac : NULL);
	if (!lease)
		return -ENOMEM;
	lease_bind(engine->leases, lease, until_ms);
	if (until_ms <= now_ms || record->kind == LEASE_RECORD_RELEASED) {
		lease_release(engine->leases, lease);
		return 0;
	}
	if (record->kind == LEASE_RECORD_DECLINED)
		lease_decline(engine->leases, lease, until_ms);
	if (lease->state != LEASE_FREE)
		lease_set_origin(engine->leases, lease, &record->origin);
	lease_recorded(lease, until_ms);
	return 0;
}

struct each {
	const struct engine *engine;
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
	ask_record(each->engine, &record,
	    lease->state == LEASE_BOUND ? LEASE_RECORD_BOUND
					: LEASE_RECORD_DECLINED,
	    lease, lease->until_ms, each->now_ms, each->wall_s);
	each->each(each->owner, &record);
}

bool
engine_each_record(const struct engine *engine, size_t *position, size_t n,
    uint64_t now_ms, int64_t wall_s,
    void (*each)(void *owner, const struct lease_record *record), void *owner)
{
	struct each all = { engine, each, owner, now_ms, wall_s };

	return lease_each(engine->leases, position, n, each_record, &all);
}

enum lease_state
engine_state(const struct engine *engine, uint32_t address)
{
	const struct lease *lease = lease_find_address(engine->leases, address);

	return lease ? (enum lease_state)lease->state : LEASE_FREE;
}

size_t
engine_leases(const struct engine *engine)
{
	return lease_count(engine->leases);
}

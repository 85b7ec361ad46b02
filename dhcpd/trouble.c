/* SPDX-License-Identifier: ISC */
#include "dhcpd/trouble.h"

#include <inttypes.h>
#include <stdio.h>

#include "dhcpd/relay.h"

enum trouble_kind {
	TROUBLE_EXHAUSTED,
	TROUBLE_RECYCLED,
	TROUBLE_REST_CUT,
	TROUBLE_LIMITED,
	TROUBLE_RELAY_LEFT_OUT,
	TROUBLE_OF_MACHINE, /* and the outcome's number */
};

enum {
	WIRE_TEXT_MAX = 64,
	TIMES_TEXT_MAX = 48,
};

/* Of subnets that share a wire, the first one stands for all. */
static uint32_t
wire_of(const struct policy *policy, const struct policy_subnet *subnet)
{
	const struct policy_subnet *first = subnet, *next = subnet;

	do {
		next = &policy->subnets[next->next_shared];
		if (next < first)
			first = next;
	} while (next != subnet);
	return first->prefix.network;
}

static bool
is_due(struct engine *engine, struct ask *ask, uint64_t key, uint32_t *ret_n)
{
	ask->answer->is_news =
	    news_is_due(&engine->news, key, ask->request->now_ms, ret_n);
	return ask->answer->is_news;
}

static bool
is_due_on_wire(struct engine *engine, struct ask *ask, enum trouble_kind kind,
    uint32_t *ret_n)
{
	uint32_t wire = wire_of(engine->policy, ask->offer.subnet);

	return is_due(engine, ask, news_key(kind, wire), ret_n);
}

/* "" for the first time. */
static const char *
times_text(char *out, uint32_t n)
{
	out[0] = '\0';
	if (n > 1)
		snprintf(out, TIMES_TEXT_MAX,
		    "; %" PRIu32 " requests since the last line", n);
	return out;
}

static const char *
wire_text(char *out, const struct policy_subnet *subnet)
{
	if (!subnet->shared)
		return prefix_text(out, &subnet->prefix);
	snprintf(out, WIRE_TEXT_MAX, "shared-network %s", subnet->shared);
	return out;
}

void
trouble_exhausted(struct engine *engine, struct ask *ask)
{
	const struct policy_subnet *subnet = ask->offer.subnet;
	char wire[WIRE_TEXT_MAX], times[TIMES_TEXT_MAX];
	uint32_t n = 0;

	is_due_on_wire(engine, ask, TROUBLE_EXHAUSTED, &n);
	ask_conclude(ask, ENGINE_EXHAUSTED, "no free address in %s: %s%s",
	    wire_text(wire, subnet),
	    subnet->n_ranges > 0
		? "all of its range is leased"
		: "it has no range, and this machine's [host] no address",
	    times_text(times, n));
}

void
trouble_recycled(struct engine *engine, struct ask *ask)
{
	char wire[WIRE_TEXT_MAX];
	uint32_t n;

	if (!is_due_on_wire(engine, ask, TROUBLE_RECYCLED, &n))
		return;
	ask->answer->is_alarm = true;
	ask_conclude(ask, ENGINE_OFFERED,
	    "all of %s is leased or offered; offers that went on to others "
	    "before their time: %" PRIu32
	    ". If you do not know these machines, somebody starves the range: "
	    "set unknown-clients = deny, or max-leases-per-port where relays "
	    "name ports",
	    wire_text(wire, ask->offer.subnet), n);
}

void
trouble_rest_cut(struct engine *engine, struct ask *ask)
{
	char wire[WIRE_TEXT_MAX];
	uint32_t n;

	if (!is_due_on_wire(engine, ask, TROUBLE_REST_CUT, &n))
		return;
	ask->answer->is_alarm = true;
	ask_conclude(ask, ENGINE_OFFERED,
	    "nothing else is free in %s; declined addresses that are tried "
	    "again before %d minutes are over: %" PRIu32
	    ". Look in the log for who declined them: a second server or a "
	    "machine with a fixed address in the range, or somebody who "
	    "starves it",
	    wire_text(wire, ask->offer.subnet), LEASE_DECLINE_MS / ASK_MS / 60,
	    n);
}

void
trouble_relay_left_out(struct engine *engine, struct ask *ask)
{
	struct engine_answer *answer = ask->answer;
	const struct dhcp_packet *packet = &engine->packet;
	uint32_t n;

	if (!news_is_due(&engine->news,
		news_key(TROUBLE_RELAY_LEFT_OUT, packet->giaddr),
		ask->request->now_ms, &n))
		return;
	answer->is_news = true;
	answer->is_alarm = true;
	ask_conclude(ask, answer->outcome,
	    "option 82 of its relay, %u octets, leaves no room for the reply; "
	    "replies without it: %" PRIu32,
	    packet->len[DHCP_OPTION_RELAY], n);
}

void
trouble_limited(struct engine *engine, struct ask *ask,
    const struct origin *origin, uint32_t max)
{
	char port[RELAY_PORT_TEXT_MAX], times[TIMES_TEXT_MAX];
	const char *of = origin->port ? "port" : "relay";
	uint32_t n = 0;

	is_due(engine, ask,
	    news_key(
		TROUBLE_LIMITED, origin->port ^ (uint64_t)origin->relay << 24),
	    &n);
	ask_conclude(ask, ENGINE_LIMITED,
	    "max-leases-per-%s = %" PRIu32 ", and the machines behind %s%s "
	    "have as many%s",
	    of, max, origin->port ? "" : "its relay",
	    origin->port ? relay_port_text(port, &engine->packet) : "",
	    times_text(times, n));
}

void
trouble_repeated(struct engine *engine, struct ask *ask)
{
	const struct dhcp_identity *identity = &ask->identity;
	struct engine_answer *answer = ask->answer;
	uint64_t hash = 0xcbf29ce484222325u ^ answer->address;
	uint32_t n;

	for (size_t i = 0; i < identity->len; i++)
		hash = (hash ^ identity->bytes[i]) * 0x100000001b3u;
	answer->is_news = news_is_due(&engine->machine_news,
	    news_key(TROUBLE_OF_MACHINE + answer->outcome, hash),
	    ask->request->now_ms, &n);
}

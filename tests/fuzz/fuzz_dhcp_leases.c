/* SPDX-License-Identifier: ISC */
/*
 * Machines live with one engine: each four octets are a step: what happens, to
 * which machine, with which address or port, and how many seconds pass before.
 * Two networks share a wire, one is behind a relay whose ports are limited, one
 * machine has an address of its own, the journal fails at times, and the server
 * is started anew from what the journal says. A list kept apart says what was
 * promised, and whatever happens
 *   - no address is offered or given to one while it is another's, or rests;
 *   - who has a lease and asks to renew it has it renewed;
 *   - the engine counts as many leases as there are;
 *   - nobody new is let in behind a port that has as many as it may.
 */
#include <stdlib.h>
#include <string.h>

#include "dhcpd/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	MS = 1000,
	WALL_S = 1800000000,
	LEASE_S = 120,
	MACHINES = 12,
	HOST = 0, /* the machine that has an address of its own */
	PORTS = 3,
	BY_RELAY = 8,
	PER_PORT = 2,
	ADDRESSES = 12, /* four in each network */
	STEP = 4,
	RECORDS_MAX = 4096,
};

static const uint32_t networks[] = { 0x0a000000, 0x0a000100, 0x0a010000 };

enum event {
	EVENT_DISCOVER,
	EVENT_SELECT,
	EVENT_REBOOT,
	EVENT_RENEW,
	EVENT_DECLINE,
	EVENT_RELEASE,
	EVENT_OTHER_SERVER,
	EVENT_CONFLICT,
	EVENT_JOURNAL_FAILS,
	EVENT_JOURNAL_WORKS,
	EVENT_RESTART,
	EVENTS,
};

struct life {
	struct engine *engine;
	struct policy policy;
	uint64_t now_ms;
	bool journal_fails;
	/* What was promised of each address. */
	struct {
		bool is_bound, rests;
		uint8_t machine, port; /* port 0: none */
		uint64_t until_ms;
	} promises[ADDRESSES];
	uint32_t offered[MACHINES]; /* last; 0 none */
	size_t n_records;
	struct lease_record records[RECORDS_MAX];
	struct engine_answer answer;
};

static void
must(bool is_so)
{
	if (!is_so)
		abort();
}

static uint32_t
address_of(uint32_t number)
{
	return networks[number / 4] + 100 + number % 4;
}

static uint32_t
number_of(uint32_t address)
{
	for (uint32_t i = 0; i < ADDRESSES; i++)
		if (address_of(i) == address)
			return i;
	abort();
}

static bool
is_held(const struct life *life, uint32_t number)
{
	return (life->promises[number].is_bound ||
		   life->promises[number].rests) &&
	    life->promises[number].until_ms > life->now_ms;
}

/* --- the world ------------------------------------------------------------ */

static void
start(struct life *life)
{
	life->engine = engine_new(1);
	must(life->engine &&
	    engine_set_policy(life->engine, &life->policy) == 0);
	engine_journal_fails(life->engine, life->journal_fails);
	for (size_t i = 0; i < life->n_records; i++)
		must(engine_restore(life->engine, &life->records[i],
			 life->records[i].clock_s * MS, life->now_ms) == 0);
	memset(life->offered, 0, sizeof(life->offered));
}

static void
make_policy(struct policy *policy, struct policy_subnet subnets[3],
    struct policy_host *host, struct policy_match *match)
{
	static const uint8_t lease_time[] = { 0, 0, 0, LEASE_S };

	for (size_t i = 0; i < 3; i++)
		subnets[i] = (struct policy_subnet){ .prefix = { networks[i],
							 24 },
			.n_ranges = 1,
			.ranges = { { networks[i] + 100, networks[i] + 103 } },
			.shared = i < 2 ? "wire" : NULL };
	*host = (struct policy_host){ .name = "host",
		.address = networks[0] + 103 };
	*match = (struct policy_match){ .kind = POLICY_MATCH_MAC,
		.len = MAC_LEN,
		.bytes = { 2, 0, 0, 0, 0, HOST } };
	*policy = (struct policy){ .subnets = subnets,
		.n_subnets = 3,
		.hosts = host,
		.n_hosts = 1,
		.matches = match,
		.n_matches = 1,
		.authoritative = true,
		.limits = { .per_port = PER_PORT } };
	must(policy_values_set(&policy->values, POLICY_LEASE_TIME, CLASS_ANY,
		 lease_time, sizeof(lease_time)) == 0);
	policy_sort(policy);
}

/* --- messages ------------------------------------------------------------- */

static void
write_message(struct writer *out, uint8_t machine, uint32_t ciaddr,
    uint32_t giaddr, uint8_t type)
{
	const uint8_t head[] = { DHCP_OP_REQUEST, 1, MAC_LEN, 0 };
	const uint8_t mac[16] = { 2, 0, 0, 0, 0, machine };
	const uint8_t end[] = { 0x63, 0x82, 0x53, 0x63,
		DHCP_OPTION_MESSAGE_TYPE, 1, type };

	writer_bytes(out, head, sizeof(head));
	writer_u32(out, machine); /* xid */
	writer_u32(out, 0);
	writer_u32(out, ciaddr);
	writer_u32(out, 0);
	writer_u32(out, 0);
	writer_u32(out, giaddr);
	writer_bytes(out, mac, sizeof(mac));
	for (size_t i = 0; i < (64 + 128) / sizeof(uint32_t); i++)
		writer_u32(out, 0);
	writer_bytes(out, end, sizeof(end));
}

static void
write_address(struct writer *out, uint8_t code, uint32_t address)
{
	writer_u8(out, code);
	writer_u8(out, sizeof(address));
	writer_u32(out, address);
}

static void
deliver(struct life *life, const struct writer *message)
{
	static const uint32_t own[] = { 0x0a000001 };
	const struct engine_request request = { .bytes = message->bytes,
		.len = message->pos,
		.now_ms = life->now_ms,
		.wall_s = WALL_S + (int64_t)(life->now_ms / MS),
		.link = own,
		.own = own,
		.n_link = 1,
		.n_own = 1 };

	must(!message->failed);
	engine_handle(life->engine, &request, &life->answer);
}

/* --- what was promised ---------------------------------------------------- */

static unsigned
behind_port(const struct life *life, uint8_t port)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < ADDRESSES; i++)
		n += is_held(life, i) && life->promises[i].port == port;
	return n;
}

/* Subnets 0 and 1 are one wire. */
static bool
has_on_wire(const struct life *life, uint8_t machine, uint32_t number)
{
	for (uint32_t i = 0; i < ADDRESSES; i++)
		if ((i < 8) == (number < 8) && life->promises[i].is_bound &&
		    is_held(life, i) && life->promises[i].machine == machine)
			return true;
	return false;
}

/* What was declined a minute ago may be offered where nothing else is free. */
static bool
has_rested(const struct life *life, uint32_t number)
{
	return life->promises[number].rests &&
	    life->promises[number].until_ms <=
	    life->now_ms + LEASE_DECLINE_MS - LEASE_REST_MIN_MS;
}

static void
check_given(const struct life *life, uint8_t machine, uint8_t port)
{
	const struct engine_answer *answer = &life->answer;
	bool is_offer = answer->outcome == ENGINE_OFFERED;
	uint32_t number;

	if (!is_offer && answer->outcome != ENGINE_ACKED)
		return;
	number = number_of(answer->address);
	must(!is_held(life, number) || (is_offer && has_rested(life, number)) ||
	    (life->promises[number].is_bound &&
		life->promises[number].machine == machine));
	must((number != 3) || machine == HOST);
	if (is_offer && port & PORTS && machine != HOST &&
	    !has_on_wire(life, machine, number))
		must(life->offered[machine] ||
		    behind_port(life, port) < PER_PORT);
}

/* A rest is over with the offer. */
static void
note_offered(struct life *life, uint8_t machine)
{
	uint32_t number = number_of(life->answer.address);

	life->offered[machine] = life->answer.address;
	if (life->promises[number].rests)
		life->promises[number].port = 0;
	life->promises[number].rests = false;
}

static void
note_bound(struct life *life, uint8_t machine, uint32_t number, uint8_t port)
{
	for (uint32_t i = 0; i < ADDRESSES; i++)
		if (i != number && (i < 8) == (number < 8) &&
		    life->promises[i].is_bound &&
		    life->promises[i].machine == machine)
			life->promises[i].is_bound = false;
	if (!life->promises[number].is_bound ||
	    life->promises[number].machine != machine || !is_held(life, number))
		life->promises[number].port = 0;
	life->promises[number].is_bound = true;
	life->promises[number].rests = false;
	life->promises[number].machine = machine;
	life->promises[number].until_ms = life->answer.until_ms;
	if (port && machine != HOST)
		life->promises[number].port = port;
}

static void
keep_record(struct life *life, uint8_t machine, uint8_t port)
{
	const struct lease_record *record = &life->answer.record;
	uint32_t number = number_of(record->address);

	engine_recorded(life->engine, record->address, life->answer.until_ms,
	    true, life->now_ms);
	if (life->n_records < RECORDS_MAX)
		life->records[life->n_records++] = *record;
	if (record->kind == LEASE_RECORD_BOUND) {
		note_bound(life, machine, number, port);
		return;
	}
	life->promises[number].is_bound = false;
	life->promises[number].rests = record->kind == LEASE_RECORD_DECLINED;
	life->promises[number].until_ms = life->answer.until_ms;
}

/* A lease ends in the second after its last one. */
static void
check_count(const struct life *life)
{
	size_t least = 0, most = 0;

	for (uint32_t i = 0; i < ADDRESSES; i++) {
		if (!life->promises[i].is_bound)
			continue;
		least += life->promises[i].until_ms > life->now_ms;
		most += life->promises[i].until_ms + MS > life->now_ms;
	}
	must(engine_leases(life->engine) >= least &&
	    engine_leases(life->engine) <= most);
}

/* --- steps ---------------------------------------------------------------- */

/* @where: an address's number and, in two more bits, the port */
static void
say(struct life *life, enum event event, uint8_t machine, uint8_t where)
{
	static const uint8_t types[] = { [EVENT_DISCOVER] = DHCP_DISCOVER,
		[EVENT_SELECT] = DHCP_REQUEST,
		[EVENT_REBOOT] = DHCP_REQUEST,
		[EVENT_RENEW] = DHCP_REQUEST,
		[EVENT_DECLINE] = DHCP_DECLINE,
		[EVENT_RELEASE] = DHCP_RELEASE,
		[EVENT_OTHER_SERVER] = DHCP_REQUEST };
	uint8_t bytes[512], port = where >> 4 & PORTS;
	uint32_t number = where % ADDRESSES, address = address_of(number);
	struct writer out = writer_over(bytes, sizeof(bytes));
	bool names = event == EVENT_RENEW || event == EVENT_RELEASE;
	bool was_its = is_held(life, number) &&
	    life->promises[number].is_bound &&
	    life->promises[number].machine == machine;

	if (event == EVENT_SELECT && life->offered[machine])
		address = life->offered[machine];
	write_message(&out, machine, names ? address : 0,
	    number >= 8 ? networks[2] + 1 : 0, types[event]);
	if (event == EVENT_SELECT)
		write_address(&out, DHCP_OPTION_SERVER_ID, 0x0a000001);
	if (event == EVENT_OTHER_SERVER)
		write_address(&out, DHCP_OPTION_SERVER_ID, 0x0a000009);
	if (!names && event != EVENT_DISCOVER)
		write_address(&out, DHCP_OPTION_REQUESTED_ADDRESS, address);
	if (port) {
		const uint8_t agent[] = { DHCP_OPTION_RELAY, 3, 1, 1, port };

		writer_bytes(&out, agent, sizeof(agent));
	}
	writer_u8(&out, DHCP_OPTION_END);
	deliver(life, &out);
	/* The same name means another port behind another relay; and a relay
	 * that names none has the last word, too. */
	if (number >= 8)
		port |= BY_RELAY;
	check_given(life, machine, port);
	if (life->answer.outcome == ENGINE_OFFERED)
		note_offered(life, machine);
	if (event == EVENT_RENEW && was_its && machine != HOST)
		must(life->answer.outcome == ENGINE_ACKED ||
		    (life->journal_fails &&
			life->answer.outcome == ENGINE_UNRECORDED));
	if (life->answer.has_record)
		keep_record(life, machine, port);
}

static void
conflict(struct life *life, uint32_t number)
{
	struct engine_answer *answer = &life->answer;

	if (!engine_conflict(life->engine, address_of(number), life->now_ms,
		WALL_S, &answer->record))
		return;
	must(!is_held(life, number));
	answer->until_ms = life->now_ms + LEASE_DECLINE_MS;
	keep_record(life, 0, 0);
	life->promises[number].port = 0;
}

static void
step(struct life *life, const uint8_t octets[STEP])
{
	enum event event = (enum event)(octets[0] % EVENTS);

	life->now_ms += octets[3] * (uint64_t)MS;
	if (event == EVENT_CONFLICT) {
		conflict(life, octets[2] % ADDRESSES);
	} else if (event == EVENT_JOURNAL_FAILS ||
	    event == EVENT_JOURNAL_WORKS) {
		life->journal_fails = event == EVENT_JOURNAL_FAILS;
		engine_journal_fails(life->engine, life->journal_fails);
	} else if (event == EVENT_RESTART) {
		engine_free(life->engine);
		start(life);
	} else {
		say(life, event, octets[1] % MACHINES, octets[2]);
		check_count(life);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct life life;
	struct policy_subnet subnets[3];
	struct policy_host host;
	struct policy_match match;

	memset(&life, 0, sizeof(life));
	life.now_ms = MS;
	make_policy(&life.policy, subnets, &host, &match);
	start(&life);
	for (; size >= STEP; data += STEP, size -= STEP)
		step(&life, data);
	engine_free(life.engine);
	policy_values_free(&life.policy.values);
	return 0;
}

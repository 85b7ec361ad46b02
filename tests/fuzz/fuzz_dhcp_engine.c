/* SPDX-License-Identifier: ISC */
/*
 * A series of messages into one engine with few addresses: each input is cut
 * into messages of a length of two octets, and an octet of seconds that pass
 * before it. Whatever comes, no address is promised or offered to a second
 * client before the first one's time is over or it gave it back, a reply
 * parses, and what the journal is told fits a line and comes back as it was.
 */
#include <stdlib.h>
#include <string.h>

#include "dhcpd/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NET 0xc0a80a00u

enum {
	RANGE = 4,
	SERVER = 1,
	WALL_S = 1800000000
};

/* What was promised of each address, kept apart from the engine. */
struct promise {
	struct dhcp_identity who;
	uint64_t until_ms;
};

static bool
is_same(const struct dhcp_identity *a, const struct dhcp_identity *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

/* Whoever asks for another address has given up the one before. */
static void
promise(struct promise promises[RANGE], const struct engine_answer *answer,
    bool is_written)
{
	const struct lease_record *record = &answer->record;
	uint32_t number = record->address - NET - 100;

	if (record->kind == LEASE_RECORD_BOUND)
		for (uint32_t i = 0; i < RANGE; i++)
			if (i != number &&
			    is_same(&promises[i].who, &record->identity))
				promises[i].until_ms = 0;
	if (record->kind != LEASE_RECORD_BOUND)
		promises[number].until_ms = 0;
	else if (is_written)
		promises[number] =
		    (struct promise){ record->identity, answer->until_ms };
}

/* The address in @answer is nobody else's now. */
static void
check_promises(const struct promise promises[RANGE],
    const struct engine_answer *answer, uint64_t now_ms)
{
	const struct promise *made;
	struct dhcp_identity who;

	if (answer->outcome != ENGINE_OFFERED &&
	    answer->outcome != ENGINE_ACKED && !answer->has_record)
		return;
	if (answer->address < NET + 100 || answer->address >= NET + 100 + RANGE)
		abort();
	made = &promises[answer->address - NET - 100];
	dhcp_client_identity(
	    answer->request, answer->client, DHCP_IDENTIFY_BY_CLIENT_ID, &who);
	if (made->until_ms > now_ms && !is_same(&made->who, &who))
		abort();
}

static void
make_policy(struct policy *policy, struct policy_subnet *subnet)
{
	*subnet = (struct policy_subnet){ .prefix = { NET, 24 },
		.n_ranges = 1,
		.ranges = { { NET + 100, NET + 100 + RANGE - 1 } } };
	*policy = (struct policy){ .subnets = subnet,
		.n_subnets = 1,
		.authoritative = true,
		.identify_by = DHCP_IDENTIFY_BY_CLIENT_ID };
	policy->boot_files[CLASS_BIOS][0] = "pxelinux.0";
	policy_sort(policy);
}

static void
check_record(const struct lease_record *record)
{
	char line[LEASE_RECORD_MAX];
	struct writer out = writer_over(line, sizeof(line));
	struct lease_record again;

	lease_record_write(&out, record);
	if (out.failed || !lease_record_parse(line, out.pos - 1, &again) ||
	    again.address != record->address ||
	    again.identity.len != record->identity.len ||
	    memcmp(again.identity.bytes, record->identity.bytes,
		record->identity.len) != 0)
		abort();
}

static void
check(const struct engine *engine, const struct engine_answer *answer)
{
	struct dhcp_packet reply;

	if (engine_leases(engine) > RANGE)
		abort();
	if (answer->len > 0 &&
	    (answer->len < DHCP_REPLY_LEN_MIN ||
		answer->len > DHCP_REPLY_LEN_MAX ||
		dhcp_packet_parse(answer->bytes, answer->len, &reply)))
		abort();
	if (answer->has_record)
		check_record(&answer->record);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint32_t own = NET + SERVER;
	struct cursor in = cursor_over(data, size);
	struct policy_subnet subnet;
	struct promise promises[RANGE] = { 0 };
	struct engine_answer answer;
	struct policy policy;
	struct engine *engine = engine_new(1);
	struct engine_request request = { .now_ms = 1000,
		.wall_s = WALL_S,
		.link = &own,
		.own = &own,
		.n_link = 1,
		.n_own = 1 };
	bool is_written;
	size_t left;

	make_policy(&policy, &subnet);
	if (!engine || engine_set_policy(engine, &policy))
		abort();
	while (cursor_left(&in) > 3) {
		request.now_ms += cursor_u8(&in) * 1000u;
		request.len = cursor_u16(&in);
		left = cursor_left(&in);
		if (request.len > left)
			request.len = left;
		request.bytes = cursor_take(&in, request.len);
		engine_handle(engine, &request, &answer);
		check(engine, &answer);
		check_promises(promises, &answer, request.now_ms);
		if (!answer.has_record)
			continue;
		is_written = request.now_ms % 7 != 0;
		engine_recorded(engine, answer.record.address, answer.until_ms,
		    is_written, request.now_ms);
		promise(promises, &answer, is_written);
	}
	engine_free(engine);
	return 0;
}

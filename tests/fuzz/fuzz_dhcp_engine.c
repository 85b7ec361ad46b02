/* SPDX-License-Identifier: ISC */
/*
 * A series of messages into one engine with few addresses: each input is cut
 * into messages of a length of two octets, and an octet of seconds that pass
 * before it. Whatever comes, no address has two holders, a reply parses, and
 * what the journal is told fits a line and comes back as it was.
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
	struct engine_answer answer;
	struct policy policy;
	struct engine *engine = engine_new(1);
	struct engine_request request = { .now_ms = 1000,
		.wall_s = WALL_S,
		.link = &own,
		.own = &own,
		.n_link = 1,
		.n_own = 1 };
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
		if (answer.has_record)
			engine_recorded(engine, answer.record.address,
			    answer.until_ms, request.now_ms % 7 != 0,
			    request.now_ms);
	}
	engine_free(engine);
	return 0;
}

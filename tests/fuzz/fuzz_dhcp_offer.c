/* SPDX-License-Identifier: ISC */
/*
 * One message to a server and to a proxy with a boot menu, on ports 67 and
 * 4011. Whatever comes, a reply parses and keeps to the client's limit; what is
 * said on port 4011 or by a proxy gives no address and no lease; an offered
 * menu is whole; the answer to a choice names that choice and its file; and the
 * same message has the same answer again.
 */
#include <stdlib.h>
#include <string.h>

#include "dhcpd/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NET 0xc0a80a00u

enum {
	TAG_MENU = 9,
	TAG_ITEM = 71,
	LISTED_ALONE = 7
};

static void
make_policy(struct policy *policy, struct policy_subnet *subnet, bool is_proxy)
{
	*subnet = (struct policy_subnet){ .prefix = { NET, 24 },
		.n_ranges = 1,
		.ranges = { { NET + 100, NET + 103 } } };
	*policy = (struct policy){ .subnets = subnet,
		.n_subnets = 1,
		.authoritative = true,
		.is_proxy = is_proxy };
	policy->boot_files[CLASS_BIOS][0] = "pxelinux.0";
	policy->boot_files[CLASS_IPXE][0] = "boot.ipxe";
	if (policy_values_set(
		&policy->values, POLICY_MENU_ITEM, CLASS_ANY, "Disk", 4) ||
	    policy_values_set(&policy->values, POLICY_MENU_ITEM + 1, CLASS_ANY,
		"Install\0menu.0", 14))
		abort();
	policy_sort(policy);
}

/* A menu is whole, or there is none: all of its tags, and an end behind them.
 */
static void
check_vendor(
    const struct dhcp_packet *reply, const struct engine_answer *answer)
{
	const uint8_t *bytes, *part;
	size_t len, part_len;

	if (dhcp_packet_bytes(reply, DHCP_OPTION_VENDOR, &bytes, &len))
		return;
	if (len > UINT8_MAX || bytes[len - 1] != DHCP_OPTION_END)
		abort();
	if (dhcp_packet_part(
		reply, DHCP_OPTION_VENDOR, TAG_MENU, &part, &part_len) == 0 &&
	    answer->has_menu && bytes[2] != LISTED_ALONE)
		abort();
	if (dhcp_packet_part(
		reply, DHCP_OPTION_VENDOR, TAG_ITEM, &part, &part_len) == 0 &&
	    (part_len != 4 || memcmp(part, "\x80\2", 2) != 0 ||
		strcmp(answer->boot_file, "menu.0") != 0))
		abort();
}

static void
check(const struct engine *engine, const struct engine_request *request,
    const struct engine_answer *answer, bool is_proxy)
{
	struct dhcp_packet asked, reply;

	if (is_proxy && (answer->has_record || engine_leases(engine) > 0))
		abort();
	if (answer->len == 0)
		return;
	if (dhcp_packet_parse(request->bytes, request->len, &asked) ||
	    dhcp_packet_parse(answer->bytes, answer->len, &reply) ||
	    answer->len < DHCP_REPLY_LEN_MIN ||
	    answer->len > dhcp_reply_limit(&asked))
		abort();
	if ((is_proxy || request->port == DHCP_PORT_PXE) &&
	    (reply.yiaddr || dhcp_packet_has(&reply, DHCP_OPTION_LEASE_TIME) ||
		dhcp_packet_has(&reply, DHCP_OPTION_SUBNET_MASK)))
		abort();
	check_vendor(&reply, answer);
}

static void
ask_twice(const uint8_t *data, size_t size, uint16_t port, bool is_proxy)
{
	static const uint32_t own = NET + 1;
	static struct engine_answer first, again;
	const struct engine_request request = { .bytes = data,
		.len = size,
		.now_ms = 1000,
		.wall_s = 1800000000,
		.port = port,
		.peer = NET + 50,
		.peer_port = port,
		.link = &own,
		.own = &own,
		.n_link = 1,
		.n_own = 1 };
	struct engine *engine = engine_new(1);
	struct policy_subnet subnet;
	struct policy policy;

	make_policy(&policy, &subnet, is_proxy);
	if (!engine || engine_set_policy(engine, &policy))
		abort();
	engine_handle(engine, &request, &first);
	check(engine, &request, &first, is_proxy);
	engine_handle(engine, &request, &again);
	if (first.outcome == again.outcome && first.len > 0 &&
	    (first.len != again.len ||
		memcmp(first.bytes, again.bytes, first.len) != 0))
		abort();
	engine_free(engine);
	policy_values_free(&policy.values);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int is_proxy = 0; is_proxy < 2; is_proxy++) {
		ask_twice(data, size, DHCP_PORT_SERVER, is_proxy);
		ask_twice(data, size, DHCP_PORT_PXE, is_proxy);
	}
	return 0;
}

/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_DHCPD_ENGINE_WORLD_H
#define TESTS_UNIT_DHCPD_ENGINE_WORLD_H

#include <check.h>
#include <stdlib.h>

#include "dhcpd/engine.h"
#include "tests/unit/dhcp_message.h"

/*
 * An engine with one subnet, 192.168.10.0/24, range .100 to .103, in a world
 * whose clock the test owns.
 */

#define NET 0xc0a80a00u
#define SERVER (NET + 1)
#define RELAY_NET 0x0a010000u

enum {
	WORLD_WALL_S = 1800000000,
	WORLD_LEASE_S = 3600
};

struct world {
	struct policy policy;
	struct engine *engine;
	uint64_t now_ms;
	uint32_t local; /* where the next message is sent; 0 broadcast */
	uint16_t port, peer_port;
	uint32_t peer;
	bool is_probed;
	struct message message;
	struct engine_answer answer;
	struct dhcp_packet reply; /* parsed, if there was one */
};

static inline void
world_set(struct policy_values *values, uint16_t key, enum arch_class class,
    const void *bytes, size_t len)
{
	ck_assert_int_eq(policy_values_set(values, key, class, bytes, len), 0);
}

static inline void
world_set_text(struct policy_values *values, uint16_t key,
    enum arch_class class, const char *text)
{
	world_set(values, key, class, text, strlen(text));
}

static inline void
world_set_u32(struct policy_values *values, uint16_t key, uint32_t value)
{
	const uint8_t bytes[] = { (uint8_t)(value >> 24),
		(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value };

	world_set(values, key, CLASS_ANY, bytes, sizeof(bytes));
}

/* Until world_start(), the test may add to the policy. */
static inline struct world *
world_new(void)
{
	struct world *world = calloc(1, sizeof(*world));
	struct policy *policy = &world->policy;

	world->now_ms = 1000000;
	policy->authoritative = true;
	policy->subnets = calloc(2, sizeof(*policy->subnets));
	policy->n_subnets = 2;
	policy->subnets[0] = (struct policy_subnet){ .prefix = { NET, 24 },
		.n_ranges = 1,
		.ranges = { { NET + 100, NET + 103 } } };
	policy->subnets[1] =
	    (struct policy_subnet){ .prefix = { RELAY_NET, 16 },
		    .n_ranges = 1,
		    .ranges = { { RELAY_NET + 100, RELAY_NET + 199 } } };
	world_set_u32(&policy->values, POLICY_LEASE_TIME, WORLD_LEASE_S);
	world_set_text(&policy->subnets[0].values, POLICY_FILENAME, CLASS_ANY,
	    "pxelinux.0");
	world->engine = engine_new(1);
	return world;
}

/* A [host] for machine 52:54:00:00:00:@machine. @address 0: none. */
static inline struct policy_host *
world_host(struct world *world, uint8_t machine, uint32_t address)
{
	struct policy *policy = &world->policy;
	struct policy_match match = { .kind = POLICY_MATCH_MAC,
		.len = MAC_LEN,
		.bytes = { 0x52, 0x54, 0, 0, 0, machine },
		.host = (uint32_t)policy->n_hosts };

	policy->hosts = reallocarray(
	    policy->hosts, policy->n_hosts + 1, sizeof(*policy->hosts));
	policy->matches =
	    reallocarray(policy->matches, policy->n_matches + 1, sizeof(match));
	policy->matches[policy->n_matches++] = match;
	policy->hosts[policy->n_hosts] =
	    (struct policy_host){ .name = strdup("web1"), .address = address };
	return &policy->hosts[policy->n_hosts++];
}

static inline void
world_start(struct world *world)
{
	policy_sort(&world->policy);
	ck_assert_int_eq(engine_set_policy(world->engine, &world->policy), 0);
}

static inline void
world_free(struct world *world)
{
	engine_free(world->engine);
	policy_free(&world->policy);
	free(world);
}

/* Send world->message as it stands. */
static inline enum engine_outcome
world_send(struct world *world)
{
	static const uint32_t own[] = { SERVER, 0x0a020001 };
	struct engine_request request = { .bytes = world->message.bytes,
		.len = world->message.len,
		.now_ms = world->now_ms,
		.wall_s = WORLD_WALL_S,
		.local = world->local,
		.port = world->port,
		.peer = world->peer,
		.peer_port = world->peer_port,
		.link = own,
		.n_link = 1,
		.own = own,
		.n_own = 2,
		.is_probed = world->is_probed };

	engine_handle(world->engine, &request, &world->answer);
	if (world->answer.len > 0)
		ck_assert_int_eq(dhcp_packet_parse(world->answer.bytes,
				     world->answer.len, &world->reply),
		    0);
	return world->answer.outcome;
}

static inline uint32_t
reply_u32(const struct world *world, uint8_t code)
{
	uint32_t value = 0;

	ck_assert_msg(dhcp_packet_u32(&world->reply, code, &value) == 0,
	    "option %u", code);
	return value;
}

static inline void
reply_option_is(
    const struct world *world, uint8_t code, const char *bytes, size_t len)
{
	const uint8_t *got;
	size_t got_len;

	ck_assert_msg(
	    dhcp_packet_bytes(&world->reply, code, &got, &got_len) == 0,
	    "option %u is missing", code);
	ck_assert_msg(
	    got_len == len && memcmp(got, bytes, len) == 0, "option %u", code);
}

/* DISCOVER. Return: the address offered. */
static inline uint32_t
world_discover(struct world *world, uint8_t machine)
{
	message_begin(&world->message, DHCP_DISCOVER, machine);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	return world->reply.yiaddr;
}

/* REQUEST in state SELECTING. */
static inline enum engine_outcome
world_select(
    struct world *world, uint8_t machine, uint32_t server, uint32_t address)
{
	message_begin(&world->message, DHCP_REQUEST, machine);
	message_option_u32(&world->message, DHCP_OPTION_SERVER_ID, server);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	return world_send(world);
}

/* A bound and recorded lease. Return: its address. */
static inline uint32_t
world_bind(struct world *world, uint8_t machine)
{
	uint32_t address = world_discover(world, machine);

	ck_assert_int_eq(
	    world_select(world, machine, SERVER, address), ENGINE_ACKED);
	engine_recorded(world->engine, address, world->answer.until_ms, true,
	    world->now_ms);
	return address;
}

static inline enum engine_outcome
world_init_reboot(struct world *world, uint8_t machine, uint32_t address)
{
	message_begin(&world->message, DHCP_REQUEST, machine);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	return world_send(world);
}

static inline enum engine_outcome
world_renew(struct world *world, uint8_t machine, uint32_t address)
{
	message_begin(&world->message, DHCP_REQUEST, machine);
	message_set_u32(&world->message, AT_CIADDR, address);
	return world_send(world);
}

static inline enum engine_outcome
world_decline(
    struct world *world, uint8_t machine, uint32_t address, uint32_t server)
{
	message_begin(&world->message, DHCP_DECLINE, machine);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	message_option_u32(&world->message, DHCP_OPTION_SERVER_ID, server);
	return world_send(world);
}

#endif

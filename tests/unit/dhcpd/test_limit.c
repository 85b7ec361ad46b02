/* SPDX-License-Identifier: ISC */
#include "dhcpd/limit.h"

#include "tests/unit/dhcpd/engine_world.h"

/*
 * max-leases-per-port and max-leases-per-relay: at the limit and one over it,
 * for offers, leases and declined addresses; who has an address keeps it, a
 * [host] is not counted, and a restart changes nothing. All machines ask in
 * 10.1.0.0/16, behind one relay.
 */

enum {
	RELAY = RELAY_NET + 1,
	MINUTE_MS = 60 * 1000,
};

static void
by_port(struct world *world, uint8_t type, uint8_t machine, uint8_t port)
{
	const uint8_t agent[] = { 1, 1, port };

	message_begin(&world->message, type, machine);
	message_set_u32(&world->message, AT_GIADDR, RELAY);
	if (port)
		message_option(&world->message, DHCP_OPTION_RELAY,
		    (const char *)agent, sizeof(agent));
}

static enum engine_outcome
discover(struct world *world, uint8_t machine, uint8_t port)
{
	by_port(world, DHCP_DISCOVER, machine, port);
	return world_send(world);
}

static enum engine_outcome
request(struct world *world, uint8_t machine, uint8_t port, uint32_t address)
{
	by_port(world, DHCP_REQUEST, machine, port);
	message_option_u32(&world->message, DHCP_OPTION_SERVER_ID, SERVER);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	return world_send(world);
}

static uint32_t
bind_by(struct world *world, uint8_t machine, uint8_t port)
{
	uint32_t address;

	ck_assert_int_eq(discover(world, machine, port), ENGINE_OFFERED);
	address = world->reply.yiaddr;
	ck_assert_int_eq(request(world, machine, port, address), ENGINE_ACKED);
	return address;
}

static struct world *
limited(uint32_t per_port, uint32_t per_relay)
{
	struct world *world = world_new();

	world->policy.limits = (struct policy_limits){ per_port, per_relay };
	return world;
}

START_TEST(per_port)
{
	struct world *world = limited(2, 0);
	uint32_t one;

	world_start(world);
	one = bind_by(world, 1, 'a');
	ck_assert_int_eq(discover(world, 2, 'a'), ENGINE_OFFERED);
	ck_assert_int_eq(discover(world, 3, 'a'), ENGINE_LIMITED);
	ck_assert(world->answer.is_news);
	ck_assert_str_eq(world->answer.reason,
	    "max-leases-per-port = 2, and the machines behind circuit a have "
	    "as many");
	ck_assert_uint_eq(world->answer.len, 0);
	/* Nor by naming an address at once. */
	ck_assert_int_eq(
	    request(world, 3, 'a', RELAY_NET + 150), ENGINE_LIMITED);
	ck_assert(!world->answer.is_news);
	/* Others are not touched: the next port, and who has an address. */
	ck_assert_int_eq(discover(world, 3, 'b'), ENGINE_OFFERED);
	ck_assert_uint_eq(bind_by(world, 1, 'a'), one);
	ck_assert_int_eq(discover(world, 2, 'a'), ENGINE_OFFERED);
	/* Who gives its address back makes room. */
	message_begin(&world->message, DHCP_RELEASE, 1);
	message_set_u32(&world->message, AT_CIADDR, one);
	ck_assert_int_eq(world_send(world), ENGINE_RELEASED);
	ck_assert_int_eq(discover(world, 4, 'a'), ENGINE_OFFERED);
	ck_assert_int_eq(discover(world, 5, 'a'), ENGINE_LIMITED);
	/* Offers that nobody took are over after a minute. */
	world->now_ms += MINUTE_MS + 1;
	ck_assert_int_eq(discover(world, 5, 'a'), ENGINE_OFFERED);
	ck_assert_int_eq(discover(world, 6, 'a'), ENGINE_OFFERED);
	ck_assert_int_eq(discover(world, 7, 'a'), ENGINE_LIMITED);
	ck_assert(world->answer.is_news);
	ck_assert_ptr_nonnull(
	    strstr(world->answer.reason, "3 requests since the last line"));
	world_free(world);
}
END_TEST

START_TEST(per_relay)
{
	struct world *world = limited(0, 3);

	world_start(world);
	bind_by(world, 1, 'a');
	bind_by(world, 2, 'b');
	bind_by(world, 3, 0);
	ck_assert_int_eq(discover(world, 4, 'c'), ENGINE_LIMITED);
	ck_assert_str_eq(world->answer.reason,
	    "max-leases-per-relay = 3, and the machines behind its relay have "
	    "as many");
	ck_assert_int_eq(discover(world, 4, 0), ENGINE_LIMITED);
	/* Machines on a wire of ours came by none. */
	world_bind(world, 5);
	world_free(world);
}
END_TEST

/* The subnet's word counts there; off is a word, too. */
START_TEST(in_one_subnet)
{
	struct world *world = limited(1, 1);

	world->policy.subnets[1].limits =
	    (struct policy_limits){ 2, POLICY_UNLIMITED };
	world_start(world);
	bind_by(world, 1, 'a');
	bind_by(world, 2, 'a');
	ck_assert_int_eq(discover(world, 3, 'a'), ENGINE_LIMITED);
	bind_by(world, 3, 'b');
	world_free(world);
}
END_TEST

/* A machine that takes addresses and declines them gets no more of them than
 * one that keeps them. */
START_TEST(declined_ones_count)
{
	struct world *world = limited(2, 0);

	world_start(world);
	for (uint8_t machine = 1; machine <= 2; machine++) {
		uint32_t address = bind_by(world, machine, 'a');

		by_port(world, DHCP_DECLINE, machine, 'a');
		message_option_u32(
		    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
		ck_assert_int_eq(world_send(world), ENGINE_DECLINED);
	}
	ck_assert_int_eq(discover(world, 3, 'a'), ENGINE_LIMITED);
	ck_assert_int_eq(discover(world, 1, 'a'), ENGINE_LIMITED);
	world->now_ms += LEASE_DECLINE_MS + 1000;
	ck_assert_int_eq(discover(world, 3, 'a'), ENGINE_OFFERED);
	world_free(world);
}
END_TEST

/* What a probe finds in use is no fault of the client's. */
START_TEST(conflicts_do_not_count)
{
	struct world *world = limited(1, 0);
	struct lease_record record;

	world_start(world);
	ck_assert_int_eq(discover(world, 1, 'a'), ENGINE_OFFERED);
	ck_assert(engine_conflict(world->engine, world->reply.yiaddr,
	    world->now_ms, WORLD_WALL_S, &record));
	ck_assert_uint_eq(record.origin.relay, 0);
	ck_assert_int_eq(discover(world, 1, 'a'), ENGINE_OFFERED);
	world_free(world);
}
END_TEST

START_TEST(hosts_are_not_counted)
{
	struct world *world = limited(1, 0);

	world_host(world, 7, RELAY_NET + 50);
	world_host(world, 8, 0);
	world_start(world);
	bind_by(world, 1, 'a');
	ck_assert_uint_eq(bind_by(world, 7, 'a'), RELAY_NET + 50);
	bind_by(world, 8, 'a');
	ck_assert_int_eq(discover(world, 2, 'a'), ENGINE_LIMITED);
	world_free(world);
}
END_TEST

/* A renewal comes without the relay, and says nothing about the port. */
START_TEST(renewing_keeps_the_port)
{
	struct world *world = limited(1, 0);
	uint32_t address;

	world_start(world);
	address = bind_by(world, 1, 'a');
	world->local = SERVER;
	ck_assert_int_eq(world_renew(world, 1, address), ENGINE_ACKED);
	world->local = 0;
	ck_assert_uint_eq(world->answer.record.origin.relay, RELAY);
	ck_assert_int_eq(discover(world, 2, 'a'), ENGINE_LIMITED);
	/* It moves, and is counted where it is: once it is, not when somebody
	 * asks under its name. */
	ck_assert_int_eq(discover(world, 1, 'b'), ENGINE_OFFERED);
	ck_assert_int_eq(discover(world, 2, 'a'), ENGINE_LIMITED);
	bind_by(world, 1, 'b');
	ck_assert_int_eq(discover(world, 2, 'a'), ENGINE_OFFERED);
	ck_assert_int_eq(discover(world, 3, 'b'), ENGINE_LIMITED);
	world_free(world);
}
END_TEST

/* The journal's record brings it back; one of an older journal has none. */
START_TEST(a_restart_changes_nothing)
{
	struct world *before = limited(2, 0), *world = limited(2, 0);
	struct lease_record records[2];

	world_start(before);
	world_start(world);
	for (uint8_t i = 0; i < 2; i++) {
		bind_by(before, (uint8_t)(i + 1), 'a');
		records[i] = before->answer.record;
		ck_assert_int_eq(engine_restore(world->engine, &records[i],
				     world->now_ms + MINUTE_MS, world->now_ms),
		    0);
	}
	ck_assert_int_eq(discover(world, 3, 'a'), ENGINE_LIMITED);
	records[0].origin = (struct origin){ 0 };
	ck_assert_int_eq(engine_restore(world->engine, &records[0],
			     world->now_ms + MINUTE_MS, world->now_ms),
	    0);
	ck_assert_int_eq(discover(world, 3, 'a'), ENGINE_OFFERED);
	world_free(before);
	world_free(world);
}
END_TEST

TEST_MAIN("limit", tcase_add_test(tests, per_port);
	  tcase_add_test(tests, per_relay);
	  tcase_add_test(tests, in_one_subnet);
	  tcase_add_test(tests, declined_ones_count);
	  tcase_add_test(tests, conflicts_do_not_count);
	  tcase_add_test(tests, hosts_are_not_counted);
	  tcase_add_test(tests, renewing_keeps_the_port);
	  tcase_add_test(tests, a_restart_changes_nothing);)

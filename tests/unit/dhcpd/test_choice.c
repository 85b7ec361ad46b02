/* SPDX-License-Identifier: ISC */
#include "dhcpd/choice.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcpd/engine_world.h"

static enum engine_outcome
discover(struct world *world, uint8_t machine)
{
	message_begin(&world->message, DHCP_DISCOVER, machine);
	return world_send(world);
}

static uint32_t
discover_wishing(struct world *world, uint8_t machine, uint32_t address)
{
	message_begin(&world->message, DHCP_DISCOVER, machine);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	return world->reply.yiaddr;
}

/* RFC 2131 4.3.1: the current address, else the former one, else the one that
 * is wished for, else a free one. */
START_TEST(in_the_order_of_the_rfc)
{
	struct world *world = world_new();
	uint32_t mine, wish;

	world_start(world);
	mine = world_bind(world, 1);
	wish = mine == NET + 103 ? NET + 100 : NET + 103;
	ck_assert_uint_eq(discover_wishing(world, 1, wish), mine);
	/* Given back; then expired. */
	message_begin(&world->message, DHCP_RELEASE, 1);
	message_set_u32(&world->message, AT_CIADDR, mine);
	message_option_u32(&world->message, DHCP_OPTION_SERVER_ID, SERVER);
	ck_assert_int_eq(world_send(world), ENGINE_RELEASED);
	ck_assert_uint_eq(discover_wishing(world, 1, wish), mine);
	ck_assert_int_eq(world_select(world, 1, SERVER, mine), ENGINE_ACKED);
	world->now_ms += WORLD_LEASE_S * 1000 + 2000;
	ck_assert_uint_eq(discover_wishing(world, 1, wish), mine);
	/* Another has it by now. */
	world->now_ms += LEASE_OFFER_MS + 2000;
	ck_assert_uint_eq(discover_wishing(world, 2, mine), mine);
	ck_assert_int_eq(world_select(world, 2, SERVER, mine), ENGINE_ACKED);
	ck_assert_uint_eq(discover_wishing(world, 1, wish), wish);
	/* A wish for what is another's, or nobody's to give. */
	ck_assert_uint_ne(discover_wishing(world, 3, mine), mine);
	ck_assert_uint_ne(discover_wishing(world, 3, NET + 9), NET + 9);
	world_free(world);
}
END_TEST

/* Strangers who decline all that there is keep others out for a minute, not
 * for ten; whoever has an address keeps it. */
START_TEST(declining_all)
{
	struct world *world = world_new();
	uint32_t first;

	world_start(world);
	first = world_bind(world, 1);
	ck_assert_int_eq(
	    world_decline(world, 1, first, SERVER), ENGINE_DECLINED);
	world->now_ms += 1000;
	for (uint8_t machine = 2; machine <= 3; machine++)
		ck_assert_int_eq(world_decline(world, machine,
				     world_bind(world, machine), SERVER),
		    ENGINE_DECLINED);
	ck_assert_uint_ne(world_bind(world, 4), 0);
	ck_assert_int_eq(discover(world, 9), ENGINE_EXHAUSTED);
	world->now_ms += LEASE_REST_MIN_MS - 1001;
	ck_assert_int_eq(discover(world, 9), ENGINE_EXHAUSTED);
	world->now_ms += 1;
	ck_assert_uint_eq(world_discover(world, 9), first);
	ck_assert(world->answer.is_alarm);
	ck_assert_ptr_nonnull(
	    strstr(world->answer.reason, "nothing else is free"));
	/* The others have not rested long enough, and its offer is its own. */
	ck_assert_int_eq(world_select(world, 9, SERVER, first), ENGINE_ACKED);
	ck_assert_int_eq(discover(world, 10), ENGINE_EXHAUSTED);
	world_free(world);
}
END_TEST

START_TEST(expiry)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	for (uint8_t machine = 2; machine <= 4; machine++)
		world_bind(world, machine);
	message_begin(&world->message, DHCP_DISCOVER, 9);
	ck_assert_int_eq(world_send(world), ENGINE_EXHAUSTED);
	ck_assert(world->answer.is_news);
	ck_assert_int_eq(world_send(world), ENGINE_EXHAUSTED);
	ck_assert(!world->answer.is_news); /* one line a minute */
	world->now_ms += 60 * 1000;
	ck_assert_int_eq(world_send(world), ENGINE_EXHAUSTED);
	ck_assert(world->answer.is_news);
	ck_assert_str_eq(world->answer.reason,
	    "no free address in 192.168.10.0/24: all of its range is leased; "
	    "2 requests since the last line");
	world->now_ms += WORLD_LEASE_S * 1000 + 2000;
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	/* Its former holder asks for its own. */
	if (world->reply.yiaddr != address)
		ck_assert_uint_eq(world_discover(world, 1), address);
	world_free(world);
}
END_TEST

/* A flood of DISCOVERs takes no bound address, and its offers go round. */
START_TEST(flood_of_discovers)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	for (unsigned machine = 2; machine < 250; machine++)
		ck_assert_uint_ne(
		    world_discover(world, (uint8_t)machine), address);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	ck_assert_int_eq(world_renew(world, 1, address), ENGINE_ACKED);
	world_bind(world, 251);
	world_free(world);
}
END_TEST

/* A range that holds the server's own address. */
START_TEST(own_address_in_range)
{
	struct world *world = world_new();

	world->policy.subnets[0].ranges[0] =
	    (struct lease_pool){ SERVER, SERVER + 2 };
	world_start(world);
	for (uint8_t machine = 1; machine <= 2; machine++)
		ck_assert_uint_ne(world_bind(world, machine), SERVER);
	message_begin(&world->message, DHCP_DISCOVER, 3);
	ck_assert_int_eq(world_send(world), ENGINE_EXHAUSTED);
	ck_assert_int_eq(world_select(world, 3, SERVER, SERVER), ENGINE_NAKED);
	world_free(world);
}
END_TEST

START_TEST(fixed_address)
{
	struct world *world = world_new();

	world_host(world, 7, NET + 50);
	world_start(world);
	ck_assert_uint_eq(world_bind(world, 7), NET + 50);
	ck_assert_str_eq(world->answer.host, "web1");
	ck_assert_int_eq(world_init_reboot(world, 7, NET + 50), ENGINE_ACKED);
	ck_assert_int_eq(world_init_reboot(world, 7, NET + 100), ENGINE_NAKED);
	ck_assert_int_eq(
	    world_select(world, 8, SERVER, NET + 50), ENGINE_NAKED);
	world_free(world);
}
END_TEST

/* Inside the range it is kept from others, however many they are. */
START_TEST(fixed_address_in_range)
{
	struct world *world = world_new();

	world_host(world, 7, NET + 102);
	world_start(world);
	for (uint8_t machine = 1; machine <= 3; machine++)
		ck_assert_uint_ne(world_bind(world, machine), NET + 102);
	message_begin(&world->message, DHCP_DISCOVER, 4);
	ck_assert_int_eq(world_send(world), ENGINE_EXHAUSTED);
	ck_assert_uint_eq(world_bind(world, 7), NET + 102);
	world_free(world);
}
END_TEST

/* Nor does a flood take it while it is offered. */
START_TEST(fixed_address_in_a_flood)
{
	struct world *world = world_new();

	world_host(world, 7, NET + 102);
	world_start(world);
	ck_assert_uint_eq(world_discover(world, 7), NET + 102);
	for (uint8_t machine = 100; machine <= 200; machine++)
		ck_assert_uint_ne(world_discover(world, machine), NET + 102);
	ck_assert_int_eq(
	    world_select(world, 7, SERVER, NET + 102), ENGINE_ACKED);
	world_free(world);
}
END_TEST

/* A reload gives a bound client an address of its own. */
START_TEST(fixed_address_comes_later)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 7);
	world_host(world, 7, NET + 50);
	world_start(world);
	ck_assert_int_eq(world_renew(world, 7, address), ENGINE_NAKED);
	ck_assert_uint_eq(world_bind(world, 7), NET + 50);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	world_free(world);
}
END_TEST

START_TEST(probe_before_first_offer)
{
	struct world *world = world_new();
	struct lease_record record;
	uint32_t address;

	world->policy.conflict_check = true;
	world_start(world);
	address = world_discover(world, 1);
	ck_assert_uint_eq(world->answer.probe, address);
	ck_assert(engine_conflict(
	    world->engine, address, world->now_ms, WORLD_WALL_S, &record));
	ck_assert_int_eq(record.kind, LEASE_RECORD_DECLINED);
	ck_assert_uint_eq(record.address, address);
	ck_assert(!engine_conflict(
	    world->engine, address, world->now_ms, WORLD_WALL_S, &record));
	ck_assert_uint_ne(world_discover(world, 1), address);
	/* Its own address needs no asking, nor does what it takes of an offer
	 * (RFC 2131 3.1.4, 3.2.2). */
	address = world_bind(world, 1);
	ck_assert_uint_eq(world->answer.probe, 0);
	ck_assert_int_eq(world_init_reboot(world, 1, address), ENGINE_ACKED);
	ck_assert_uint_eq(world->answer.probe, 0);
	world_discover(world, 1);
	ck_assert_uint_eq(world->answer.probe, 0);
	world->is_probed = true;
	world_discover(world, 2);
	ck_assert_uint_eq(world->answer.probe, 0);
	world_free(world);
}
END_TEST

TEST_MAIN("choice", tcase_add_test(tests, in_the_order_of_the_rfc);
	  tcase_add_test(tests, declining_all); tcase_add_test(tests, expiry);
	  tcase_add_test(tests, flood_of_discovers);
	  tcase_add_test(tests, own_address_in_range);
	  tcase_add_test(tests, fixed_address);
	  tcase_add_test(tests, fixed_address_in_range);
	  tcase_add_test(tests, fixed_address_in_a_flood);
	  tcase_add_test(tests, fixed_address_comes_later);
	  tcase_add_test(tests, probe_before_first_offer);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/trouble.h"

#include "tests/unit/dhcpd/engine_world.h"

/*
 * What is said where addresses run out: a line a minute for each wire, so that
 * one network's trouble does not hide another's. 192.168.10.0/24 has four
 * addresses here, 10.1.0.0/16 behind a relay has one.
 */
enum {
	MINUTE_MS = 60 * 1000
};

static struct world *
two_networks(const char *shared)
{
	struct world *world = world_new();

	world->policy.subnets[1].ranges[0] =
	    (struct lease_pool){ RELAY_NET + 100, RELAY_NET + 100 };
	for (size_t i = 0; shared && i < 2; i++)
		world->policy.subnets[i].shared = strdup(shared);
	world_start(world);
	return world;
}

/* DISCOVER by the relay of 10.1.0.0/16, or without one. */
static enum engine_outcome
discover(struct world *world, uint8_t machine, bool is_relayed)
{
	message_begin(&world->message, DHCP_DISCOVER, machine);
	if (is_relayed)
		message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	return world_send(world);
}

static void
use_up(struct world *world)
{
	uint32_t address;

	for (uint8_t machine = 1; machine <= 4; machine++)
		world_bind(world, machine);
	ck_assert_int_eq(discover(world, 5, true), ENGINE_OFFERED);
	address = world->reply.yiaddr;
	message_begin(&world->message, DHCP_REQUEST, 5);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	message_option_u32(&world->message, DHCP_OPTION_SERVER_ID, SERVER);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	ck_assert_int_eq(world_send(world), ENGINE_ACKED);
}

START_TEST(each_network_has_its_line)
{
	struct world *world = two_networks(NULL);

	use_up(world);
	ck_assert_int_eq(discover(world, 9, false), ENGINE_EXHAUSTED);
	ck_assert(world->answer.is_news);
	ck_assert_str_eq(world->answer.reason,
	    "no free address in 192.168.10.0/24: all of its range is leased");
	ck_assert_int_eq(discover(world, 9, true), ENGINE_EXHAUSTED);
	ck_assert(world->answer.is_news);
	ck_assert_str_eq(world->answer.reason,
	    "no free address in 10.1.0.0/16: all of its range is leased");
	for (unsigned i = 0; i < 3; i++) {
		discover(world, 9, false);
		ck_assert(!world->answer.is_news);
	}
	world->now_ms += MINUTE_MS;
	discover(world, 9, false);
	ck_assert(world->answer.is_news);
	ck_assert_str_eq(world->answer.reason,
	    "no free address in 192.168.10.0/24: all of its range is leased; "
	    "4 requests since the last line");
	discover(world, 9, true);
	ck_assert_str_eq(world->answer.reason,
	    "no free address in 10.1.0.0/16: all of its range is leased");
	world_free(world);
}
END_TEST

START_TEST(one_wire_has_one_line)
{
	struct world *world = two_networks("hall");

	for (uint8_t machine = 1; machine <= 5; machine++)
		world_bind(world, machine);
	ck_assert_int_eq(discover(world, 9, false), ENGINE_EXHAUSTED);
	ck_assert(world->answer.is_news);
	ck_assert_str_eq(world->answer.reason,
	    "no free address in shared-network hall: all of its range is "
	    "leased");
	ck_assert_int_eq(discover(world, 9, true), ENGINE_EXHAUSTED);
	ck_assert(!world->answer.is_news);
	world_free(world);
}
END_TEST

/* Machines beyond the range's size take offers from each other. */
START_TEST(offers_go_round)
{
	struct world *world = two_networks(NULL);

	for (uint8_t machine = 1; machine <= 4; machine++) {
		ck_assert_int_eq(
		    discover(world, machine, false), ENGINE_OFFERED);
		ck_assert(world->answer.is_news && !world->answer.is_alarm);
	}
	ck_assert_int_eq(discover(world, 5, false), ENGINE_OFFERED);
	ck_assert(world->answer.is_news && world->answer.is_alarm);
	ck_assert_ptr_nonnull(strstr(world->answer.reason,
	    "all of 192.168.10.0/24 is leased or offered; offers that went on "
	    "to "
	    "others before their time: 1. If"));
	for (uint8_t machine = 6; machine <= 200; machine++) {
		ck_assert_int_eq(
		    discover(world, machine, false), ENGINE_OFFERED);
		ck_assert(!world->answer.is_news && !world->answer.is_alarm);
	}
	/* Who asks again has an offer and is no news of this kind. */
	discover(world, 200, false);
	ck_assert(world->answer.is_news && !world->answer.is_alarm);
	world->now_ms += MINUTE_MS - 1;
	discover(world, 201, false);
	ck_assert(!world->answer.is_news);
	world_free(world);
}
END_TEST

/* DECLINEs of what others have, REQUESTs of what nobody gave, INFORMs: they
 * cost a stranger nothing. */
START_TEST(a_line_for_each_machine)
{
	struct world *world = two_networks(NULL);
	uint32_t address;

	address = world_bind(world, 1);
	for (unsigned round = 0; round < 2; round++) {
		for (uint8_t machine = 2; machine <= 3; machine++) {
			message_begin(&world->message, DHCP_DECLINE, machine);
			message_option_u32(&world->message,
			    DHCP_OPTION_REQUESTED_ADDRESS, address);
			ck_assert_int_eq(world_send(world), ENGINE_IGNORED);
			ck_assert(world->answer.is_news);
			ck_assert_int_eq(world_send(world), ENGINE_IGNORED);
			ck_assert(!world->answer.is_news);
			ck_assert_int_eq(
			    world_init_reboot(world, machine, address),
			    ENGINE_NAKED);
			ck_assert(world->answer.is_news);
			world_send(world);
			ck_assert(!world->answer.is_news);
		}
		world->now_ms += MINUTE_MS;
	}
	world_free(world);
}
END_TEST

/* However many machines have had a line, that of their network comes. */
START_TEST(machines_leave_room_for_networks)
{
	struct world *world = two_networks(NULL);

	use_up(world);
	for (uint32_t i = 0; i < 8 * NEWS_SLOTS; i++) {
		message_begin(
		    &world->message, DHCP_DECLINE, (uint8_t)(10 + i % 200));
		message_option_u32(&world->message,
		    DHCP_OPTION_REQUESTED_ADDRESS, RELAY_NET + 10 + i / 200);
		world_send(world);
	}
	ck_assert_int_eq(discover(world, 9, false), ENGINE_EXHAUSTED);
	ck_assert(world->answer.is_news);
	world_free(world);
}
END_TEST

/* RFC 3046 2.2: an option 82 that cannot come back whole stays away, and that
 * is counted; for each relay, whatever else is told. */
START_TEST(relay_options_left_out)
{
	struct world *world = two_networks(NULL);
	const uint8_t value[255] = { 1, 253 };

	for (uint8_t i = 0; i < 6; i++) {
		world->now_ms += i == 4 ? MINUTE_MS : 0;
		message_begin(&world->message, DHCP_DISCOVER, i < 5 ? 1 : 2);
		message_set_u32(&world->message, AT_GIADDR,
		    i < 5 ? RELAY_NET + 1 : NET + 1);
		message_option(&world->message, DHCP_OPTION_RELAY, value, 255);
		message_option(&world->message, DHCP_OPTION_RELAY, value,
		    i == 1 ? 0 : 100);
		ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
		ck_assert(world->answer.is_news);
		ck_assert(world->answer.is_alarm == (i == 0 || i > 3));
		ck_assert_str_eq(world->answer.reason,
		    !world->answer.is_alarm ? ""
			: i == 4
			? "option 82 of its relay, 355 octets, leaves no room "
			  "for the reply; replies without it: 3"
			: "option 82 of its relay, 355 octets, leaves no room "
			  "for the reply; replies without it: 1");
		ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_RELAY) ==
		    (i != 1));
		ck_assert_uint_eq(world->reply.type, DHCP_OFFER);
	}
	world_free(world);
}
END_TEST

TEST_MAIN("trouble", tcase_add_test(tests, relay_options_left_out);
	  tcase_add_test(tests, each_network_has_its_line);
	  tcase_add_test(tests, one_wire_has_one_line);
	  tcase_add_test(tests, offers_go_round);
	  tcase_add_test(tests, a_line_for_each_machine);
	  tcase_add_test(tests, machines_leave_room_for_networks);)

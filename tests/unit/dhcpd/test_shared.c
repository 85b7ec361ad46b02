/* SPDX-License-Identifier: ISC */
#include "dhcpd/shared.h"

#include "tests/unit/dhcpd/engine_world.h"

/*
 * Clients come in by 192.168.10.0/24 with four addresses; 10.1.0.0/16, with a
 * hundred, is on the same wire.
 */
static struct world *
one_wire(void)
{
	struct world *world = world_new();

	world->policy.subnets[0].shared = strdup("wire");
	world->policy.subnets[1].shared = strdup("wire");
	world_set_text(&world->policy.subnets[1].values, POLICY_FILENAME,
	    CLASS_ANY, "other.0");
	return world;
}

static bool
is_other(uint32_t address)
{
	return address >> 16 == RELAY_NET >> 16;
}

START_TEST(goes_on_next_door)
{
	struct world *world = one_wire();
	uint32_t address;

	world_start(world);
	for (uint8_t i = 1; i <= 4; i++)
		ck_assert(!is_other(world_bind(world, i)));
	address = world_bind(world, 5);
	ck_assert(is_other(address));
	/* With what that subnet says, from the server that it knows. */
	ck_assert_str_eq(world->answer.boot_file, "other.0");
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SUBNET_MASK), 0xffff0000);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), SERVER);
	/* And there it stays, also when there is room again. */
	ck_assert_int_eq(world_renew(world, 5, address), ENGINE_ACKED);
	ck_assert_int_eq(world_init_reboot(world, 5, address), ENGINE_ACKED);
	world->now_ms += 2 * WORLD_LEASE_S * 1000ull;
	ck_assert_uint_eq(world_discover(world, 5), address);
	ck_assert(!is_other(world_discover(world, 6)));
	world_free(world);
}
END_TEST

START_TEST(alone)
{
	struct world *world = world_new();

	world->policy.subnets[1].shared = strdup("wire");
	world_start(world);
	for (uint8_t i = 1; i <= 4; i++)
		world_bind(world, i);
	message_begin(&world->message, DHCP_DISCOVER, 5);
	ck_assert_int_eq(world_send(world), ENGINE_EXHAUSTED);
	ck_assert_int_eq(
	    world_init_reboot(world, 5, RELAY_NET + 100), ENGINE_NAKED);
	world_free(world);
}
END_TEST

/* Whoever moves next door leaves nothing behind. */
START_TEST(one_address_on_one_wire)
{
	struct world *world = one_wire();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	ck_assert_int_eq(
	    world_select(world, 1, SERVER, RELAY_NET + 150), ENGINE_ACKED);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	ck_assert_uint_eq(world->reply.yiaddr, RELAY_NET + 150);
	ck_assert_uint_ne(address, RELAY_NET + 150);
	world_free(world);
}
END_TEST

START_TEST(a_hosts_address)
{
	struct world *world = one_wire();

	world_host(world, 7, RELAY_NET + 7);
	world_start(world);
	ck_assert_uint_eq(world_bind(world, 7), RELAY_NET + 7);
	ck_assert(!is_other(world_bind(world, 8)));
	world_free(world);
}
END_TEST

/* Where a host is pinned it is served, by whatever subnet of the wire it came
 * in, and nowhere else. */
START_TEST(a_pinned_host)
{
	struct world *world = one_wire();
	struct policy_host *host = world_host(world, 7, 0);

	host->is_pinned = true;
	host->subnet = (struct prefix){ RELAY_NET, 16 };
	world_start(world);
	ck_assert(is_other(world_bind(world, 7)));
	ck_assert_int_eq(world_init_reboot(world, 7, NET + 100), ENGINE_NAKED);
	host->subnet = (struct prefix){ 0x0a090000, 16 };
	message_begin(&world->message, DHCP_DISCOVER, 7);
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	world_free(world);
}
END_TEST

/* Who names a network of the wire, the client by option 118 or its relay by
 * option 82.5, begins there; with both, the relay is right (RFC 3527). A pinned
 * host still gets its own, as that is on the same link. */
START_TEST(a_selected_network)
{
	struct world *world = one_wire();
	struct policy_host *host = world_host(world, 7, 0);

	host->is_pinned = true;
	host->subnet = (struct prefix){ NET, 24 };
	world_start(world);
	for (uint8_t machine = 6; machine <= 8; machine++) {
		message_begin(&world->message, DHCP_DISCOVER, machine);
		message_option_u32(&world->message,
		    DHCP_OPTION_SUBNET_SELECTION,
		    machine == 8 ? NET : RELAY_NET);
		if (machine == 8)
			message_option(&world->message, DHCP_OPTION_RELAY,
			    OCTETS("\5\4\x0a\1\0\0"));
		ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
		ck_assert_msg(is_other(world->reply.yiaddr) == (machine != 7),
		    "machine %u", machine);
	}
	world_free(world);
}
END_TEST

/* A subnet that is closed to strangers is no way out. */
START_TEST(closed_next_door)
{
	struct world *world = one_wire();

	world->policy.subnets[1].unknown = POLICY_UNKNOWN_DENY;
	world_start(world);
	for (uint8_t i = 1; i <= 4; i++)
		world_bind(world, i);
	message_begin(&world->message, DHCP_DISCOVER, 5);
	ck_assert_int_eq(world_send(world), ENGINE_EXHAUSTED);
	world_free(world);
}
END_TEST

START_TEST(declined_and_released)
{
	struct world *world = one_wire();
	uint32_t address;

	world_start(world);
	for (uint8_t i = 1; i <= 4; i++)
		world_bind(world, i);
	address = world_bind(world, 5);
	message_begin(&world->message, DHCP_DECLINE, 5);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	ck_assert_int_eq(world_send(world), ENGINE_DECLINED);
	ck_assert_uint_ne(world_bind(world, 5), address);
	address = world->reply.yiaddr;
	message_begin(&world->message, DHCP_RELEASE, 5);
	message_set_u32(&world->message, AT_CIADDR, address);
	ck_assert_int_eq(world_send(world), ENGINE_RELEASED);
	ck_assert_uint_eq(engine_leases(world->engine), 4);
	world_free(world);
}
END_TEST

TEST_MAIN("shared", tcase_add_test(tests, goes_on_next_door);
	  tcase_add_test(tests, alone);
	  tcase_add_test(tests, one_address_on_one_wire);
	  tcase_add_test(tests, a_hosts_address);
	  tcase_add_test(tests, a_pinned_host);
	  tcase_add_test(tests, a_selected_network);
	  tcase_add_test(tests, closed_next_door);
	  tcase_add_test(tests, declined_and_released);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/dialogue.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcpd/engine_world.h"

START_TEST(selecting)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_discover(world, 1);
	ck_assert_int_eq(world_select(world, 1, SERVER, address), ENGINE_ACKED);
	ck_assert_uint_eq(world->reply.type, DHCP_ACK);
	ck_assert_uint_eq(world->reply.yiaddr, address);
	ck_assert(world->answer.has_record);
	ck_assert_int_eq(world->answer.record.kind, LEASE_RECORD_BOUND);
	ck_assert_uint_eq(world->answer.record.address, address);
	ck_assert_int_eq(
	    world->answer.record.until_s, WORLD_WALL_S + WORLD_LEASE_S);
	ck_assert_uint_eq(
	    world->answer.until_ms, world->now_ms + WORLD_LEASE_S * 1000u);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	/* An ACK that got lost is given again. */
	ck_assert_int_eq(world_select(world, 1, SERVER, address), ENGINE_ACKED);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	/* DISCOVER of a bound client shows its address and ends nothing. */
	ck_assert_uint_eq(world_discover(world, 1), address);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	world_free(world);
}
END_TEST

START_TEST(selecting_what_was_never_offered)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	/* Another's address, one outside the range, one of no network. */
	ck_assert_int_eq(world_select(world, 2, SERVER, address), ENGINE_NAKED);
	ck_assert_uint_eq(world->reply.type, DHCP_NAK);
	ck_assert_uint_eq(world->reply.yiaddr, 0);
	ck_assert_int_eq(
	    world_select(world, 2, SERVER, NET + 99), ENGINE_NAKED);
	ck_assert_int_eq(
	    world_select(world, 2, SERVER, 0x08080808), ENGINE_NAKED);
	/* A free one: this server was killed after its offer. */
	ck_assert_int_eq(world_select(world, 2, SERVER,
			     address == NET + 100 ? NET + 101 : NET + 100),
	    ENGINE_ACKED);
	world_free(world);
}
END_TEST

/* Another address of this host is this server, too: two helper addresses. */
START_TEST(selecting_by_another_own_address)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_discover(world, 1);
	ck_assert_int_eq(
	    world_select(world, 1, 0x0a020001, address), ENGINE_ACKED);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), 0x0a020001);
	world_free(world);
}
END_TEST

START_TEST(selecting_another_server)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_discover(world, 1);
	ck_assert_int_eq(
	    world_select(world, 1, NET + 2, address), ENGINE_IGNORED);
	ck_assert_uint_eq(world->answer.len, 0);
	/* The offer is free for the next one at once. */
	for (uint8_t machine = 2; machine <= 5; machine++)
		world_bind(world, machine);
	ck_assert_uint_eq(engine_leases(world->engine), 4);
	world_free(world);
}
END_TEST

/* A bound client that chooses another server for once keeps its lease. */
START_TEST(bound_client_selects_another_server)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	world_select(world, 1, NET + 2, address);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	world_free(world);
}
END_TEST

START_TEST(init_reboot)
{
	struct world *world = world_new();
	uint32_t address, other;

	world_start(world);
	address = world_bind(world, 1);
	other = address == NET + 100 ? NET + 101 : NET + 100;
	ck_assert_int_eq(world_init_reboot(world, 1, address), ENGINE_ACKED);
	ck_assert_uint_eq(world->reply.yiaddr, address);
	ck_assert_int_eq(world_init_reboot(world, 1, other), ENGINE_NAKED);
	ck_assert_int_eq(world_init_reboot(world, 1, 0x08080808), ENGINE_NAKED);
	ck_assert_int_eq(world->answer.route.how, ROUTE_BROADCAST);
	ck_assert_int_eq(world_init_reboot(world, 2, address), ENGINE_NAKED);
	world_free(world);
}
END_TEST

/* RFC 2131 4.3.2: silence where another server may know better. */
START_TEST(init_reboot_not_authoritative)
{
	struct world *world = world_new();
	uint32_t address;

	world->policy.authoritative = false;
	world_start(world);
	address = world_bind(world, 1);
	ck_assert_int_eq(
	    world_init_reboot(world, 2, NET + 103), ENGINE_IGNORED);
	ck_assert_int_eq(
	    world_init_reboot(world, 1, 0x08080808), ENGINE_IGNORED);
	/* But of a client that it knows it says what is wrong. */
	ck_assert_int_eq(world_init_reboot(world, 1,
			     address == NET + 100 ? NET + 101 : NET + 100),
	    ENGINE_NAKED);
	ck_assert_int_eq(world_init_reboot(world, 1, address), ENGINE_ACKED);
	world_free(world);
}
END_TEST

START_TEST(renewing)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	world->now_ms += WORLD_LEASE_S / 2 * 1000;
	world->local = SERVER;
	ck_assert_int_eq(world_renew(world, 1, address), ENGINE_ACKED);
	ck_assert_int_eq(world->answer.route.how, ROUTE_CLIENT);
	ck_assert_uint_eq(world->answer.route.address, address);
	ck_assert_uint_eq(world->reply.ciaddr, address);
	ck_assert_uint_eq(world->reply.yiaddr, address);
	ck_assert_uint_eq(
	    world->answer.until_ms, world->now_ms + WORLD_LEASE_S * 1000u);
	/* REBINDING is the same by broadcast. */
	world->local = 0;
	ck_assert_int_eq(world_renew(world, 1, address), ENGINE_ACKED);
	ck_assert_int_eq(world->answer.route.how, ROUTE_CLIENT);
	ck_assert_int_eq(world_renew(world, 2, address), ENGINE_NAKED);
	world_free(world);
}
END_TEST

/* All memory lost: who uses a free address keeps it, unless another server
 * may have given it. */
START_TEST(renewing_unknown)
{
	struct world *world = world_new();

	world_start(world);
	ck_assert_int_eq(world_renew(world, 1, NET + 101), ENGINE_ACKED);
	ck_assert_int_eq(world_renew(world, 2, NET + 200), ENGINE_NAKED);
	world->policy.authoritative = false;
	ck_assert_int_eq(world_renew(world, 2, NET + 102), ENGINE_IGNORED);
	ck_assert_int_eq(world_renew(world, 2, NET + 200), ENGINE_IGNORED);
	world_free(world);
}
END_TEST

START_TEST(request_that_names_nothing)
{
	struct world *world = world_new();

	world_start(world);
	message_begin(&world->message, DHCP_REQUEST, 1);
	ck_assert_int_eq(world_send(world), ENGINE_MALFORMED);
	ck_assert_uint_eq(world->answer.len, 0);
	world_free(world);
}
END_TEST

static enum engine_outcome
release(struct world *world, uint8_t machine, uint32_t address, uint32_t server)
{
	message_begin(&world->message, DHCP_RELEASE, machine);
	message_set_u32(&world->message, AT_CIADDR, address);
	if (server)
		message_option_u32(
		    &world->message, DHCP_OPTION_SERVER_ID, server);
	return world_send(world);
}

START_TEST(releasing)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	/* Another's, and another server's. */
	ck_assert_int_eq(release(world, 2, address, SERVER), ENGINE_IGNORED);
	ck_assert_int_eq(release(world, 1, address, NET + 2), ENGINE_IGNORED);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	ck_assert_int_eq(release(world, 1, address, SERVER), ENGINE_RELEASED);
	ck_assert_int_eq(world->answer.record.kind, LEASE_RECORD_RELEASED);
	ck_assert_uint_eq(world->answer.len, 0);
	ck_assert_uint_eq(engine_leases(world->engine), 0);
	ck_assert_int_eq(release(world, 1, address, SERVER), ENGINE_IGNORED);
	/* It gets the same one again. */
	ck_assert_uint_eq(world_discover(world, 1), address);
	world_free(world);
}
END_TEST

START_TEST(declining)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	ck_assert_int_eq(
	    world_decline(world, 2, address, SERVER), ENGINE_IGNORED);
	ck_assert_int_eq(
	    world_decline(world, 1, address, NET + 2), ENGINE_IGNORED);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	ck_assert_int_eq(
	    world_decline(world, 1, address, SERVER), ENGINE_DECLINED);
	ck_assert_int_eq(world->answer.record.kind, LEASE_RECORD_DECLINED);
	/* Nobody gets it now. */
	ck_assert_uint_ne(world_discover(world, 1), address);
	ck_assert_int_eq(world_init_reboot(world, 1, address), ENGINE_NAKED);
	ck_assert_int_eq(world_select(world, 3, SERVER, address), ENGINE_NAKED);
	world->now_ms += LEASE_DECLINE_MS + 2000;
	ck_assert_int_eq(world_select(world, 3, SERVER, address), ENGINE_ACKED);
	world_free(world);
}
END_TEST

START_TEST(informing)
{
	uint32_t value;
	struct world *world = world_new();

	world_start(world);
	message_begin(&world->message, DHCP_INFORM, 1);
	message_set_u32(&world->message, AT_CIADDR, NET + 7);
	ck_assert_int_eq(world_send(world), ENGINE_INFORMED);
	ck_assert_uint_eq(world->reply.type, DHCP_ACK);
	ck_assert_uint_eq(world->reply.yiaddr, 0);
	ck_assert_uint_eq(world->reply.ciaddr, NET + 7);
	ck_assert_int_eq(
	    dhcp_packet_u32(&world->reply, DHCP_OPTION_LEASE_TIME, &value),
	    DHCP_ANSWER_ABSENT);
	ck_assert_int_eq(world->answer.route.how, ROUTE_CLIENT);
	ck_assert_uint_eq(engine_leases(world->engine), 0);
	/* RFC 2131 3.4: the address is checked for consistency. */
	message_set_u32(&world->message, AT_CIADDR, 0x08080808);
	ck_assert_int_eq(world_send(world), ENGINE_IGNORED);
	ck_assert_uint_eq(world->answer.len, 0);
	message_set_u32(&world->message, AT_CIADDR, NET + 7);
	/* Times that somebody configured are of no use without a lease. */
	world_set_u32(&world->policy.values, DHCP_OPTION_RENEWAL_TIME, 9);
	world_set_u32(&world->policy.values, DHCP_OPTION_REBINDING_TIME, 9);
	world_send(world);
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_RENEWAL_TIME));
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_REBINDING_TIME));
	world_free(world);
}
END_TEST

START_TEST(bootp)
{
	struct world *world = world_new();

	world_host(world, 7, NET + 50);
	world_start(world);
	message_begin(&world->message, 0, 7);
	ck_assert_int_eq(world_send(world), ENGINE_BOOTP);
	ck_assert_uint_eq(world->reply.yiaddr, NET + 50);
	ck_assert_uint_eq(world->reply.type, DHCP_BOOTP);
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_SERVER_ID));
	/* RFC 1542 5.4: to an address that the client has already. */
	message_set_u32(&world->message, AT_CIADDR, NET + 50);
	ck_assert_int_eq(world_send(world), ENGINE_BOOTP);
	ck_assert_uint_eq(world->reply.ciaddr, NET + 50);
	ck_assert_int_eq(world->answer.route.how, ROUTE_CLIENT);
	ck_assert_uint_eq(world->answer.route.address, NET + 50);
	message_begin(&world->message, 0, 8);
	ck_assert_int_eq(world_send(world), ENGINE_IGNORED);
	world_free(world);
}
END_TEST

/* RFC 1534 section 2: never more than the 300 octets that BOOTP has (RFC 951
 * section 3), the most needed first; boot server and file are in the header. */
START_TEST(bootp_is_short)
{
	struct world *world = world_new();
	struct policy_values *values = &world->policy.subnets[0].values;
	char text[33] = "";

	memset(text, 'x', 32);
	world_host(world, 7, NET + 50);
	world_set_u32(values, DHCP_OPTION_ROUTERS, NET + 1);
	world_set_text(values, 17, CLASS_ANY, text);
	world_set_text(values, 18, CLASS_ANY, text);
	world_start(world);
	message_begin(&world->message, 0, 7);
	ck_assert_int_eq(world_send(world), ENGINE_BOOTP);
	ck_assert_uint_eq(world->answer.len, DHCP_REPLY_LEN_MIN);
	ck_assert(dhcp_packet_has(&world->reply, DHCP_OPTION_SUBNET_MASK));
	ck_assert(dhcp_packet_has(&world->reply, DHCP_OPTION_ROUTERS));
	ck_assert(dhcp_packet_has(&world->reply, 17));
	ck_assert(!dhcp_packet_has(&world->reply, 18));
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_BOOT_FILE));
	ck_assert_str_eq(
	    (const char *)world->answer.bytes + AT_FILE, "pxelinux.0");
	ck_assert_uint_eq(world->reply.siaddr, SERVER);
	world_free(world);
}
END_TEST

START_TEST(bogus_ciaddr_in_discover)
{
	struct world *world = world_new();

	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	message_set_u32(&world->message, AT_CIADDR, 0x08080808);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert_int_eq(world->answer.route.how, ROUTE_FRAME);
	ck_assert_uint_eq(world->reply.ciaddr, 0);
	world_free(world);
}
END_TEST

START_TEST(journal_fails)
{
	struct world *world = world_new();
	uint32_t address, second;

	world_start(world);
	address = world_bind(world, 1);
	second = world_discover(world, 2);
	engine_journal_fails(world->engine, true);
	/* No new promise; an old one as far as it goes. */
	ck_assert_int_eq(
	    world_select(world, 2, SERVER, second), ENGINE_UNRECORDED);
	ck_assert_uint_eq(world->answer.len, 0);
	ck_assert(!world->answer.has_record);
	world->now_ms += 1000 * 1000;
	ck_assert_int_eq(world_renew(world, 1, address), ENGINE_ACKED);
	ck_assert(!world->answer.has_record);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_LEASE_TIME), WORLD_LEASE_S - 1000);
	engine_journal_fails(world->engine, false);
	ck_assert_int_eq(world_renew(world, 1, address), ENGINE_ACKED);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_LEASE_TIME), WORLD_LEASE_S);
	world_free(world);
}
END_TEST

TEST_MAIN("dialogue", tcase_add_test(tests, selecting);
	  tcase_add_test(tests, selecting_what_was_never_offered);
	  tcase_add_test(tests, selecting_by_another_own_address);
	  tcase_add_test(tests, selecting_another_server);
	  tcase_add_test(tests, bound_client_selects_another_server);
	  tcase_add_test(tests, init_reboot);
	  tcase_add_test(tests, init_reboot_not_authoritative);
	  tcase_add_test(tests, renewing);
	  tcase_add_test(tests, renewing_unknown);
	  tcase_add_test(tests, request_that_names_nothing);
	  tcase_add_test(tests, releasing); tcase_add_test(tests, declining);
	  tcase_add_test(tests, informing); tcase_add_test(tests, bootp);
	  tcase_add_test(tests, bootp_is_short);
	  tcase_add_test(tests, bogus_ciaddr_in_discover);
	  tcase_add_test(tests, journal_fails);)

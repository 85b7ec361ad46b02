/* SPDX-License-Identifier: ISC */
#include "dhcpd/engine.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcpd/engine_world.h"

/* --- offers and the four states of REQUEST -------------------------------- */

START_TEST(offer)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_discover(world, 1);
	ck_assert(address >= NET + 100 && address <= NET + 103);
	ck_assert_uint_eq(world->reply.type, DHCP_OFFER);
	ck_assert_uint_eq(world->reply.xid, 0x12345678);
	ck_assert_uint_eq(world->reply.siaddr, SERVER);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), SERVER);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_LEASE_TIME), WORLD_LEASE_S);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_RENEWAL_TIME), WORLD_LEASE_S / 2);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_REBINDING_TIME),
	    WORLD_LEASE_S / 8 * 7);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SUBNET_MASK), 0xffffff00);
	ck_assert_int_eq(world->answer.route.how, ROUTE_FRAME);
	ck_assert(!world->answer.has_record);
	ck_assert_str_eq(world->answer.boot_file, "pxelinux.0");
	/* The same question has the same answer. */
	ck_assert_uint_eq(world_discover(world, 1), address);
	/* Another machine gets another address. */
	ck_assert_uint_ne(world_discover(world, 2), address);
	world_free(world);
}
END_TEST

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

/* --- the end of leases ---------------------------------------------------- */

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

static enum engine_outcome
decline(struct world *world, uint8_t machine, uint32_t address, uint32_t server)
{
	message_begin(&world->message, DHCP_DECLINE, machine);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	message_option_u32(&world->message, DHCP_OPTION_SERVER_ID, server);
	return world_send(world);
}

START_TEST(declining)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	ck_assert_int_eq(decline(world, 2, address, SERVER), ENGINE_IGNORED);
	ck_assert_int_eq(decline(world, 1, address, NET + 2), ENGINE_IGNORED);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	ck_assert_int_eq(decline(world, 1, address, SERVER), ENGINE_DECLINED);
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

static enum engine_outcome
discover(struct world *world, uint8_t machine)
{
	message_begin(&world->message, DHCP_DISCOVER, machine);
	return world_send(world);
}

/* Strangers who decline all that there is keep others out for a minute, not
 * for ten; whoever has an address keeps it. */
START_TEST(declining_all)
{
	struct world *world = world_new();
	uint32_t first;

	world_start(world);
	first = world_bind(world, 1);
	ck_assert_int_eq(decline(world, 1, first, SERVER), ENGINE_DECLINED);
	world->now_ms += 1000;
	for (uint8_t machine = 2; machine <= 3; machine++)
		ck_assert_int_eq(
		    decline(world, machine, world_bind(world, machine), SERVER),
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
	/* Times that somebody configured are of no use without a lease. */
	world_set_u32(&world->policy.values, DHCP_OPTION_RENEWAL_TIME, 9);
	world_set_u32(&world->policy.values, DHCP_OPTION_REBINDING_TIME, 9);
	world_send(world);
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_RENEWAL_TIME));
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_REBINDING_TIME));
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

/* --- hosts ---------------------------------------------------------------- */

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

START_TEST(denied)
{
	struct world *world = world_new();

	world_host(world, 7, 0)->deny = true;
	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 7);
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	ck_assert_uint_eq(world->answer.len, 0);
	ck_assert(world->answer.is_news);
	ck_assert_ptr_nonnull(strstr(world->answer.reason, "web1"));
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	ck_assert(!world->answer.is_news);
	world->now_ms += 3600 * 1000;
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	ck_assert(world->answer.is_news);
	/* No NAK either (RFC 2131 4.2): another server may serve it. */
	ck_assert_int_eq(
	    world_init_reboot(world, 7, NET + 100), ENGINE_REFUSED);
	ck_assert_uint_eq(world->answer.len, 0);
	world_bind(world, 8);
	world_free(world);
}
END_TEST

START_TEST(unknown_denied)
{
	struct world *world = world_new();

	world->policy.deny_unknown = true;
	world_host(world, 7, 0);
	world_start(world);
	world_bind(world, 7);
	message_begin(&world->message, DHCP_DISCOVER, 8);
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	ck_assert_ptr_nonnull(strstr(world->answer.reason, "unknown-clients"));
	world_free(world);
}
END_TEST

/* What [subnet] says counts there, what [dhcpd] says elsewhere. */
START_TEST(unknown_denied_in_one_subnet)
{
	struct world *world = world_new();

	world->policy.subnets[0].unknown = POLICY_UNKNOWN_DENY;
	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 8);
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	message_begin(&world->message, DHCP_DISCOVER, 8);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	world_free(world);
}
END_TEST

START_TEST(a_host_in_its_subnet_alone)
{
	struct world *world = world_new();
	struct policy_host *host = world_host(world, 7, 0);

	host->is_pinned = true;
	host->subnet = (struct prefix){ NET, 24 };
	world_start(world);
	world_bind(world, 7);
	message_begin(&world->message, DHCP_DISCOVER, 7);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	ck_assert_ptr_nonnull(strstr(world->answer.reason,
	    "[host web1] belongs to subnet 192.168.10.0/24 alone"));
	world_free(world);
}
END_TEST

START_TEST(a_group_gives_its_values)
{
	struct world *world = world_new();
	struct policy *policy = &world->policy;

	policy->groups = calloc(1, sizeof(*policy->groups));
	policy->n_groups = 1;
	policy->groups->name = strdup("web");
	world_set_text(
	    &policy->groups->values, POLICY_FILENAME, CLASS_ANY, "group.0");
	world_set_text(&policy->groups->values, 15, CLASS_ANY, "group.example");
	world_host(world, 7, 0)->group_name = strdup("web");
	ck_assert(policy_link_host(policy, policy->hosts));
	world_start(world);
	world_discover(world, 7);
	ck_assert_str_eq(world->answer.boot_file, "group.0");
	ck_assert(dhcp_packet_has(&world->reply, 15));
	world_discover(world, 8);
	ck_assert_str_eq(world->answer.boot_file, "pxelinux.0");
	ck_assert(!dhcp_packet_has(&world->reply, 15));
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
	/* RFC 1542 4.1.2: to an address that the client has already. */
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

/* --- what is not answered ------------------------------------------------- */

START_TEST(replies_and_rubbish)
{
	struct world *world = world_new();

	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	world->message.bytes[AT_OP] = DHCP_OP_REPLY;
	ck_assert_int_eq(world_send(world), ENGINE_MALFORMED);
	message_begin(&world->message, DHCP_OFFER, 1);
	ck_assert_int_eq(world_send(world), ENGINE_MALFORMED);
	message_begin(&world->message, DHCP_ACK, 1);
	ck_assert_int_eq(world_send(world), ENGINE_MALFORMED);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	world->message.bytes[AT_HLEN] = 0;
	ck_assert_int_eq(world_send(world), ENGINE_MALFORMED);
	world->message.len = 100;
	ck_assert_int_eq(world_send(world), ENGINE_MALFORMED);
	ck_assert_ptr_null(world->answer.client);
	world_free(world);
}
END_TEST

START_TEST(without_policy)
{
	struct world *world = world_new();

	message_begin(&world->message, DHCP_DISCOVER, 1);
	ck_assert_int_eq(world_send(world), ENGINE_IGNORED);
	engine_free(NULL);
	world_free(world);
}
END_TEST

/* --- relays and networks -------------------------------------------------- */

START_TEST(relay)
{
	struct world *world = world_new();

	world_start(world);
	world->local = SERVER;
	message_begin(&world->message, DHCP_DISCOVER, 1);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	message_option(&world->message, DHCP_OPTION_RELAY, "\1\4port", 6);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(world->reply.yiaddr >> 16 == RELAY_NET >> 16);
	ck_assert_int_eq(world->answer.route.how, ROUTE_RELAY);
	ck_assert_uint_eq(world->answer.route.address, RELAY_NET + 1);
	ck_assert_uint_eq(world->answer.route.port, 67);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), SERVER);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SUBNET_MASK), 0xffff0000);
	ck_assert_uint_eq(world->answer.probe, 0);
	/* A relay in a network that nobody configured. */
	message_set_u32(&world->message, AT_GIADDR, 0x08080808);
	ck_assert_int_eq(world_send(world), ENGINE_NO_SUBNET);
	world_free(world);
}
END_TEST

/* RFC 3527 and 3011: the network is named apart from the relay's address. */
START_TEST(link_selection)
{
	struct world *world = world_new();

	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	message_set_u32(&world->message, AT_GIADDR, NET + 9);
	message_option(
	    &world->message, DHCP_OPTION_RELAY, "\1\1x\5\4\x0a\1\0\0", 9);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(world->reply.yiaddr >> 16 == RELAY_NET >> 16);
	ck_assert_uint_eq(world->answer.route.address, NET + 9);
	message_begin(&world->message, DHCP_DISCOVER, 2);
	message_option_u32(
	    &world->message, DHCP_OPTION_SUBNET_SELECTION, RELAY_NET);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(world->reply.yiaddr >> 16 == RELAY_NET >> 16);
	/* RFC 3011 section 2: a client drops the offer that lacks it. */
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SUBNET_SELECTION), RELAY_NET);
	/* A network that is served by nobody here. */
	message_begin(&world->message, DHCP_DISCOVER, 2);
	message_option_u32(
	    &world->message, DHCP_OPTION_SUBNET_SELECTION, 0x08080800);
	ck_assert_int_eq(world_send(world), ENGINE_NO_SUBNET);
	ck_assert_uint_eq(world->answer.len, 0);
	/* One that lies about its length is passed over. */
	message_begin(&world->message, DHCP_DISCOVER, 3);
	message_set_u32(&world->message, AT_GIADDR, NET + 9);
	message_option(&world->message, DHCP_OPTION_RELAY, "\5\7\x0a", 3);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(world->reply.yiaddr >> 8 == NET >> 8);
	world_free(world);
}
END_TEST

/* RENEWING of a client behind a router comes straight to this host. */
/* RFC 5107: the relay's name is the server's, in replies and in what the client
 * then asks; one of another length counts for nothing. */
START_TEST(server_identifier_override)
{
	struct world *world = world_new();
	uint32_t address;

	world->policy.server = NET + 9;
	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	message_option(
	    &world->message, DHCP_OPTION_RELAY, OCTETS("\13\4\x0a\1\0\1"));
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SERVER_ID), RELAY_NET + 1);
	address = world->reply.yiaddr;
	message_begin(&world->message, DHCP_REQUEST, 1);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	message_option_u32(
	    &world->message, DHCP_OPTION_SERVER_ID, RELAY_NET + 1);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, address);
	message_option(
	    &world->message, DHCP_OPTION_RELAY, OCTETS("\13\4\x0a\1\0\1"));
	ck_assert_int_eq(world_send(world), ENGINE_ACKED);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SERVER_ID), RELAY_NET + 1);
	/* Without the relay's word it is somebody else's name. */
	ck_assert_int_eq(
	    world_select(world, 1, RELAY_NET + 1, address), ENGINE_IGNORED);
	message_begin(&world->message, DHCP_DISCOVER, 2);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	message_option(
	    &world->message, DHCP_OPTION_RELAY, OCTETS("\13\3\x0a\1\0"));
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), NET + 9);
	world_free(world);
}
END_TEST

START_TEST(renewing_from_afar)
{
	struct world *world = world_new();

	world_start(world);
	world->local = SERVER;
	ck_assert_int_eq(world_renew(world, 1, RELAY_NET + 150), ENGINE_ACKED);
	ck_assert_uint_eq(world->answer.route.address, RELAY_NET + 150);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SUBNET_MASK), 0xffff0000);
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

START_TEST(site_server)
{
	struct world *world = world_new();

	world->policy.server = 0x0a630001;
	world_start(world);
	world_discover(world, 1);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), 0x0a630001);
	ck_assert_uint_eq(world->reply.siaddr, 0x0a630001);
	/* The datagram's own source is still an address of this host. */
	ck_assert_uint_eq(world->answer.source, SERVER);
	world_free(world);
}
END_TEST

/* --- probes --------------------------------------------------------------- */

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
	/* Its own address needs no asking. */
	address = world_bind(world, 1);
	world_discover(world, 1);
	ck_assert_uint_eq(world->answer.probe, 0);
	world->is_probed = true;
	world_discover(world, 2);
	ck_assert_uint_eq(world->answer.probe, 0);
	world_free(world);
}
END_TEST

/* --- the journal ---------------------------------------------------------- */

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

START_TEST(write_failed)
{
	struct world *world = world_new();
	uint32_t address;

	world_start(world);
	address = world_discover(world, 1);
	world_select(world, 1, SERVER, address);
	engine_recorded(world->engine, address, world->answer.until_ms, false,
	    world->now_ms);
	ck_assert_uint_eq(engine_leases(world->engine), 0);
	/* A renewal that failed leaves what was recorded before. */
	address = world_bind(world, 1);
	world->now_ms += 1000 * 1000;
	world_renew(world, 1, address);
	engine_recorded(world->engine, address, world->answer.until_ms, false,
	    world->now_ms);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	world->now_ms += 2700 * 1000;
	world_discover(world, 2);
	ck_assert_uint_eq(engine_leases(world->engine), 0);
	world_free(world);
}
END_TEST

struct kept {
	size_t n;
	struct lease_record last;
};

static void
keep(void *owner, const struct lease_record *record)
{
	struct kept *kept = owner;

	kept->n++;
	kept->last = *record;
}

START_TEST(restored)
{
	struct world *world = world_new();
	struct lease_record record;
	struct kept kept = { 0 };
	size_t position = 0;
	uint32_t address;

	world_start(world);
	address = world_bind(world, 1);
	record = world->answer.record;
	ck_assert(!engine_each_record(world->engine, &position, SIZE_MAX,
	    world->now_ms, WORLD_WALL_S, keep, &kept));
	ck_assert_uint_eq(kept.n, 1);
	ck_assert_int_eq(kept.last.kind, LEASE_RECORD_BOUND);
	ck_assert_uint_eq(kept.last.address, address);
	ck_assert_int_eq(kept.last.until_s, record.until_s);
	ck_assert_mem_eq(kept.last.identity.bytes, record.identity.bytes, 7);

	engine_free(world->engine);
	world->engine = engine_new(2);
	world_start(world);
	ck_assert_int_eq(engine_restore(world->engine, &record,
			     world->now_ms + 5000, world->now_ms),
	    0);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	ck_assert_uint_eq(world_discover(world, 1), address);
	/* Released since: known, but free. */
	record.kind = LEASE_RECORD_RELEASED;
	ck_assert_int_eq(engine_restore(world->engine, &record,
			     world->now_ms + 5000, world->now_ms),
	    0);
	ck_assert_uint_eq(engine_leases(world->engine), 0);
	record.kind = LEASE_RECORD_DECLINED;
	engine_restore(
	    world->engine, &record, world->now_ms + 5000, world->now_ms);
	ck_assert_uint_ne(world_discover(world, 1), address);
	/* Over before it was read. */
	record.kind = LEASE_RECORD_BOUND;
	engine_restore(world->engine, &record, world->now_ms, world->now_ms);
	ck_assert_uint_eq(engine_leases(world->engine), 0);
	/* Moved: it holds the second address alone. */
	engine_restore(
	    world->engine, &record, world->now_ms + 5000, world->now_ms);
	record.address ^= 1; /* the range begins even, ends odd */
	engine_restore(
	    world->engine, &record, world->now_ms + 5000, world->now_ms);
	ck_assert_uint_eq(engine_leases(world->engine), 1);
	ck_assert_uint_eq(world_discover(world, 1), record.address);
	world_free(world);
}
END_TEST

TEST_MAIN(
    "engine", tcase_add_test(tests, offer); tcase_add_test(tests, selecting);
    tcase_add_test(tests, selecting_what_was_never_offered);
    tcase_add_test(tests, selecting_by_another_own_address);
    tcase_add_test(tests, selecting_another_server);
    tcase_add_test(tests, bound_client_selects_another_server);
    tcase_add_test(tests, init_reboot);
    tcase_add_test(tests, init_reboot_not_authoritative);
    tcase_add_test(tests, renewing); tcase_add_test(tests, renewing_unknown);
    tcase_add_test(tests, request_that_names_nothing);
    tcase_add_test(tests, releasing); tcase_add_test(tests, declining);
    tcase_add_test(tests, declining_all); tcase_add_test(tests, informing);
    tcase_add_test(tests, expiry); tcase_add_test(tests, flood_of_discovers);
    tcase_add_test(tests, own_address_in_range);
    tcase_add_test(tests, fixed_address);
    tcase_add_test(tests, fixed_address_in_range);
    tcase_add_test(tests, fixed_address_in_a_flood);
    tcase_add_test(tests, fixed_address_comes_later);
    tcase_add_test(tests, denied); tcase_add_test(tests, unknown_denied);
    tcase_add_test(tests, unknown_denied_in_one_subnet);
    tcase_add_test(tests, a_host_in_its_subnet_alone);
    tcase_add_test(tests, a_group_gives_its_values);
    tcase_add_test(tests, bootp); tcase_add_test(tests, replies_and_rubbish);
    tcase_add_test(tests, without_policy); tcase_add_test(tests, relay);
    tcase_add_test(tests, link_selection);
    tcase_add_test(tests, server_identifier_override);
    tcase_add_test(tests, renewing_from_afar);
    tcase_add_test(tests, bogus_ciaddr_in_discover);
    tcase_add_test(tests, site_server);
    tcase_add_test(tests, probe_before_first_offer);
    tcase_add_test(tests, journal_fails); tcase_add_test(tests, write_failed);
    tcase_add_test(tests, restored);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/engine.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcpd/engine_world.h"

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
	/* RENEWING and RELEASE go to that name, which is the relay's, and come
	 * by it; a NAK has it, too. */
	message_begin(&world->message, DHCP_REQUEST, 1);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	message_set_u32(&world->message, AT_CIADDR, address);
	message_option(
	    &world->message, DHCP_OPTION_RELAY, OCTETS("\13\4\x0a\1\0\1"));
	ck_assert_int_eq(world_send(world), ENGINE_ACKED);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SERVER_ID), RELAY_NET + 1);
	ck_assert_int_eq(world->answer.route.how, ROUTE_RELAY);
	message_set_u32(&world->message, AT_CIADDR, 0x08080808);
	ck_assert_int_eq(world_send(world), ENGINE_NAKED);
	ck_assert_uint_eq(
	    reply_u32(world, DHCP_OPTION_SERVER_ID), RELAY_NET + 1);
	message_begin(&world->message, DHCP_RELEASE, 1);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	message_set_u32(&world->message, AT_CIADDR, address);
	message_option_u32(
	    &world->message, DHCP_OPTION_SERVER_ID, RELAY_NET + 1);
	message_option(
	    &world->message, DHCP_OPTION_RELAY, OCTETS("\13\4\x0a\1\0\1"));
	ck_assert_int_eq(world_send(world), ENGINE_RELEASED);
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

/* RENEWING of a client behind a router comes straight to this host. */
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

TEST_MAIN("engine", tcase_add_test(tests, offer); tcase_add_test(tests, denied);
	  tcase_add_test(tests, unknown_denied);
	  tcase_add_test(tests, unknown_denied_in_one_subnet);
	  tcase_add_test(tests, a_host_in_its_subnet_alone);
	  tcase_add_test(tests, a_group_gives_its_values);
	  tcase_add_test(tests, replies_and_rubbish);
	  tcase_add_test(tests, without_policy); tcase_add_test(tests, relay);
	  tcase_add_test(tests, link_selection);
	  tcase_add_test(tests, server_identifier_override);
	  tcase_add_test(tests, renewing_from_afar);
	  tcase_add_test(tests, site_server);
	  tcase_add_test(tests, write_failed); tcase_add_test(tests, restored);)

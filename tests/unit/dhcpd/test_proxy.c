/* SPDX-License-Identifier: ISC */
#include "dhcpd/proxy.h"

#include <check.h>
#include <string.h>

#include "tests/unit/dhcpd/engine_world.h"

enum port {
	USUAL = DHCP_PORT_SERVER,
	PXE = DHCP_PORT_PXE
};

/* Who asks what where, of a proxy and of a server; ENGINE_IGNORED is silence.
 * Machine 1 is denied, machine 2 an ordinary one. */
static const struct row {
	const char *vendor;
	const char *arch; /* two octets; NULL for none */
	uint8_t type, machine;
	enum port port;
	enum engine_outcome proxy, server;
} rows[] = {
	{ "PXEClient", "\0\0", DHCP_DISCOVER, 2, USUAL, ENGINE_BOOT_OFFERED,
	    ENGINE_OFFERED },
	{ "HTTPClient", "\0\x10", DHCP_DISCOVER, 2, USUAL, ENGINE_BOOT_OFFERED,
	    ENGINE_OFFERED },
	/* A ROM of before RFC 4578 is a PC's. */
	{ "PXEClient", NULL, DHCP_DISCOVER, 2, USUAL, ENGINE_BOOT_OFFERED,
	    ENGINE_OFFERED },
	{ "PXEClient", "\x12\x34", DHCP_DISCOVER, 2, USUAL, ENGINE_IGNORED,
	    ENGINE_OFFERED },
	{ "PXEClient", "\0\0", DHCP_DISCOVER, 1, USUAL, ENGINE_REFUSED,
	    ENGINE_REFUSED },
	{ "udhcp 1.35", NULL, DHCP_DISCOVER, 2, USUAL, ENGINE_IGNORED,
	    ENGINE_OFFERED },
	/* It is not told of in the log either: every lease of the network
	 * would be. */
	{ "udhcp 1.35", NULL, DHCP_DISCOVER, 1, USUAL, ENGINE_IGNORED,
	    ENGINE_REFUSED },
	{ NULL, NULL, DHCP_DISCOVER, 2, USUAL, ENGINE_IGNORED, ENGINE_OFFERED },
	{ NULL, NULL, DHCP_BOOTP, 2, USUAL, ENGINE_IGNORED, ENGINE_IGNORED },
	{ "PXEClient", "\0\0", DHCP_REQUEST, 2, USUAL, ENGINE_IGNORED,
	    ENGINE_MALFORMED },
	{ "PXEClient", "\0\0", DHCP_INFORM, 2, USUAL, ENGINE_IGNORED,
	    ENGINE_INFORMED },
	{ "PXEClient", "\0\0", DHCP_REQUEST, 2, PXE, ENGINE_BOOT_ACKED,
	    ENGINE_BOOT_ACKED },
	{ "PXEClient", "\0\0", DHCP_INFORM, 2, PXE, ENGINE_BOOT_ACKED,
	    ENGINE_BOOT_ACKED },
	{ "PXEClient", "\0\0", DHCP_REQUEST, 1, PXE, ENGINE_REFUSED,
	    ENGINE_REFUSED },
	{ "PXEClient", "\0\0", DHCP_DISCOVER, 2, PXE, ENGINE_IGNORED,
	    ENGINE_IGNORED },
	{ "PXEClient", "\0\0", DHCP_RELEASE, 2, PXE, ENGINE_IGNORED,
	    ENGINE_IGNORED },
	{ "PXEClient", "\x12\x34", DHCP_REQUEST, 2, PXE, ENGINE_IGNORED,
	    ENGINE_IGNORED },
	{ NULL, NULL, DHCP_REQUEST, 2, PXE, ENGINE_IGNORED, ENGINE_IGNORED },
};

static void
write_message(struct world *world, const struct row *row)
{
	message_begin(&world->message, row->type, row->machine);
	if (row->vendor)
		message_option(&world->message, DHCP_OPTION_VENDOR_CLASS,
		    row->vendor, strlen(row->vendor));
	if (row->arch)
		message_option(&world->message, DHCP_OPTION_ARCH, row->arch, 2);
	world->port = row->port;
	world->peer = NET + 150;
}

static struct world *
world_of(bool is_proxy)
{
	struct world *world = world_new();

	world->policy.is_proxy = is_proxy;
	world_host(world, 1, 0)->deny = true;
	world_set_text(&world->policy.values, POLICY_FILENAME, CLASS_HTTP,
	    "http://192.168.10.1/a.efi");
	world_start(world);
	return world;
}

START_TEST(outcomes)
{
	const struct row *row = &rows[_i];

	for (int is_proxy = 0; is_proxy < 2; is_proxy++) {
		struct world *world = world_of(is_proxy);
		enum engine_outcome want = is_proxy ? row->proxy : row->server;

		write_message(world, row);
		ck_assert_msg(world_send(world) == want,
		    "row %d, %s: outcome %d, want %d", _i,
		    is_proxy ? "proxy" : "server", world->answer.outcome, want);
		if (want == ENGINE_IGNORED || want == ENGINE_REFUSED)
			ck_assert_msg(world->answer.len == 0, "row %d", _i);
		if (is_proxy)
			ck_assert_uint_eq(engine_leases(world->engine), 0);
		world_free(world);
	}
}
END_TEST

START_TEST(boot_information_alone)
{
	static const uint8_t network[] = { DHCP_OPTION_SUBNET_MASK,
		DHCP_OPTION_ROUTERS, DHCP_OPTION_DNS, DHCP_OPTION_DOMAIN,
		DHCP_OPTION_LEASE_TIME, DHCP_OPTION_RENEWAL_TIME, 42 };
	struct world *world = world_of(true);

	for (size_t i = 0; i < sizeof(network); i++)
		if (network[i] != DHCP_OPTION_SUBNET_MASK)
			world_set_u32(&world->policy.values, network[i], 1);
	world_set_text(
	    &world->policy.values, DHCP_OPTION_ROOT_PATH, CLASS_ANY, "iscsi:");
	write_message(world, &rows[0]);
	ck_assert_int_eq(world_send(world), ENGINE_BOOT_OFFERED);
	ck_assert_uint_eq(world->reply.type, DHCP_OFFER);
	ck_assert_uint_eq(world->reply.yiaddr, 0);
	ck_assert_uint_eq(world->reply.siaddr, SERVER);
	ck_assert_int_eq(world->answer.route.how, ROUTE_BROADCAST);
	ck_assert(!world->answer.has_record && !world->answer.probe);
	ck_assert(dhcp_packet_has(&world->reply, DHCP_OPTION_ROOT_PATH));
	for (size_t i = 0; i < sizeof(network); i++)
		ck_assert_msg(!dhcp_packet_has(&world->reply, network[i]),
		    "option %u", network[i]);
	world_free(world);
}
END_TEST

/* Port 4011: to whoever asked, by the network that he is in. */
START_TEST(asked_on_its_own_port)
{
	struct world *world = world_of(false);

	write_message(world, &rows[11]);
	world->local = SERVER;
	world->peer_port = 4011;
	ck_assert_int_eq(world_send(world), ENGINE_BOOT_ACKED);
	ck_assert_uint_eq(world->reply.type, DHCP_ACK);
	ck_assert_uint_eq(world->reply.yiaddr, 0);
	ck_assert_int_eq(world->answer.route.how, ROUTE_CLIENT);
	ck_assert_uint_eq(world->answer.route.address, NET + 150);
	ck_assert_uint_eq(world->answer.route.port, 4011);
	ck_assert_uint_eq(world->answer.source, SERVER);
	world->peer = 0x08080808;
	ck_assert_int_eq(world_send(world), ENGINE_NO_SUBNET);
	world_free(world);
}
END_TEST

/* An architecture that is unknown goes by filename.other. */
START_TEST(unknown_architecture)
{
	struct world *world = world_of(true);

	write_message(world, &rows[3]);
	ck_assert_int_eq(world_send(world), ENGINE_IGNORED);
	world_set_text(
	    &world->policy.values, POLICY_FILENAME, CLASS_OTHER, "other.0");
	ck_assert_int_eq(world_send(world), ENGINE_BOOT_OFFERED);
	ck_assert_str_eq(world->answer.boot_file, "other.0");
	world_free(world);
}
END_TEST

TEST_MAIN("proxy", tcase_add_loop_test(tests, outcomes, 0, ROWS(rows));
	  tcase_add_test(tests, boot_information_alone);
	  tcase_add_test(tests, asked_on_its_own_port);
	  tcase_add_test(tests, unknown_architecture);)

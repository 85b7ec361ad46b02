/* SPDX-License-Identifier: ISC */
#include "dhcpd/route.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

#define ALL 0xffffffffu
#define RELAY 0x0a000001u
#define CLIENT 0x0a000002u
#define GIVEN 0x0a000003u

/* RFC 2131 4.1, a row a sentence. */
static const struct row {
	const char *what;
	uint32_t giaddr, ciaddr, yiaddr;
	uint16_t flags;
	uint8_t type, htype, hlen;
	struct route want;
} rows[] = {
	{ "a relay comes first", RELAY, CLIENT, GIVEN, 0x8000, DHCP_ACK, 1, 6,
	    { ROUTE_RELAY, RELAY, 67 } },
	{ "a NAK through a relay", RELAY, 0, 0, 0, DHCP_NAK, 1, 6,
	    { ROUTE_RELAY, RELAY, 67 } },
	{ "then ciaddr", 0, CLIENT, GIVEN, 0, DHCP_ACK, 1, 6,
	    { ROUTE_CLIENT, CLIENT, 68 } },
	{ "ciaddr before the broadcast flag", 0, CLIENT, GIVEN, 0x8000,
	    DHCP_ACK, 1, 6, { ROUTE_CLIENT, CLIENT, 68 } },
	{ "then the broadcast flag", 0, 0, GIVEN, 0x8000, DHCP_OFFER, 1, 6,
	    { ROUTE_BROADCAST, ALL, 68 } },
	{ "other flags are none", 0, 0, GIVEN, 0x7fff, DHCP_OFFER, 1, 6,
	    { ROUTE_FRAME, GIVEN, 68 } },
	{ "else a frame to yiaddr", 0, 0, GIVEN, 0, DHCP_OFFER, 1, 6,
	    { ROUTE_FRAME, GIVEN, 68 } },
	{ "BOOTP too", 0, 0, GIVEN, 0, DHCP_BOOTP, 1, 6,
	    { ROUTE_FRAME, GIVEN, 68 } },
	{ "a NAK is broadcast, whatever else", 0, CLIENT, 0, 0, DHCP_NAK, 1, 6,
	    { ROUTE_BROADCAST, ALL, 68 } },
	{ "no address at all", 0, 0, 0, 0, DHCP_ACK, 1, 6,
	    { ROUTE_BROADCAST, ALL, 68 } },
	{ "no frame to what is no Ethernet", 0, 0, GIVEN, 0, DHCP_OFFER, 32, 6,
	    { ROUTE_BROADCAST, ALL, 68 } },
	{ "no frame to a GUID", 0, 0, GIVEN, 0, DHCP_OFFER, 1, 16,
	    { ROUTE_BROADCAST, ALL, 68 } },
};

START_TEST(routes)
{
	const struct row *row = &rows[_i];
	const struct dhcp_packet request = { .giaddr = row->giaddr,
		.flags = row->flags,
		.htype = row->htype,
		.hlen = row->hlen };
	struct route route =
	    route_reply(&request, row->type, row->ciaddr, row->yiaddr);

	ck_assert_msg(route.how == row->want.how, "%s", row->what);
	ck_assert_msg(route.address == row->want.address, "%s", row->what);
	ck_assert_msg(route.port == row->want.port, "%s", row->what);
}
END_TEST

TEST_MAIN("route", tcase_add_loop_test(tests, routes, 0, ROWS(rows));)

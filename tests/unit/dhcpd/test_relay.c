/* SPDX-License-Identifier: ISC */
#include "dhcpd/relay.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

/* What option 82 says, as people see it; @same: the row before is of the same
 * port. Relays write what they like, and a hostile one writes lengths that lie
 * (CVE-2012-3571 and its kind). */
static const struct {
	const char *option;
	size_t len;
	const char *text;
	bool has_port, is_same;
} ports[] = {
	{ OCTETS(""), "", false, false },
	{ OCTETS("\1\2ab\2\3rem"), "circuit ab remote rem", true, false },
	{ OCTETS("\5\4\1\2\3\4\2\3rem\1\2ab"), "circuit ab remote rem", true,
	    true },
	{ OCTETS("\1\3abr\2\2em"), "circuit abr remote em", true, false },
	{ OCTETS("\1\2ab"), "circuit ab", true, false },
	{ OCTETS("\2\2ab"), "remote ab", true, false },
	{ OCTETS("\1\2a\x1b"), "circuit 611b", true, false },
	{ OCTETS("\1\0"), "circuit ", true, false },
	{ OCTETS("\1\x20"
		 "01234567890123456789012345678901"),
	    "circuit 0123456789012345", true, false },
	{ OCTETS("\1\xff"
		 "ab"),
	    "", false, false },
	{ OCTETS("\1"), "", false, false },
	{ OCTETS("\2\2cd\1\x09x"), "remote cd", true, false },
};

static struct origin
read_row(int row, char *text)
{
	struct message message;
	struct dhcp_packet packet;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_set_u32(&message, AT_GIADDR, 0x0a010001);
	message_option(&message, DHCP_OPTION_RELAY, ports[row].option,
	    (uint8_t)ports[row].len);
	ck_assert_int_eq(
	    dhcp_packet_parse(message.bytes, message.len, &packet), 0);
	relay_port_text(text, &packet);
	return relay_origin(&packet);
}

START_TEST(origins)
{
	char text[RELAY_PORT_TEXT_MAX], other[RELAY_PORT_TEXT_MAX];
	struct origin origin = read_row(_i, text);

	ck_assert_str_eq(text, ports[_i].text);
	ck_assert_uint_eq(origin.relay, 0x0a010001);
	ck_assert_int_eq(origin.port != 0, ports[_i].has_port);
	for (int i = 0; i < _i; i++)
		if (ports[_i].has_port)
			ck_assert_int_eq(read_row(i, other).port == origin.port,
			    (ports[_i].is_same && i == _i - 1));
}
END_TEST

/* Journals hold it: it must never change. */
START_TEST(digest_is_for_ever)
{
	char text[RELAY_PORT_TEXT_MAX];

	ck_assert_uint_eq(read_row(1, text).port, 0x34d1b26d69eb8632u);
}
END_TEST

TEST_MAIN("relay", tcase_add_loop_test(tests, origins, 0, ROWS(ports));
	  tcase_add_test(tests, digest_is_for_ever);)

/* SPDX-License-Identifier: ISC */
#include "common/dhcp_packet.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

/* --- verdicts: what stands in the options field, and what is made of it --- */

static const struct row {
	const char *what;
	const char *options;
	size_t len;
	int verdict;
	uint8_t type;
} rows[] = {
	{ "DISCOVER", OCTETS("\x35\1\1\xff"), 0, DHCP_DISCOVER },
	{ "INFORM", OCTETS("\x35\1\10\xff"), 0, DHCP_INFORM },
	{ "no options at all", OCTETS(""), 0, DHCP_BOOTP },
	{ "the end alone", OCTETS("\xff"), 0, DHCP_BOOTP },
	{ "no end", OCTETS("\x35\1\3"), 0, DHCP_REQUEST },
	{ "pads around", OCTETS("\0\0\x35\1\3\0\xff"), 0, DHCP_REQUEST },
	{ "rubbish behind the end", OCTETS("\x35\1\1\xff\1\377"), 0,
	    DHCP_DISCOVER },
	{ "an option ends with the packet", OCTETS("\x35\1\1\x0c\4host"), 0,
	    DHCP_DISCOVER },
	{ "a code without its length", OCTETS("\x35\1\1\x0c"),
	    DHCP_PACKET_OPTIONS, 0 },
	{ "a length one too large", OCTETS("\x35\1\1\x0c\5host"),
	    DHCP_PACKET_OPTIONS, 0 },
	{ "a length of 255 and nothing", OCTETS("\x35\1\1\x0c\377"),
	    DHCP_PACKET_OPTIONS, 0 },
	{ "type 0", OCTETS("\x35\1\0\xff"), DHCP_PACKET_TYPE, 0 },
	{ "type 9", OCTETS("\x35\1\x09\xff"), DHCP_PACKET_TYPE, 0 },
	{ "an empty type", OCTETS("\x35\0\xff"), DHCP_PACKET_TYPE, 0 },
	{ "a type of two octets", OCTETS("\x35\2\1\1\xff"), DHCP_PACKET_TYPE,
	    0 },
	{ "two types are one of two octets", OCTETS("\x35\1\1\x35\1\1\xff"),
	    DHCP_PACKET_TYPE, 0 },
	{ "overload 0", OCTETS("\x35\1\1\x34\1\0\xff"), 0, DHCP_DISCOVER },
	{ "overload 3", OCTETS("\x35\1\1\x34\1\3\xff"), 0, DHCP_DISCOVER },
	{ "overload 4", OCTETS("\x35\1\1\x34\1\4\xff"), DHCP_PACKET_OVERLOAD,
	    0 },
	{ "an empty overload", OCTETS("\x35\1\1\x34\0\xff"),
	    DHCP_PACKET_OVERLOAD, 0 },
	{ "an overload of two octets", OCTETS("\x35\1\1\x34\2\1\1\xff"),
	    DHCP_PACKET_OVERLOAD, 0 },
};

START_TEST(verdicts)
{
	const struct row *row = &rows[_i];
	struct dhcp_packet packet;
	struct message message;
	int verdict;

	message_begin(&message, 0, 1);
	memcpy(message.bytes + message.len, row->options, row->len);
	message.len += row->len;
	verdict = dhcp_packet_parse(message.bytes, message.len, &packet);
	ck_assert_msg(verdict == row->verdict, "%s: %d, not %d", row->what,
	    verdict, row->verdict);
	if (verdict == 0)
		ck_assert_msg(packet.type == row->type, "%s: type %u",
		    row->what, packet.type);
}
END_TEST

/* --- the header ----------------------------------------------------------- */

START_TEST(header_fields)
{
	struct dhcp_packet packet;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 7);
	message.bytes[3] = 2;
	message.bytes[9] = 9;
	message.bytes[AT_FLAGS] = 0x80;
	message_set_u32(&message, AT_CIADDR, 1);
	message_set_u32(&message, AT_YIADDR, 2);
	message_set_u32(&message, AT_SIADDR, 3);
	message_set_u32(&message, AT_GIADDR, 4);
	message_parse(&message, &packet);
	ck_assert_uint_eq(packet.op, DHCP_OP_REQUEST);
	ck_assert_uint_eq(packet.htype, 1);
	ck_assert_uint_eq(packet.hlen, 6);
	ck_assert_uint_eq(packet.hops, 2);
	ck_assert_uint_eq(packet.xid, 0x12345678);
	ck_assert_uint_eq(packet.secs, 9);
	ck_assert_uint_eq(packet.flags, DHCP_FLAG_BROADCAST);
	ck_assert_uint_eq(packet.ciaddr, 1);
	ck_assert_uint_eq(packet.yiaddr, 2);
	ck_assert_uint_eq(packet.siaddr, 3);
	ck_assert_uint_eq(packet.giaddr, 4);
	ck_assert_mem_eq(packet.chaddr, "\x52\x54\0\0\0\7\0\0", 8);
}
END_TEST

START_TEST(lengths)
{
	struct dhcp_packet packet;
	struct message message;

	message_begin(&message, 0, 1);
	for (size_t len = 0; len < DHCP_HEADER_LEN; len++)
		ck_assert_int_eq(dhcp_packet_parse(message.bytes, len, &packet),
		    DHCP_PACKET_SHORT);
	/* BOOTP without a cookie, and with half of one. */
	for (size_t len = DHCP_HEADER_LEN; len < MESSAGE_OPTIONS; len++)
		ck_assert_int_eq(
		    dhcp_packet_parse(message.bytes, len, &packet), 0);
	ck_assert_int_eq(
	    dhcp_packet_parse(message.bytes, DHCP_PACKET_LEN_MAX, &packet), 0);
	ck_assert_int_eq(
	    dhcp_packet_parse(message.bytes, DHCP_PACKET_LEN_MAX + 1, &packet),
	    DHCP_PACKET_LONG);
}
END_TEST

START_TEST(hardware_lengths)
{
	struct dhcp_packet packet;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	memset(message.bytes + AT_CHADDR, 0xaa, DHCP_CHADDR_LEN);
	message.bytes[AT_HLEN] = DHCP_CHADDR_LEN;
	message_parse(&message, &packet);
	ck_assert_uint_eq(packet.chaddr[15], 0xaa);
	message.bytes[AT_HLEN] = 0;
	message_parse(&message, &packet);
	ck_assert_uint_eq(packet.chaddr[0], 0);
	message.bytes[AT_HLEN] = DHCP_CHADDR_LEN + 1;
	ck_assert_int_eq(dhcp_packet_parse(message.bytes, message.len, &packet),
	    DHCP_PACKET_HLEN);
}
END_TEST

/* Without the magic cookie nothing behind the header is an option. */
START_TEST(no_cookie)
{
	struct dhcp_packet packet;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	message.bytes[DHCP_HEADER_LEN] ^= 1;
	message_parse(&message, &packet);
	ck_assert_uint_eq(packet.type, DHCP_BOOTP);
	ck_assert(!dhcp_packet_has(&packet, DHCP_OPTION_MESSAGE_TYPE));
}
END_TEST

/* --- questions ------------------------------------------------------------ */

START_TEST(absent_empty_malformed)
{
	const uint8_t *bytes = NULL;
	struct dhcp_packet packet;
	struct message message;
	uint32_t u32 = 77;
	uint16_t u16 = 77;
	size_t len;

	message_begin(&message, DHCP_REQUEST, 1);
	message_option(&message, DHCP_OPTION_HOST_NAME, "", 0);
	message_option(&message, DHCP_OPTION_REQUESTED_ADDRESS, "\1\2\3", 3);
	message_option(&message, DHCP_OPTION_SERVER_ID, "\1\2\3\4\5", 5);
	message_option(&message, DHCP_OPTION_LEASE_TIME, "\1\2\3\4", 4);
	message_option(&message, DHCP_OPTION_MAX_SIZE, "\5\xc0", 2);
	message_parse(&message, &packet);

	ck_assert_int_eq(
	    dhcp_packet_bytes(&packet, 99, &bytes, &len), DHCP_ANSWER_ABSENT);
	ck_assert_int_eq(
	    dhcp_packet_bytes(&packet, DHCP_OPTION_HOST_NAME, &bytes, &len),
	    DHCP_ANSWER_EMPTY);
	ck_assert_ptr_null(bytes);
	ck_assert(dhcp_packet_has(&packet, DHCP_OPTION_HOST_NAME));
	ck_assert(!dhcp_packet_has(&packet, 99));

	ck_assert_int_eq(
	    dhcp_packet_u32(&packet, 99, &u32), DHCP_ANSWER_ABSENT);
	ck_assert_int_eq(dhcp_packet_u32(&packet, DHCP_OPTION_HOST_NAME, &u32),
	    DHCP_ANSWER_EMPTY);
	ck_assert_int_eq(
	    dhcp_packet_u32(&packet, DHCP_OPTION_REQUESTED_ADDRESS, &u32),
	    DHCP_ANSWER_MALFORMED);
	ck_assert_int_eq(dhcp_packet_u32(&packet, DHCP_OPTION_SERVER_ID, &u32),
	    DHCP_ANSWER_MALFORMED);
	ck_assert_int_eq(dhcp_packet_u16(&packet, DHCP_OPTION_LEASE_TIME, &u16),
	    DHCP_ANSWER_MALFORMED);
	ck_assert_uint_eq(u32, 77);
	ck_assert_uint_eq(u16, 77);
	ck_assert_int_eq(
	    dhcp_packet_u32(&packet, DHCP_OPTION_LEASE_TIME, &u32), 0);
	ck_assert_uint_eq(u32, 0x01020304);
	ck_assert_int_eq(
	    dhcp_packet_u16(&packet, DHCP_OPTION_MAX_SIZE, &u16), 0);
	ck_assert_uint_eq(u16, 1472);
}
END_TEST

START_TEST(starts)
{
	struct dhcp_packet packet;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_VENDOR_CLASS, "PXE", 3);
	message_parse(&message, &packet);
	ck_assert(dhcp_packet_starts(&packet, DHCP_OPTION_VENDOR_CLASS, "PX"));
	ck_assert(dhcp_packet_starts(&packet, DHCP_OPTION_VENDOR_CLASS, "PXE"));
	ck_assert(
	    !dhcp_packet_starts(&packet, DHCP_OPTION_VENDOR_CLASS, "PXEC"));
	ck_assert(!dhcp_packet_starts(&packet, 99, ""));
}
END_TEST

/* Tag 71 of option 43, and sub-option 71 of option 82, in which 0 and 255 are
 * tags like others. */
START_TEST(parts)
{
	static const struct {
		const char *what;
		const char *value;
		size_t len;
		const char *of_vendor, *of_relay; /* NULL: absent */
	} part_rows[] = {
		{ "alone", OCTETS("\x47\2ab"), "ab", "ab" },
		{ "behind another", OCTETS("\6\1\10\x47\1a"), "a", "a" },
		{ "empty", OCTETS("\x47\0"), "", "" },
		{ "the first counts", OCTETS("\x47\1a\x47\1b"), "a", "a" },
		{ "another", OCTETS("\6\1\10"), NULL, NULL },
		{ "behind a pad", OCTETS("\0\x47\1a"), "a", NULL },
		{ "inside what is no pad", OCTETS("\0\0\x47\1a"), "a", "a" },
		{ "behind the end", OCTETS("\377\0\x47\1a"), NULL, "a" },
		{ "one octet too long", OCTETS("\x47\2a"), NULL, NULL },
		{ "no length", OCTETS("\6\0\x47"), NULL, NULL },
		{ "behind one too long", OCTETS("\6\5\x47\1a"), NULL, NULL },
	};

	for (int i = 0; i < 2 * ROWS(part_rows); i++) {
		uint8_t code = i % 2 ? DHCP_OPTION_RELAY : DHCP_OPTION_VENDOR;
		const char *want = i % 2 ? part_rows[i / 2].of_relay
					 : part_rows[i / 2].of_vendor;
		const uint8_t *bytes;
		struct dhcp_packet packet;
		struct message message;
		size_t len;
		int r;

		message_begin(&message, DHCP_REQUEST, 1);
		message_option(&message, code, part_rows[i / 2].value,
		    part_rows[i / 2].len);
		message_parse(&message, &packet);
		r = dhcp_packet_part(&packet, code, 71, &bytes, &len);
		ck_assert_msg(r == (want ? 0 : DHCP_ANSWER_ABSENT),
		    "option %u, %s", code, part_rows[i / 2].what);
		if (want)
			ck_assert_msg(len == strlen(want) &&
				memcmp(bytes, want, len) == 0,
			    "option %u, %s", code, part_rows[i / 2].what);
	}
}
END_TEST

/* RFC 3396 section 5: pieces are one value, in the order options, file, sname,
 * whatever stands between them. */
START_TEST(pieces_are_joined)
{
	const uint8_t *bytes;
	struct dhcp_packet packet;
	struct message message;
	size_t len;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_OVERLOAD, "\3", 1);
	message_option(&message, 100, "ab", 2);
	message_option(&message, 200, "-", 1);
	message_option(&message, 100, "cd", 2);
	message_end(&message);
	memcpy(message.bytes + AT_FILE, "\x64\2ef\xff", 5);
	memcpy(message.bytes + AT_SNAME, "\x64\2gh\xff", 5);
	message_parse(&message, &packet);
	ck_assert_int_eq(dhcp_packet_bytes(&packet, 100, &bytes, &len), 0);
	ck_assert_uint_eq(len, 8);
	ck_assert_mem_eq(bytes, "abcdefgh", 8);
	ck_assert_int_eq(dhcp_packet_bytes(&packet, 200, &bytes, &len), 0);
	ck_assert_mem_eq(bytes, "-", 1);
}
END_TEST

START_TEST(overload_takes_what_it_says)
{
	static const struct {
		const char *overload;
		bool file, sname;
	} each[] = { { "\0", false, false }, { "\1", true, false },
		{ "\2", false, true }, { "\3", true, true } };
	struct dhcp_packet packet;
	struct message message;

	for (size_t i = 0; i < 4; i++) {
		message_begin(&message, DHCP_DISCOVER, 1);
		message_option(
		    &message, DHCP_OPTION_OVERLOAD, each[i].overload, 1);
		memcpy(message.bytes + AT_FILE, "\x64\1f\xff", 4);
		memcpy(message.bytes + AT_SNAME, "\x65\1s\xff", 4);
		message_parse(&message, &packet);
		ck_assert_int_eq(dhcp_packet_has(&packet, 100), each[i].file);
		ck_assert_int_eq(dhcp_packet_has(&packet, 101), each[i].sname);
	}
	/* An option may not run from one field into the next. */
	memset(message.bytes + AT_FILE, 0, DHCP_FILE_LEN);
	message.bytes[AT_FILE + DHCP_FILE_LEN - 2] = 100;
	message.bytes[AT_FILE + DHCP_FILE_LEN - 1] = 1;
	ck_assert_int_eq(dhcp_packet_parse(message.bytes, message.len, &packet),
	    DHCP_PACKET_OPTIONS);
}
END_TEST

/* The most that a packet can hold of one option. */
START_TEST(a_packet_full_of_one_option)
{
	const uint8_t *bytes;
	struct dhcp_packet packet;
	struct message message;
	size_t len, want = 0, left;
	uint8_t value[255];

	memset(value, 'x', sizeof(value));
	message_begin(&message, DHCP_DISCOVER, 1);
	while ((left = DHCP_PACKET_LEN_MAX - message.len) > 2) {
		left = left - 2 < 255 ? left - 2 : 255;
		message_option(&message, 100, value, left);
		want += left;
	}
	message_parse(&message, &packet);
	ck_assert_int_eq(dhcp_packet_bytes(&packet, 100, &bytes, &len), 0);
	ck_assert_uint_eq(len, want);
	for (size_t i = 0; i < len; i++)
		ck_assert_uint_eq(bytes[i], 'x');
}
END_TEST

/* --- what real clients sent ----------------------------------------------- */

static const struct vector {
	const char *name;
	uint8_t type;
	uint16_t flags;
	uint16_t max_size; /* option 57; 0 none */
	int arch;	   /* option 93; -1 none */
} vectors[] = {
	{ "ipxe-bios-discover", DHCP_DISCOVER, 0, 1472, 0 },
	{ "ipxe-bios-request", DHCP_REQUEST, 0, 1472, 0 },
	{ "ipxe-uefi-discover", DHCP_DISCOVER, 0, 1472, 7 },
	{ "ovmf-pxe-discover", DHCP_DISCOVER, 0x8000, 1472, 7 },
	{ "ovmf-pxe-request", DHCP_REQUEST, 0x8000, 0xff00, 7 },
	{ "ovmf-http-discover", DHCP_DISCOVER, 0x8000, 1472, 16 },
	{ "syslinux-efi-discover", DHCP_DISCOVER, 0x8000, 0xff00, -1 },
	{ "udhcpc-discover", DHCP_DISCOVER, 0, 576, -1 },
	{ "debian-installer-request", DHCP_REQUEST, 0, 576, -1 },
	{ "dhclient-discover", DHCP_DISCOVER, 0, 0, -1 },
	{ "dhcpcd-discover", DHCP_DISCOVER, 0, 1472, -1 },
};

START_TEST(real_clients)
{
	const struct vector *vector = &vectors[_i];
	struct dhcp_packet packet;
	struct message message;
	uint16_t value;

	message_read(&message, vector->name);
	message_parse(&message, &packet);
	ck_assert_msg(packet.type == vector->type, "%s", vector->name);
	ck_assert_msg(packet.flags == vector->flags, "%s", vector->name);
	if (dhcp_packet_u16(&packet, DHCP_OPTION_MAX_SIZE, &value) != 0)
		value = 0;
	ck_assert_msg(value == vector->max_size, "%s: option 57 is %u",
	    vector->name, value);
	if (dhcp_packet_u16(&packet, DHCP_OPTION_ARCH, &value) == 0)
		ck_assert_msg(value == vector->arch, "%s", vector->name);
	else
		ck_assert_msg(vector->arch < 0, "%s", vector->name);
}
END_TEST

START_TEST(type_names)
{
	ck_assert_str_eq(dhcp_type_name(DHCP_BOOTP), "BOOTP");
	ck_assert_str_eq(dhcp_type_name(DHCP_DISCOVER), "DISCOVER");
	ck_assert_str_eq(dhcp_type_name(DHCP_INFORM), "INFORM");
	ck_assert_str_eq(dhcp_type_name(9), "?");
}
END_TEST

TEST_MAIN(
    "dhcp_packet", tcase_add_loop_test(tests, verdicts, 0, ROWS(rows));
    tcase_add_test(tests, header_fields); tcase_add_test(tests, parts);
    tcase_add_test(tests, lengths); tcase_add_test(tests, hardware_lengths);
    tcase_add_test(tests, no_cookie);
    tcase_add_test(tests, absent_empty_malformed);
    tcase_add_test(tests, starts); tcase_add_test(tests, pieces_are_joined);
    tcase_add_test(tests, overload_takes_what_it_says);
    tcase_add_test(tests, a_packet_full_of_one_option);
    tcase_add_loop_test(tests, real_clients, 0, ROWS(vectors));
    tcase_add_test(tests, type_names);)

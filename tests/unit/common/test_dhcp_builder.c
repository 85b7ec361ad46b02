/* SPDX-License-Identifier: ISC */
#include "common/dhcp_builder.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

static struct dhcp_packet request;
static uint8_t out[DHCP_REPLY_LEN_MAX];

static void
build(struct dhcp_builder *builder, const struct message *message,
    const struct dhcp_reply *reply, uint8_t type)
{
	message_parse(message, &request);
	memset(out, 0xee, sizeof(out));
	dhcp_builder_begin(builder, &request, reply, type, out);
}

/* --- how long a reply may be ---------------------------------------------- */

static const struct limit_row {
	const char *option; /* 57 */
	size_t len;
	size_t limit;
} limit_rows[] = {
	{ NULL, 0, 548 },
	{ OCTETS("\2\x40"), 548 }, /* 576 */
	{ OCTETS("\2\x3f"), 548 }, /* 575: below what all must take */
	{ OCTETS("\0\0"), 548 },
	{ OCTETS("\2\x41"), 549 },
	{ OCTETS("\5\xc0"), 1444 }, /* 1472 */
	{ OCTETS("\5\xdc"), 1472 }, /* 1500 */
	{ OCTETS("\5\xdd"), 1472 },
	{ OCTETS("\xff\xff"), 1472 },
	{ OCTETS("\5"), 548 }, /* malformed */
	{ OCTETS("\5\xdc\0"), 548 },
	{ OCTETS(""), 548 },
};

START_TEST(limits)
{
	const struct limit_row *row = &limit_rows[_i];
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	if (row->option)
		message_option(
		    &message, DHCP_OPTION_MAX_SIZE, row->option, row->len);
	message_parse(&message, &request);
	ck_assert_msg(dhcp_reply_limit(&request) == row->limit, "row %d: %zu",
	    _i, dhcp_reply_limit(&request));
}
END_TEST

/* --- header --------------------------------------------------------------- */

START_TEST(header)
{
	const struct dhcp_reply reply = { .yiaddr = 0x0a000001,
		.siaddr = 0x0a000002,
		.ciaddr = 0x0a000003,
		.file = "pxelinux.0",
		.sname = "10.0.0.2" };
	struct dhcp_builder builder;
	struct message message;
	size_t len;

	message_begin(&message, DHCP_DISCOVER, 7);
	message.bytes[AT_FLAGS] = 0x80;
	message.bytes[9] = 5;
	message_set_u32(&message, AT_GIADDR, 0x0a000004);
	build(&builder, &message, &reply, DHCP_OFFER);
	len = dhcp_builder_end(&builder);
	ck_assert_uint_eq(len, DHCP_REPLY_LEN_MIN);
	ck_assert_uint_eq(out[AT_OP], DHCP_OP_REPLY);
	ck_assert_mem_eq(out + AT_XID, message.bytes + AT_XID, 4);
	ck_assert_uint_eq(out[9], 0);
	ck_assert_uint_eq(out[AT_FLAGS], 0x80);
	ck_assert_uint_eq(octets_u32(out + AT_YIADDR), 0x0a000001);
	ck_assert_uint_eq(octets_u32(out + AT_SIADDR), 0x0a000002);
	ck_assert_uint_eq(octets_u32(out + AT_CIADDR), 0x0a000003);
	ck_assert_uint_eq(octets_u32(out + AT_GIADDR), 0x0a000004);
	ck_assert_mem_eq(
	    out + AT_CHADDR, message.bytes + AT_CHADDR, DHCP_CHADDR_LEN);
	ck_assert_str_eq((char *)out + AT_FILE, "pxelinux.0");
	ck_assert_str_eq((char *)out + AT_SNAME, "10.0.0.2");
	ck_assert_mem_eq(out + MESSAGE_OPTIONS, "\x35\1\2\xff\0\0\0", 7);
	for (size_t i = MESSAGE_OPTIONS + 4; i < len; i++)
		ck_assert_uint_eq(out[i], 0);
}
END_TEST

/* A field has room for its name and a NUL; a longer name is left out of it. */
START_TEST(file_field)
{
	char name[DHCP_FILE_LEN + 1];
	struct dhcp_reply reply = { .file = name };
	struct dhcp_builder builder;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	memset(name, 'f', sizeof(name));
	name[DHCP_FILE_LEN - 1] = '\0';
	build(&builder, &message, &reply, DHCP_OFFER);
	ck_assert_str_eq((char *)out + AT_FILE, name);
	name[DHCP_FILE_LEN - 1] = 'f';
	name[DHCP_FILE_LEN] = '\0';
	build(&builder, &message, &reply, DHCP_OFFER);
	ck_assert_uint_eq(out[AT_FILE], 0);
}
END_TEST

START_TEST(broadcast_is_forced)
{
	const struct dhcp_reply reply = { .is_broadcast = true };
	struct dhcp_builder builder;
	struct message message;

	message_begin(&message, DHCP_REQUEST, 1);
	build(&builder, &message, &reply, DHCP_NAK);
	ck_assert_uint_eq(out[AT_FLAGS], 0x80);
}
END_TEST

/* --- options -------------------------------------------------------------- */

START_TEST(options_in_order)
{
	const struct dhcp_reply reply = { 0 };
	struct dhcp_builder builder;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	build(&builder, &message, &reply, DHCP_OFFER);
	ck_assert(dhcp_builder_put_u8(&builder, 19, 1));
	ck_assert(dhcp_builder_put_u32(&builder, 54, 0x01020304));
	ck_assert(dhcp_builder_put(&builder, 67, "f", 2));
	ck_assert(dhcp_builder_put(&builder, 80, "", 0));
	ck_assert(dhcp_builder_has(&builder, 53));
	ck_assert(dhcp_builder_has(&builder, 80));
	/* 1 and 4 are only lengths and values here. */
	ck_assert(!dhcp_builder_has(&builder, 1));
	ck_assert(!dhcp_builder_has(&builder, 4));
	dhcp_builder_end(&builder);
	ck_assert_mem_eq(out + MESSAGE_OPTIONS,
	    "\x35\1\2\x13\1\1\x36\4\1\2\3\4\x43\2f\0\x50\0\xff", 19);
}
END_TEST

START_TEST(bootp_has_no_type)
{
	const struct dhcp_reply reply = { 0 };
	struct dhcp_builder builder;
	struct message message;

	message_begin(&message, 0, 1);
	build(&builder, &message, &reply, DHCP_BOOTP);
	dhcp_builder_end(&builder);
	ck_assert_uint_eq(out[MESSAGE_OPTIONS], DHCP_OPTION_END);
}
END_TEST

/* RFC 3396: 255 fit in one option, 256 take two. */
START_TEST(long_options_are_split)
{
	static const size_t lens[] = { 255, 256, 510, 511 };
	const struct dhcp_reply reply = { 0 };
	struct dhcp_builder builder;
	struct dhcp_packet parsed;
	struct message message;
	const uint8_t *bytes;
	uint8_t value[511];
	size_t len;

	for (size_t i = 0; i < sizeof(value); i++)
		value[i] = (uint8_t)i;
	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_MAX_SIZE, "\5\xdc", 2);
	for (size_t i = 0; i < 4; i++) {
		build(&builder, &message, &reply, DHCP_OFFER);
		ck_assert(dhcp_builder_put(&builder, 100, value, lens[i]));
		len = dhcp_builder_end(&builder);
		ck_assert_uint_eq(out[MESSAGE_OPTIONS + 4], 255);
		ck_assert_int_eq(dhcp_packet_parse(out, len, &parsed), 0);
		ck_assert_int_eq(
		    dhcp_packet_bytes(&parsed, 100, &bytes, &len), 0);
		ck_assert_uint_eq(len, lens[i]);
		ck_assert_mem_eq(bytes, value, len);
	}
}
END_TEST

/* What does not fit is left out whole, and the end still fits. */
START_TEST(full)
{
	const struct dhcp_reply reply = { 0 };
	struct dhcp_builder builder;
	struct message message;
	uint8_t value[255] = { 0 };
	/* 548 less header, cookie, option 53, the end. */
	size_t left = 548 - MESSAGE_OPTIONS - 3 - 1;

	message_begin(&message, DHCP_DISCOVER, 1);
	build(&builder, &message, &reply, DHCP_OFFER);
	ck_assert(dhcp_builder_put(&builder, 100, value, 200));
	left -= 202;
	ck_assert(!dhcp_builder_put(&builder, 101, value, left - 1));
	ck_assert(!dhcp_builder_has(&builder, 101));
	ck_assert(dhcp_builder_put(&builder, 101, value, left - 2));
	ck_assert(!dhcp_builder_put(&builder, 102, "", 0));
	ck_assert_uint_eq(dhcp_builder_end(&builder), 548);
	ck_assert_uint_eq(out[547], DHCP_OPTION_END);
	ck_assert_uint_eq(out[548], 0xee);
}
END_TEST

/* RFC 3046 2.2: unchanged, and the last option of all. */
START_TEST(relay_option_comes_back_last)
{
	const struct dhcp_reply reply = { 0 };
	struct dhcp_builder builder;
	struct message message;
	uint8_t value[255] = { 0 };
	size_t len;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_RELAY, "\1\4\xde\xad\0\xff", 6);
	message_end(&message);
	build(&builder, &message, &reply, DHCP_OFFER);
	ck_assert(dhcp_builder_put(&builder, 100, value, 255));
	/* Room is kept for it. */
	ck_assert(!dhcp_builder_put(
	    &builder, 101, value, 548 - MESSAGE_OPTIONS - 3 - 257 - 1 - 2));
	len = dhcp_builder_end(&builder);
	ck_assert_mem_eq(out + len - 9, "\x52\6\1\4\xde\xad\0\xff\xff", 9);
}
END_TEST

/* An option 82 that leaves no room for what the client needs, 33 octets, does
 * not come back, and costs the client nothing. 548 octets without option 57;
 * BOOTP has 60 for options, and needs none of these. */
static const struct {
	uint8_t type;
	size_t len; /* of option 82 */
	bool is_kept;
} relay_rows[] = {
	{ DHCP_OFFER, 0, true },
	{ DHCP_OFFER, 548 - 240 - 1 - 33 - 4, true },
	{ DHCP_OFFER, 548 - 240 - 1 - 33 - 3, false },
	{ DHCP_OFFER, 548 - 240 - 1 - 4, false },
	{ DHCP_OFFER, 510, false },
	{ DHCP_BOOTP, 300 - 240 - 1 - 2, true },
	{ DHCP_BOOTP, 300 - 240 - 1 - 1, false },
};

START_TEST(relay_option_too_long)
{
	const struct dhcp_reply reply = { 0 };
	uint8_t type = relay_rows[_i].type, value[255] = { 0 };
	size_t left = relay_rows[_i].len, len;
	struct dhcp_builder builder;
	struct dhcp_packet parsed;
	struct message message;

	message_begin(&message, type == DHCP_BOOTP ? 0 : DHCP_DISCOVER, 1);
	message_option(
	    &message, DHCP_OPTION_RELAY, value, left > 255 ? 255 : left);
	if (left > 255)
		message_option(&message, DHCP_OPTION_RELAY, value, left - 255);
	build(&builder, &message, &reply, type);
	ck_assert(dhcp_builder_keeps_relay(builder.request, type) ==
	    relay_rows[_i].is_kept);
	for (uint8_t code = 101; code < 106 && type != DHCP_BOOTP; code++)
		ck_assert(dhcp_builder_put_u32(&builder, code, 1));
	len = dhcp_builder_end(&builder);
	ck_assert_int_eq(dhcp_packet_parse(out, len, &parsed), 0);
	ck_assert_uint_eq(parsed.type, type);
	ck_assert(dhcp_packet_has(&parsed, DHCP_OPTION_RELAY) ==
	    relay_rows[_i].is_kept);
	if (relay_rows[_i].is_kept)
		ck_assert_uint_eq(
		    parsed.len[DHCP_OPTION_RELAY], relay_rows[_i].len);
}
END_TEST

TEST_MAIN(
    "dhcp_builder", tcase_add_loop_test(tests, limits, 0, ROWS(limit_rows));
    tcase_add_test(tests, header); tcase_add_test(tests, file_field);
    tcase_add_test(tests, broadcast_is_forced);
    tcase_add_test(tests, options_in_order);
    tcase_add_test(tests, bootp_has_no_type);
    tcase_add_test(tests, long_options_are_split); tcase_add_test(tests, full);
    tcase_add_test(tests, relay_option_comes_back_last);
    tcase_add_loop_test(tests, relay_option_too_long, 0, ROWS(relay_rows));)

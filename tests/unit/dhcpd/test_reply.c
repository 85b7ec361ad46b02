/* SPDX-License-Identifier: ISC */
#include "dhcpd/reply.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcpd/boot_client.h"

/* RFC 2131 4.4.5: T1 before T2 before the end of the lease, whatever was
 * configured for leases that are longer than this client's. 0: not configured,
 * UINT32_MAX: not sent. */
START_TEST(renewal_times)
{
	static const struct {
		uint32_t renewal, rebinding, want_renewal, want_rebinding;
	} ts[] = {
		{ 0, 0, 1800, 3150 },
		{ 900, 1200, 900, 1200 },
		{ 900, 0, 900, 3150 },
		{ 0, 1200, 600, 1200 },
		{ 3150, 0, 1800, 3150 },
		{ 3599, 3599, 1800, 3599 },
		{ 3600, 3600, 1800, 3150 },
		{ 40000, 70000, 1800, 3150 },
		{ 1200, 900, 450, 900 },
		{ UINT32_MAX, 0, UINT32_MAX, 3150 },
		{ 0, UINT32_MAX, 1800, UINT32_MAX },
	};

	for (int i = 0; i < 2 * ROWS(ts); i++) {
		bool is_renewal = i % 2 == 0;
		uint8_t code = is_renewal ? DHCP_OPTION_RENEWAL_TIME
					  : DHCP_OPTION_REBINDING_TIME;
		uint32_t want = is_renewal ? ts[i / 2].want_renewal
					   : ts[i / 2].want_rebinding;
		struct world *world = world_new();
		struct policy_values *values = &world->policy.values;

		if (ts[i / 2].renewal == UINT32_MAX)
			world_set_text(
			    values, DHCP_OPTION_RENEWAL_TIME, CLASS_ANY, "");
		else if (ts[i / 2].renewal)
			world_set_u32(values, DHCP_OPTION_RENEWAL_TIME,
			    ts[i / 2].renewal);
		if (ts[i / 2].rebinding == UINT32_MAX)
			world_set_text(
			    values, DHCP_OPTION_REBINDING_TIME, CLASS_ANY, "");
		else if (ts[i / 2].rebinding)
			world_set_u32(values, DHCP_OPTION_REBINDING_TIME,
			    ts[i / 2].rebinding);
		world_start(world);
		world_discover(world, 1);
		if (want == UINT32_MAX)
			ck_assert(!dhcp_packet_has(&world->reply, code));
		else
			ck_assert_msg(reply_u32(world, code) == want,
			    "row %d: %u", i / 2, reply_u32(world, code));
		world_free(world);
	}
}
END_TEST

START_TEST(boot_options)
{
	struct world *world = world_new();

	world_start(world);
	message_of(&world->message, BIOS);
	message_option(&world->message, DHCP_OPTION_UUID, "\0uuid", 5);
	message_option(&world->message, DHCP_OPTION_CLIENT_ID, "\xffid", 3);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	reply_option_is(world, 66, OCTETS("192.168.10.1\0"));
	reply_option_is(world, 67, OCTETS("pxelinux.0\0"));
	reply_option_is(world, 97, OCTETS("\0uuid"));
	reply_option_is(world, 61, OCTETS("\xffid"));
	ck_assert(!dhcp_packet_has(&world->reply, 60));
	ck_assert(!dhcp_packet_has(&world->reply, 43));
	ck_assert(!dhcp_packet_has(&world->reply, 175));
	ck_assert_str_eq(
	    (char *)world->answer.bytes + AT_SNAME, "192.168.10.1");
	ck_assert_str_eq((char *)world->answer.bytes + AT_FILE, "pxelinux.0");
	message_of(&world->message, IPXE_BIOS);
	world_send(world);
	reply_option_is(world, 175, OCTETS("\xb0\1\1"));
	world_free(world);
}
END_TEST

/* Option 13 counts blocks of 512 octets of a file that is here, for whoever
 * asks; two octets hold no more of them than 65535. */
static const struct {
	const char *octets; /* of pxelinux.0 */
	uint8_t asked;
	const char *filename, *next_server, *configured;
	uint32_t want; /* 0: none */
} sizes[] = {
	{ "1", 13, NULL, NULL, NULL, 1 },
	{ "512", 13, NULL, NULL, NULL, 1 },
	{ "513", 13, NULL, NULL, NULL, 2 },
	{ "33553920", 13, NULL, NULL, NULL, 65535 },
	{ "33553921", 13, NULL, NULL, NULL, 0 },
	{ "0", 13, NULL, NULL, NULL, 0 },
	{ "513", 12, NULL, NULL, NULL, 0 },
	{ "513", 13, "other", NULL, NULL, 0 },
	{ "513", 13, NULL, "\xc0\xa8\x0a\x02", NULL, 0 },
	{ "513", 13, NULL, "\xc0\xa8\x0a\x01", NULL, 2 },
	{ "513", 13, NULL, NULL, "\0\7", 7 },
	{ NULL, 13, NULL, NULL, NULL, 0 },
};

START_TEST(boot_sizes)
{
	struct world *world = world_new();
	struct policy *policy = &world->policy;
	struct boot_sizes of_tree = { 0 };
	uint16_t size = 0;

	if (sizes[_i].octets) {
		boot_sizes_set(&of_tree, "pxelinux.0",
		    strtoul(sizes[_i].octets, NULL, 10));
		policy->sizes = &of_tree;
	}
	if (sizes[_i].filename)
		world_set_text(&policy->values, POLICY_FILENAME, CLASS_BIOS,
		    sizes[_i].filename);
	if (sizes[_i].next_server)
		world_set(&policy->values, POLICY_NEXT_SERVER, CLASS_ANY,
		    sizes[_i].next_server, 4);
	if (sizes[_i].configured)
		world_set(&policy->values, DHCP_OPTION_BOOT_SIZE, CLASS_ANY,
		    sizes[_i].configured, 2);
	world_start(world);
	message_of(&world->message, BIOS);
	message_option(&world->message, DHCP_OPTION_PARAMETERS,
	    (const uint8_t[]){ 1, sizes[_i].asked, 67 }, 3);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert_int_eq(
	    dhcp_packet_u16(&world->reply, DHCP_OPTION_BOOT_SIZE, &size) == 0,
	    sizes[_i].want > 0);
	ck_assert_uint_eq(size, sizes[_i].want);
	world_free(world);
}
END_TEST

START_TEST(http_options)
{
	struct world *world = world_new();

	world_set_text(
	    &world->policy.values, POLICY_FILENAME, CLASS_HTTP, "http://s/x");
	world_set_text(
	    &world->policy.values, DHCP_OPTION_DOMAIN, CLASS_ANY, "d");
	world_set_text(
	    &world->policy.values, DHCP_OPTION_DOMAIN, CLASS_HTTP, "");
	world_start(world);
	message_of(&world->message, HTTP);
	world_send(world);
	reply_option_is(world, 60, OCTETS("HTTPClient\0"));
	reply_option_is(world, 67, OCTETS("http://s/x\0"));
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_DOMAIN));
	world_free(world);
}
END_TEST

/* A row of the table of exceptions; what is configured comes before it. */
START_TEST(raspberry_pi_options)
{
	struct world *world = world_new();
	const uint8_t *bytes;
	size_t len;

	world_start(world);
	message_of(&world->message, BIOS);
	memcpy(world->message.bytes + AT_CHADDR, "\xb8\x27\xeb", 3);
	world_send(world);
	reply_option_is(world, 60, OCTETS("PXEClient"));
	ck_assert_int_eq(dhcp_packet_bytes(&world->reply, 43, &bytes, &len), 0);
	ck_assert_mem_eq(bytes, "\6\1\x08\x09", 4);
	ck_assert_ptr_nonnull(memmem(bytes, len, "Raspberry Pi Boot", 17));
	world_set_text(&world->policy.values, 43, CLASS_ANY, "own");
	world_send(world);
	reply_option_is(world, 43, OCTETS("own"));
	world_free(world);
}
END_TEST

/* A name that `file` cannot hold still fits option 67. */
START_TEST(long_url)
{
	struct world *world = world_new();
	char url[201] = "http://";

	memset(url + 7, 'u', sizeof(url) - 8);
	world_set_text(&world->policy.values, POLICY_FILENAME, CLASS_HTTP, url);
	world_start(world);
	message_of(&world->message, HTTP);
	world_send(world);
	ck_assert_uint_eq(world->answer.bytes[AT_FILE], 0);
	reply_option_is(world, 67, url, sizeof(url));
	world_free(world);
}
END_TEST

/* Where option @code stands in the reply; 0 for nowhere. */
static size_t
place_of(const struct world *world, uint8_t code)
{
	const uint8_t *bytes = world->answer.bytes;

	for (size_t at = MESSAGE_OPTIONS; bytes[at] != DHCP_OPTION_END;
	     at += 2u + bytes[at + 1])
		if (bytes[at] == code)
			return at;
	return 0;
}

/* RFC 2132 9.8: what the client asks for in the order of its list; then the
 * rest. 3.3: the mask before the routers. */
START_TEST(order_of_options)
{
	static const uint8_t codes[] = { 4, 7, 9, 42, 44 };
	struct world *world = world_new();

	for (size_t i = 0; i < sizeof(codes); i++)
		world_set_u32(i % 2 ? &world->policy.values
				    : &world->policy.subnets[0].values,
		    codes[i], NET + 1);
	world_set_u32(&world->policy.values, DHCP_OPTION_ROUTERS, NET + 1);
	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	message_option(
	    &world->message, DHCP_OPTION_PARAMETERS, OCTETS("\3\1\52\11\4"));
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert_uint_gt(place_of(world, 42), 0);
	ck_assert_uint_lt(place_of(world, 42), place_of(world, 9));
	ck_assert_uint_lt(place_of(world, 9), place_of(world, 4));
	ck_assert_uint_lt(place_of(world, 4), place_of(world, 7));
	ck_assert_uint_lt(place_of(world, 7), place_of(world, 44));
	ck_assert_uint_lt(place_of(world, 1), place_of(world, 3));
	world_free(world);
}
END_TEST

/* RFC 2131 table 3: what a reply never has, and what it has of the request. */
START_TEST(what_a_reply_never_has)
{
	static const uint8_t never[] = { DHCP_OPTION_REQUESTED_ADDRESS,
		DHCP_OPTION_PARAMETERS, DHCP_OPTION_MAX_SIZE,
		DHCP_OPTION_OVERLOAD, DHCP_OPTION_HOST_NAME,
		DHCP_OPTION_USER_CLASS,
		/* And what only comes back (RFC 6842, 3046, 3011, 4578). */
		DHCP_OPTION_CLIENT_ID, DHCP_OPTION_RELAY,
		DHCP_OPTION_SUBNET_SELECTION, DHCP_OPTION_UUID };
	struct world *world = world_new();

	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	world->message.bytes[3] = 7;	 /* hops */
	world->message.bytes[8] = 1;	 /* secs */
	world->message.bytes[10] = 0x80; /* flags */
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, NET + 101);
	message_option(&world->message, DHCP_OPTION_PARAMETERS, "\1\3", 2);
	message_option(&world->message, DHCP_OPTION_MAX_SIZE, "\5\xc0", 2);
	message_option(&world->message, DHCP_OPTION_HOST_NAME, "web1", 4);
	message_option(&world->message, DHCP_OPTION_USER_CLASS, "\1a", 2);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	for (size_t i = 0; i < sizeof(never); i++)
		ck_assert_msg(!dhcp_packet_has(&world->reply, never[i]),
		    "option %u", never[i]);
	ck_assert_uint_eq(world->reply.hops, 0);
	ck_assert_uint_eq(world->reply.secs, 0);
	ck_assert_uint_eq(world->reply.flags, DHCP_FLAG_BROADCAST);
	ck_assert_uint_eq(world->reply.htype, 1);
	ck_assert_uint_eq(world->reply.xid, 0x12345678);
	ck_assert_uint_eq(world->reply.yiaddr, NET + 101);
	world_free(world);
}
END_TEST

/* RFC 2131 table 3, RFC 6842 and RFC 3011: a NAK names the server, the reason,
 * the client and the subnet that it named, and nothing else; not even what is
 * configured. */
START_TEST(what_a_nak_has)
{
	static const uint8_t has[] = { DHCP_OPTION_MESSAGE_TYPE,
		DHCP_OPTION_SERVER_ID, DHCP_OPTION_MESSAGE,
		DHCP_OPTION_CLIENT_ID, DHCP_OPTION_SUBNET_SELECTION,
		DHCP_OPTION_RELAY };
	struct world *world = world_new();

	world_set_u32(&world->policy.values, DHCP_OPTION_DNS, NET + 1);
	world_start(world);
	message_begin(&world->message, DHCP_REQUEST, 1);
	message_set_u32(&world->message, AT_GIADDR, NET + 9);
	message_option_u32(
	    &world->message, DHCP_OPTION_REQUESTED_ADDRESS, 0x08080808);
	message_option(&world->message, DHCP_OPTION_CLIENT_ID, "\1id", 3);
	message_option(&world->message, DHCP_OPTION_UUID, "\0uuid", 5);
	message_option_u32(&world->message, DHCP_OPTION_SUBNET_SELECTION, NET);
	message_option(&world->message, DHCP_OPTION_RELAY, "\1\1x", 3);
	ck_assert_int_eq(world_send(world), ENGINE_NAKED);
	for (unsigned code = 0; code < DHCP_OPTION_END; code++)
		ck_assert_msg(dhcp_packet_has(&world->reply, (uint8_t)code) ==
			(memchr(has, (int)code, sizeof(has)) != NULL),
		    "option %u", code);
	reply_option_is(world, DHCP_OPTION_CLIENT_ID, OCTETS("\1id"));
	reply_option_is(world, DHCP_OPTION_RELAY, OCTETS("\1\1x"));
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SUBNET_SELECTION), NET);
	ck_assert_uint_eq(world->reply.siaddr, 0);
	ck_assert_uint_eq(world->reply.yiaddr, 0);
	ck_assert_uint_eq(world->reply.flags, DHCP_FLAG_BROADCAST);
	world_free(world);
}
END_TEST

/* RFC 4578 2.3 wants 17 octets of option 97; ROMs send others, or none. */
START_TEST(machine_identifiers)
{
	static const struct {
		const char *bytes;
		size_t len;
	} ids[] = { { OCTETS("\0"
			     "0123456789abcdef") },
		{ OCTETS("\1"
			 "0123456789abcdef") },
		{ OCTETS("\0") },
		{ OCTETS("\0"
			 "0123456789abcdef0123456789abcdef") } };
	struct world *world = world_new();

	world_start(world);
	for (int i = 0; i < ROWS(ids); i++) {
		message_of(&world->message, BIOS);
		message_option(&world->message, DHCP_OPTION_UUID, ids[i].bytes,
		    ids[i].len);
		ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
		reply_option_is(
		    world, DHCP_OPTION_UUID, ids[i].bytes, ids[i].len);
	}
	message_of(&world->message, BIOS);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_UUID));
	world_free(world);
}
END_TEST

/* RFC 3004 section 4: a user class that decided the reply comes back as it was;
 * one that did not is passed over. */
START_TEST(user_classes)
{
	static const struct {
		const char *class;
		size_t len;
		bool comes_back;
	} classes[] = { { OCTETS("iPXE"), true }, { OCTETS("\4iPXE"), true },
		{ OCTETS("\3lab\4iPXE"), true }, { OCTETS("\3lab"), false } };
	struct world *world = world_new();

	world_start(world);
	for (int i = 0; i < ROWS(classes); i++) {
		message_of(&world->message, UEFI);
		message_option(&world->message, DHCP_OPTION_USER_CLASS,
		    classes[i].class, classes[i].len);
		ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
		if (classes[i].comes_back)
			reply_option_is(world, DHCP_OPTION_USER_CLASS,
			    classes[i].class, classes[i].len);
		else
			ck_assert(!dhcp_packet_has(
			    &world->reply, DHCP_OPTION_USER_CLASS));
	}
	world_free(world);
}
END_TEST

/* RFC 6842 section 3: the client identifier comes back unaltered, one in two
 * pieces too (RFC 3396); and RFC 3011 section 2: so does the subnet. Where room
 * is short both come before the rest. */
START_TEST(what_must_come_back_has_room)
{
	uint8_t id[300], vendor[200];
	struct world *world = world_new();
	const uint8_t *got;
	size_t got_len;

	memset(id, 0xfe, sizeof(id));
	memset(vendor, 'v', sizeof(vendor));
	world_set(&world->policy.values, DHCP_OPTION_VENDOR, CLASS_ANY, vendor,
	    sizeof(vendor));
	world_start(world);
	for (size_t len = 100; len <= sizeof(id); len += 200) {
		message_of(&world->message, BIOS);
		message_option_u32(
		    &world->message, DHCP_OPTION_SUBNET_SELECTION, NET);
		message_option(&world->message, DHCP_OPTION_CLIENT_ID, id,
		    len < 255 ? len : 255);
		if (len > 255)
			message_option(&world->message, DHCP_OPTION_CLIENT_ID,
			    id + 255, len - 255);
		if (len > 255)
			message_option(
			    &world->message, DHCP_OPTION_MAX_SIZE, "\2\x90", 2);
		ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
		ck_assert_int_eq(dhcp_packet_bytes(&world->reply,
				     DHCP_OPTION_CLIENT_ID, &got, &got_len),
		    0);
		ck_assert_uint_eq(got_len, len);
		ck_assert_mem_eq(got, id, len);
		ck_assert_uint_eq(
		    reply_u32(world, DHCP_OPTION_SUBNET_SELECTION), NET);
		ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_VENDOR));
	}
	world_free(world);
}
END_TEST

/* What does not fit is left out, never put into `file` or `sname`: shim reads
 * its second stage's path there (shim netboot.c). */
START_TEST(no_overload)
{
	struct world *world = world_new();
	char text[201] = "";

	memset(text, 'x', 200);
	for (uint16_t code = 224; code < 228; code++)
		world_set_text(&world->policy.values, code, CLASS_ANY, text);
	world_start(world);
	message_of(&world->message, BIOS);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_OVERLOAD));
	ck_assert(!dhcp_packet_has(&world->reply, 227));
	ck_assert_str_eq((char *)world->answer.bytes + AT_FILE, "pxelinux.0");
	ck_assert_str_eq(
	    (char *)world->answer.bytes + AT_SNAME, "192.168.10.1");
	reply_option_is(world, 67, OCTETS("pxelinux.0\0"));
	world_free(world);
}
END_TEST

/* RFC 5071: PXELINUX reads 208 to 211 in the reply to the ROM, which did not
 * ask for them; RFC 5859: 150 has TFTP servers, best first. As they were
 * written, without a NUL; from a proxy, too. Some put them into 43, whole. */
START_TEST(loader_options)
{
	struct world *world = world_new();
	struct policy_values *values = &world->policy.values;

	world_set(values, 150, CLASS_ANY, "\xc0\xa8\x0a\2\xc0\xa8\x0a\1", 8);
	world_set_u32(values, 208, 0xf100747e);
	world_set_text(values, 209, CLASS_ANY, "pxelinux.cfg/lab");
	world_set_text(values, 210, CLASS_ANY, "http://192.168.10.1/tftp/");
	world_set_u32(values, 211, 1800);
	world_set_text(values, 43, CLASS_ANY, "\xd1\3lab\xff");
	for (int i = 0; i < 2; i++) {
		world->policy.is_proxy = i == 1;
		world_start(world);
		message_of(&world->message, BIOS);
		world_send(world);
		ck_assert_uint_eq(world->reply.type, DHCP_OFFER);
		reply_option_is(
		    world, 150, OCTETS("\xc0\xa8\x0a\2\xc0\xa8\x0a\1"));
		reply_option_is(world, 208, OCTETS("\xf1\0\x74\x7e"));
		reply_option_is(world, 209, OCTETS("pxelinux.cfg/lab"));
		reply_option_is(
		    world, 210, OCTETS("http://192.168.10.1/tftp/"));
		reply_option_is(world, 211, OCTETS("\0\0\7\x08"));
		reply_option_is(world, 43, OCTETS("\xd1\3lab\xff"));
	}
	world_free(world);
}
END_TEST

TEST_MAIN(
    "reply", tcase_add_test(tests, renewal_times);
    tcase_add_test(tests, boot_options);
    tcase_add_loop_test(tests, boot_sizes, 0, ROWS(sizes));
    tcase_add_test(tests, loader_options); tcase_add_test(tests, http_options);
    tcase_add_test(tests, raspberry_pi_options);
    tcase_add_test(tests, what_a_nak_has);
    tcase_add_test(tests, machine_identifiers);
    tcase_add_test(tests, user_classes);
    tcase_add_test(tests, what_must_come_back_has_room);
    tcase_add_test(tests, no_overload); tcase_add_test(tests, order_of_options);
    tcase_add_test(tests, what_a_reply_never_has);
    tcase_add_test(tests, long_url);)

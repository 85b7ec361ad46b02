/* SPDX-License-Identifier: ISC */
#include "dhcpd/menu.h"

#include <check.h>
#include <string.h>

#include "dhcpd/menu_check.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/dhcpd/engine_world.h"

#define ITEM(text, file) text "\0" file
#define BOOT_ITEM(type, layer) "\x47\4" type layer
/* The menu of world_with_menu(), octet by octet (Intel PXE 2.1, table 2-1):
 * listed servers alone; this server for the two items with a file; the items in
 * the order of their numbers; the prompt, after which the first one starts. */
#define MENU                                                                   \
	"\6\1\7"                                                               \
	"\10\16\x80\1\1\xc0\xa8\12\1\x80\3\1\xc0\xa8\12\1"                     \
	"\11\26\x80\1\5First\0\0\4Disk\x80\3\4Last"                            \
	"\12\33\12Press F8 for the boot menu\377"

enum client {
	BIOS,
	HTTP,
	IPXE,
	PI,
	PLAIN
};

static void
set_item(struct policy_values *values, unsigned number, enum arch_class class,
    const char *bytes, size_t len)
{
	world_set(values, (uint16_t)(POLICY_MENU_ITEM + number - 1), class,
	    bytes, len);
}

static struct world *
world_with_menu(void)
{
	struct world *world = world_new();
	struct policy_values *values = &world->policy.values;

	set_item(values, 3, CLASS_ANY, OCTETS(ITEM("Last", "last.0")));
	set_item(values, 1, CLASS_ANY, OCTETS(ITEM("First", "first.0")));
	set_item(values, 2, CLASS_ANY, OCTETS("Disk"));
	world_start(world);
	return world;
}

/* Once sorted, the relay's comes first. */
static struct policy_subnet *
subnet_of(struct world *world)
{
	return &world->policy.subnets[1];
}

static void
message_of(struct world *world, uint8_t type, enum client client)
{
	struct message *message = &world->message;

	message_begin(message, type, 7);
	message_option(message, DHCP_OPTION_MAX_SIZE, "\5\xc0", 2);
	if (client == PI)
		memcpy(message->bytes + AT_CHADDR, "\xdc\xa6\x32", 3);
	if (client == HTTP)
		message_option(
		    message, DHCP_OPTION_VENDOR_CLASS, OCTETS("HTTPClient"));
	else if (client != PLAIN)
		message_option(
		    message, DHCP_OPTION_VENDOR_CLASS, OCTETS("PXEClient"));
	if (client != PLAIN)
		message_option(message, DHCP_OPTION_ARCH,
		    client == HTTP ? "\0\x10" : "\0\0", 2);
	if (client == IPXE)
		message_option(message, DHCP_OPTION_USER_CLASS, OCTETS("iPXE"));
}

/* Whether option 43 of the reply is @want; NULL: it is not there. */
static bool
has_vendor(const struct world *world, const char *want, size_t len)
{
	const uint8_t *got;
	size_t got_len;

	if (dhcp_packet_bytes(
		&world->reply, DHCP_OPTION_VENDOR, &got, &got_len) != 0)
		return !want;
	return want && got_len == len && memcmp(got, want, len) == 0;
}

START_TEST(octets)
{
	struct world *world = world_with_menu();

	message_of(world, DHCP_DISCOVER, BIOS);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(has_vendor(world, OCTETS(MENU)));
	ck_assert(dhcp_packet_starts(
	    &world->reply, DHCP_OPTION_VENDOR_CLASS, "PXEClient"));
	/* Firmware that knows no menus loads the boot file. */
	ck_assert_str_eq(world->answer.boot_file, "pxelinux.0");
	ck_assert(world->answer.has_menu);
	world_free(world);
}
END_TEST

/* Whom it is shown. An empty prompt, an empty item, and the administrator's own
 * option 43 are for all. */
START_TEST(for_whom)
{
	static const struct {
		enum client client;
		const char *ipxe; /* filename.ipxe */
		uint16_t key;	  /* set to @value beside the menu */
		const char *value;
		bool want;
	} rows[] = {
		{ BIOS, NULL, 0, NULL, true },
		{ BIOS, "boot.ipxe", 0, NULL, true },
		{ IPXE, NULL, 0, NULL, true },
		{ IPXE, "boot.ipxe", 0, NULL, false },
		{ IPXE, "", 0, NULL, true },
		{ HTTP, NULL, 0, NULL, false },
		{ PI, NULL, 0, NULL, false },
		{ PLAIN, NULL, 0, NULL, false },
		{ BIOS, NULL, POLICY_MENU_PROMPT, "", false },
		{ BIOS, NULL, DHCP_OPTION_VENDOR, "\6\1\10", false },
		{ BIOS, NULL, DHCP_OPTION_VENDOR, "", false },
	};

	for (int i = 0; i < ROWS(rows); i++) {
		struct world *world = world_with_menu();
		struct policy_values *values = &world->policy.values;

		if (rows[i].ipxe)
			world_set_text(
			    values, POLICY_FILENAME, CLASS_IPXE, rows[i].ipxe);
		if (rows[i].key)
			world_set_text(
			    values, rows[i].key, CLASS_ANY, rows[i].value);
		message_of(world, DHCP_DISCOVER, rows[i].client);
		ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
		ck_assert_msg(
		    world->answer.has_menu == rows[i].want, "row %d", i);
		ck_assert_msg(has_vendor(world, OCTETS(MENU)) == rows[i].want,
		    "row %d", i);
		world_free(world);
	}
}
END_TEST

/* A class, a host and an empty value decide item by item. */
START_TEST(item_by_item)
{
	struct world *world = world_with_menu();
	struct policy_values *host = &world_host(world, 7, 0)->values;

	world_start(world);
	set_item(host, 1, CLASS_ANY, NULL, 0);
	set_item(host, 2, CLASS_BIOS, OCTETS(ITEM("Mine", "mine.0")));
	set_item(host, 3, CLASS_IPXE, OCTETS(ITEM("Others'", "x")));
	world_set(host, POLICY_MENU_TIMEOUT, CLASS_ANY, "\377", 1);
	world_set_text(host, POLICY_MENU_PROMPT, CLASS_ANY, "?");
	message_of(world, DHCP_DISCOVER, BIOS);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(has_vendor(world,
	    OCTETS("\6\1\7"
		   "\10\16\x80\2\1\xc0\xa8\12\1\x80\3\1\xc0\xa8\12\1"
		   "\11\16\x80\2\4Mine\x80\3\4Last"
		   "\12\2\377?\377")));
	set_item(host, 2, CLASS_IPXE, NULL, 0);
	message_of(world, DHCP_DISCOVER, IPXE);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(has_vendor(world,
	    OCTETS("\6\1\7\10\7\x80\3\1\xc0\xa8\12\1"
		   "\11\12\x80\3\7Others'\12\2\377?\377")));
	world_free(world);
}
END_TEST

/* What a client comes back for, and where. */
static const struct choice_row {
	const char *vendor; /* option 43 of the request */
	size_t len;
	uint16_t port;
	uint8_t type;
	bool names_server; /* option 54 */
	enum engine_outcome server, proxy;
	const char *file;
} choice_rows[] = {
	{ OCTETS(BOOT_ITEM("\x80\1", "\0\0")), DHCP_PORT_PXE, DHCP_REQUEST,
	    false, ENGINE_BOOT_ACKED, ENGINE_BOOT_ACKED, "first.0" },
	{ OCTETS("\0" BOOT_ITEM("\x80\3", "\0\1") "\377"), DHCP_PORT_PXE,
	    DHCP_REQUEST, true, ENGINE_BOOT_ACKED, ENGINE_BOOT_ACKED,
	    "last.0" },
	{ OCTETS(BOOT_ITEM("\x80\3", "\0\0")), DHCP_PORT_PXE, DHCP_INFORM,
	    false, ENGINE_BOOT_ACKED, ENGINE_BOOT_ACKED, "last.0" },
	/* The same, broadcast to port 67. */
	{ OCTETS(BOOT_ITEM("\x80\3", "\0\0")), DHCP_PORT_SERVER, DHCP_REQUEST,
	    false, ENGINE_BOOT_ACKED, ENGINE_BOOT_ACKED, "last.0" },
	/* It takes an address. */
	{ OCTETS(BOOT_ITEM("\x80\3", "\0\0")), DHCP_PORT_SERVER, DHCP_REQUEST,
	    true, ENGINE_ACKED, ENGINE_IGNORED, "pxelinux.0" },
	/* The local disk, an item that is not there, types of others.
	 */
	{ OCTETS(BOOT_ITEM("\0\0", "\0\0")), DHCP_PORT_PXE, DHCP_REQUEST, false,
	    ENGINE_IGNORED, ENGINE_IGNORED, NULL },
	{ OCTETS(BOOT_ITEM("\x80\2", "\0\0")), DHCP_PORT_PXE, DHCP_REQUEST,
	    false, ENGINE_IGNORED, ENGINE_IGNORED, NULL },
	{ OCTETS(BOOT_ITEM("\x80\4", "\0\0")), DHCP_PORT_PXE, DHCP_REQUEST,
	    false, ENGINE_IGNORED, ENGINE_IGNORED, NULL },
	{ OCTETS(BOOT_ITEM("\x80\0", "\0\0")), DHCP_PORT_PXE, DHCP_REQUEST,
	    false, ENGINE_IGNORED, ENGINE_IGNORED, NULL },
	{ OCTETS(BOOT_ITEM("\xff\xff", "\0\0")), DHCP_PORT_PXE, DHCP_REQUEST,
	    false, ENGINE_IGNORED, ENGINE_IGNORED, NULL },
	/* No choice that can be read: the menu again. */
	{ OCTETS("\x47\3\x80\1\0"), DHCP_PORT_PXE, DHCP_REQUEST, false,
	    ENGINE_BOOT_ACKED, ENGINE_BOOT_ACKED, "pxelinux.0" },
	{ OCTETS("\x47\4\x80\1\0"), DHCP_PORT_PXE, DHCP_REQUEST, false,
	    ENGINE_BOOT_ACKED, ENGINE_BOOT_ACKED, "pxelinux.0" },
	{ OCTETS("\377" BOOT_ITEM("\x80\1", "\0\0")), DHCP_PORT_PXE,
	    DHCP_REQUEST, false, ENGINE_BOOT_ACKED, ENGINE_BOOT_ACKED,
	    "pxelinux.0" },
};

START_TEST(choices)
{
	for (int i = 0; i < 2 * ROWS(choice_rows); i++) {
		const struct choice_row *row = &choice_rows[i / 2];
		bool is_proxy = i % 2 == 0;
		const struct engine_answer *answer;
		struct world *world = world_with_menu();

		world->policy.is_proxy = is_proxy;
		message_of(world, row->type, BIOS);
		message_set_u32(&world->message, AT_CIADDR, NET + 100);
		message_option(
		    &world->message, DHCP_OPTION_VENDOR, row->vendor, row->len);
		if (row->names_server)
			message_option_u32(
			    &world->message, DHCP_OPTION_SERVER_ID, SERVER);
		world->port = row->port;
		world->peer = NET + 100;
		world->peer_port = 4011;
		ck_assert_msg(
		    world_send(world) == (is_proxy ? row->proxy : row->server),
		    "row %d, proxy %d: %d", i / 2, is_proxy,
		    world->answer.outcome);
		answer = &world->answer;
		if (answer->outcome == ENGINE_IGNORED)
			ck_assert_uint_eq(answer->len, 0);
		else
			ck_assert_msg(strcmp(answer->boot_file, row->file) == 0,
			    "row %d: %s", i / 2, answer->boot_file);
		world_free(world);
	}
}
END_TEST

/* The answer names the item again, with its layer, gives no address, and goes
 * to whoever asked; through a relay, to the relay. */
START_TEST(answer_to_a_choice)
{
	struct world *world = world_with_menu();

	message_of(world, DHCP_REQUEST, BIOS);
	message_set_u32(&world->message, AT_CIADDR, NET + 100);
	message_option(&world->message, DHCP_OPTION_VENDOR,
	    OCTETS(BOOT_ITEM("\x80\3", "\x80\5") "\377"));
	world->port = DHCP_PORT_SERVER;
	world->peer = NET + 100;
	world->peer_port = 68;
	ck_assert_int_eq(world_send(world), ENGINE_BOOT_ACKED);
	ck_assert(
	    has_vendor(world, OCTETS(BOOT_ITEM("\x80\3", "\x80\5") "\377")));
	ck_assert(!world->answer.has_menu);
	ck_assert_uint_eq(world->reply.type, DHCP_ACK);
	ck_assert_uint_eq(world->reply.yiaddr, 0);
	ck_assert(!world->answer.has_record);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), SERVER);
	ck_assert_int_eq(world->answer.route.how, ROUTE_CLIENT);
	ck_assert_uint_eq(world->answer.route.port, 68);
	message_set_u32(&world->message, AT_GIADDR, RELAY_NET + 1);
	ck_assert_int_eq(world_send(world), ENGINE_BOOT_ACKED);
	ck_assert_int_eq(world->answer.route.how, ROUTE_RELAY);
	world_free(world);
}
END_TEST

/* A menu alone is something to offer. */
START_TEST(without_a_boot_file)
{
	struct world *world = world_with_menu();

	world->policy.is_proxy = true;
	policy_values_free(&subnet_of(world)->values);
	message_of(world, DHCP_DISCOVER, BIOS);
	ck_assert_int_eq(world_send(world), ENGINE_BOOT_OFFERED);
	ck_assert(has_vendor(world, OCTETS(MENU)));
	ck_assert_ptr_null(world->answer.boot_file);
	world_free(world);
}
END_TEST

/* Where a client's limit has no room for the menu, option 60 is left out, too:
 * alone it would send EDK2 to port 4011 for the rest. */
START_TEST(no_room)
{
	struct world *world = world_with_menu();
	struct policy_values *values = &world->policy.values;
	char text[MENU_TEXT_MAX + 1] = "";

	memset(text, 'x', MENU_TEXT_MAX);
	world_set_text(values, POLICY_MENU_PROMPT, CLASS_ANY, text);
	world_set(values, POLICY_MENU_ITEM + 3, CLASS_ANY, text, MENU_TEXT_MAX);
	world_set(values, POLICY_MENU_ITEM + 4, CLASS_ANY, text, 40);
	world_set_text(&subnet_of(world)->values, POLICY_FILENAME, CLASS_BIOS,
	    "a/long/name/of/a/boot/file/that/takes/its/room/pxe");
	message_of(world, DHCP_DISCOVER, BIOS);
	message_begin(&world->message, DHCP_DISCOVER, 7);
	message_option(
	    &world->message, DHCP_OPTION_VENDOR_CLASS, OCTETS("PXEClient"));
	message_option(&world->message, DHCP_OPTION_ARCH, "\0\0", 2);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert(has_vendor(world, NULL, 0));
	ck_assert(!dhcp_packet_has(&world->reply, DHCP_OPTION_VENDOR_CLASS));
	world_free(world);
}
END_TEST

/* A menu of 255 octets, and one of 256; and what -t says of each. */
START_TEST(limits)
{
	for (size_t over = 0; over < 2; over++) {
		struct world *world = world_new();
		struct policy *policy = &world->policy;
		struct policy_scopes scopes = { .defaults = &policy->values };
		struct check check = { .path = "ini" };
		char text[MENU_TEXT_MAX + 1] = "";
		uint8_t bytes[MENU_OCTETS_MAX];
		static struct capture capture;

		memset(text, 'x', MENU_TEXT_MAX);
		scopes.classes = (uint64_t)1 << CLASS_ANY;
		for (uint16_t i = 0; i < 3; i++)
			world_set(&policy->values, POLICY_MENU_ITEM + i,
			    CLASS_ANY, text, i < 2 ? MENU_TEXT_MAX : 66);
		world_set(&policy->subnets[1].values, POLICY_MENU_PROMPT,
		    CLASS_X64_UEFI, text, 29 + over);
		world_set(
		    &policy->values, POLICY_MENU_PROMPT, CLASS_ANY, text, 29);
		world_start(world);
		ck_assert_uint_eq(menu_len(&scopes), MENU_OCTETS_MAX);
		ck_assert_uint_eq(
		    menu_write(&scopes, SERVER, bytes), MENU_OCTETS_MAX);
		scopes.subnet = &policy->subnets[0].values;
		capture_begin(&capture);
		menu_check(&check, policy);
		capture_end(&capture);
		ck_assert_msg(check.n_errors == (int)over, "%s", capture.text);
		world_free(world);
	}
}
END_TEST

TEST_MAIN("menu", tcase_add_test(tests, octets);
	  tcase_add_test(tests, for_whom); tcase_add_test(tests, item_by_item);
	  tcase_add_test(tests, choices);
	  tcase_add_test(tests, answer_to_a_choice);
	  tcase_add_test(tests, without_a_boot_file);
	  tcase_add_test(tests, no_room); tcase_add_test(tests, limits);)

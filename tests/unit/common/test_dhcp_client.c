/* SPDX-License-Identifier: ISC */
#include "common/dhcp_client.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

#define BIT(class) ((uint64_t)1 << (class))

static struct dhcp_packet packet;

static void
read_message(const struct message *message, struct dhcp_client *client)
{
	message_parse(message, &packet);
	dhcp_client_read(&packet, client);
}

/* --- real clients --------------------------------------------------------- */

static const struct vector {
	const char *name;
	int arch;
	uint64_t classes; /* besides CLASS_ANY */
	bool is_ipxe, is_http, is_pxe;
	const char *arch_name;
} vectors[] = {
	{ "ipxe-bios-discover", 0, BIT(CLASS_IPXE) | BIT(CLASS_BIOS), true,
	    false, true, "ipxe/bios" },
	{ "ipxe-uefi-discover", 7,
	    BIT(CLASS_IPXE) | BIT(CLASS_X64_UEFI) | BIT(CLASS_UEFI), true,
	    false, true, "ipxe/x64-uefi" },
	{ "ovmf-pxe-discover", 7, BIT(CLASS_X64_UEFI) | BIT(CLASS_UEFI), false,
	    false, true, "x64-uefi" },
	{ "ovmf-http-discover", 16,
	    BIT(CLASS_X64_UEFI_HTTP) | BIT(CLASS_HTTP) | BIT(CLASS_UEFI), false,
	    true, false, "x64-uefi-http" },
	{ "syslinux-efi-discover", ARCH_NONE, 0, false, false, false, "-" },
	{ "udhcpc-discover", ARCH_NONE, 0, false, false, false, "-" },
	{ "dhcpcd-discover", ARCH_NONE, 0, false, false, false, "-" },
};

START_TEST(real_clients)
{
	const struct vector *vector = &vectors[_i];
	char text[DHCP_CLIENT_NAME_MAX];
	struct dhcp_client client;
	struct message message;

	message_read(&message, vector->name);
	read_message(&message, &client);
	ck_assert_msg(client.has_mac, "%s", vector->name);
	ck_assert_msg(client.arch == vector->arch, "%s", vector->name);
	ck_assert_msg(client.classes == (vector->classes | BIT(CLASS_ANY)),
	    "%s", vector->name);
	ck_assert_msg(client.is_ipxe == vector->is_ipxe, "%s", vector->name);
	ck_assert_msg(client.is_http == vector->is_http, "%s", vector->name);
	ck_assert_msg(client.is_pxe == vector->is_pxe, "%s", vector->name);
	ck_assert_str_eq(
	    dhcp_client_arch_name(text, &client), vector->arch_name);
	ck_assert_ptr_null(client.exception);
}
END_TEST

/* --- iPXE tells itself in three ways (ipxe dhcp.c) ------------------------ */

static const struct ipxe_row {
	uint8_t code;
	const char *value;
	size_t len;
	bool is_ipxe;
} ipxe_rows[] = {
	{ 77, OCTETS("iPXE"), true },
	{ 77, OCTETS("\4iPXE"), true },
	{ 77, OCTETS("\3lab\4iPXE"), true },
	{ 77, OCTETS("\3lab\5iPXE+\3end"), false },
	{ 77, OCTETS("\3lab\4iPX"), false },
	{ 77, OCTETS("\3lab\0\4iPXE"), true },
	{ 77, OCTETS("\4gPXE"), false },
	{ 77, OCTETS(""), false },
	{ 175, OCTETS("\xb0\1\1"), true },
	{ 175, OCTETS(""), true },
	{ 60, OCTETS("iPXE"), false },
};

START_TEST(ipxe)
{
	const struct ipxe_row *row = &ipxe_rows[_i];
	struct dhcp_client client;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, row->code, row->value, row->len);
	read_message(&message, &client);
	ck_assert_msg(client.is_ipxe == row->is_ipxe, "row %d", _i);
}
END_TEST

/* --- option 93 ------------------------------------------------------------ */

static const struct arch_row {
	const char *value;
	size_t len;
	int arch;
	enum arch_class class;
} arch_rows[] = {
	{ OCTETS("\0\x09"), 9, CLASS_X64_UEFI },
	{ OCTETS("\0\x0b"), 11, CLASS_ARM64_UEFI },
	{ OCTETS("\xff\xff\0\7"), 7, CLASS_X64_UEFI }, /* the known one */
	{ OCTETS("\0\7\0\0"), 7, CLASS_X64_UEFI },     /* the first one */
	{ OCTETS("\xff\xff"), 65535, CLASS_OTHER },
	{ OCTETS("\0\1"), 1, CLASS_OTHER },
	{ OCTETS("\0\7\0"), 7, CLASS_X64_UEFI },
	{ OCTETS("\0"), ARCH_NONE, CLASS_ANY },
	{ OCTETS(""), ARCH_NONE, CLASS_ANY },
};

START_TEST(archs)
{
	const struct arch_row *row = &arch_rows[_i];
	struct dhcp_client client;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_ARCH, row->value, row->len);
	read_message(&message, &client);
	ck_assert_msg(client.arch == row->arch, "row %d: %d", _i, client.arch);
	ck_assert_msg(client.classes & BIT(row->class), "row %d", _i);
}
END_TEST

/* Firmware of before option 93, and plain BOOTP, are PCs. */
START_TEST(old_clients_are_bios)
{
	struct dhcp_client client;
	struct message message;
	char text[DHCP_CLIENT_NAME_MAX];

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_VENDOR_CLASS, "PXEClient", 9);
	read_message(&message, &client);
	ck_assert(client.classes & BIT(CLASS_BIOS));
	message_begin(&message, 0, 1);
	read_message(&message, &client);
	ck_assert(client.is_bootp && client.classes & BIT(CLASS_BIOS));
	ck_assert_str_eq(dhcp_client_arch_name(text, &client), "bios");
}
END_TEST

/* --- exceptions ----------------------------------------------------------- */

START_TEST(raspberry_pi)
{
	struct dhcp_client client;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	memcpy(message.bytes + AT_CHADDR, "\xdc\xa6\x32", 3);
	read_message(&message, &client);
	ck_assert_ptr_null(client.exception); /* its operating system */
	message_option(&message, DHCP_OPTION_VENDOR_CLASS,
	    OCTETS("PXEClient:Arch:00000:UNDI:002001"));
	read_message(&message, &client);
	ck_assert_ptr_nonnull(client.exception);
	ck_assert_str_eq(client.exception->name, "raspberry-pi");
	ck_assert_uint_eq(
	    client.exception
		->vendor_options[client.exception->vendor_options_len - 1],
	    255);
}
END_TEST

/* --- identities ----------------------------------------------------------- */

static const struct identity_row {
	const char *what;
	uint8_t hlen;
	const char *client_id;
	size_t client_id_len;
	enum dhcp_identify by;
	const char *want;
	size_t len;
} identity_rows[] = {
	{ "MAC", 6, NULL, 0, DHCP_IDENTIFY_BY_MAC,
	    OCTETS("\1\x52\x54\0\0\0\1") },
	{ "MAC, whatever the identifier", 6, OCTETS("\xff\1\2\3\4"),
	    DHCP_IDENTIFY_BY_MAC, OCTETS("\1\x52\x54\0\0\0\1") },
	{ "identifier", 6, OCTETS("\xff\1\2\3\4"), DHCP_IDENTIFY_BY_CLIENT_ID,
	    OCTETS("\xff\1\2\3\4") },
	{ "01 and the MAC are the bare MAC", 6, OCTETS("\1\x52\x54\0\0\0\1"),
	    DHCP_IDENTIFY_BY_CLIENT_ID, OCTETS("\1\x52\x54\0\0\0\1") },
	{ "no identifier", 6, NULL, 0, DHCP_IDENTIFY_BY_CLIENT_ID,
	    OCTETS("\1\x52\x54\0\0\0\1") },
	{ "an empty identifier", 6, OCTETS(""), DHCP_IDENTIFY_BY_CLIENT_ID,
	    OCTETS("\1\x52\x54\0\0\0\1") },
	{ "an identifier of one octet", 6, OCTETS("x"),
	    DHCP_IDENTIFY_BY_CLIENT_ID, OCTETS("x") },
	{ "GUID as hardware address, MAC as identifier (edk2)", 16,
	    OCTETS("\1\x52\x54\0\0\0\x09"), DHCP_IDENTIFY_BY_MAC,
	    OCTETS("\1\x52\x54\0\0\0\x09") },
	{ "no hardware address", 0, OCTETS("\0name"), DHCP_IDENTIFY_BY_MAC,
	    OCTETS("\0name") },
	{ "nobody", 0, NULL, 0, DHCP_IDENTIFY_BY_MAC, OCTETS("") },
	{ "another hardware", 2, NULL, 0, DHCP_IDENTIFY_BY_MAC,
	    OCTETS("\1\x52\x54") },
};

START_TEST(identities)
{
	const struct identity_row *row = &identity_rows[_i];
	struct dhcp_identity identity;
	struct dhcp_client client;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	message.bytes[AT_HLEN] = row->hlen;
	if (row->client_id)
		message_option(&message, DHCP_OPTION_CLIENT_ID, row->client_id,
		    row->client_id_len);
	read_message(&message, &client);
	dhcp_client_identity(&packet, &client, row->by, &identity);
	ck_assert_msg(
	    identity.len == row->len, "%s: %u octets", row->what, identity.len);
	ck_assert_msg(
	    memcmp(identity.bytes, row->want, row->len) == 0, "%s", row->what);
}
END_TEST

START_TEST(longest_identity)
{
	struct dhcp_identity identity;
	struct dhcp_client client;
	struct message message;
	uint8_t id[DHCP_IDENTITY_MAX + 1];

	memset(id, 0xab, sizeof(id));
	for (size_t len = DHCP_IDENTITY_MAX; len <= DHCP_IDENTITY_MAX + 1;
	     len++) {
		message_begin(&message, DHCP_DISCOVER, 1);
		message_option(&message, DHCP_OPTION_CLIENT_ID, id, len);
		read_message(&message, &client);
		dhcp_client_identity(
		    &packet, &client, DHCP_IDENTIFY_BY_CLIENT_ID, &identity);
		ck_assert_uint_eq(identity.len, DHCP_IDENTITY_MAX);
	}
}
END_TEST

START_TEST(names)
{
	char text[DHCP_CLIENT_NAME_MAX];
	struct dhcp_client client;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	read_message(&message, &client);
	ck_assert_str_eq(dhcp_client_name(text, &client), "52:54:00:00:00:01");
	message.bytes[AT_HLEN] = 0;
	read_message(&message, &client);
	ck_assert_str_eq(dhcp_client_name(text, &client), "unknown");
	message_option(&message, DHCP_OPTION_CLIENT_ID, "\xff\1", 2);
	read_message(&message, &client);
	ck_assert_str_eq(dhcp_client_name(text, &client), "ff:01");
}
END_TEST

START_TEST(uuid_of_any_length)
{
	struct dhcp_client client;
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_UUID, "\0", 1);
	read_message(&message, &client);
	ck_assert_uint_eq(client.uuid_len, 0);
	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_UUID, "\0uuid", 5);
	read_message(&message, &client);
	ck_assert_uint_eq(client.uuid_len, 4);
	ck_assert_mem_eq(client.uuid, "uuid", 4);
}
END_TEST

TEST_MAIN(
    "dhcp_client", tcase_add_loop_test(tests, real_clients, 0, ROWS(vectors));
    tcase_add_loop_test(tests, ipxe, 0, ROWS(ipxe_rows));
    tcase_add_loop_test(tests, archs, 0, ROWS(arch_rows));
    tcase_add_test(tests, old_clients_are_bios);
    tcase_add_test(tests, raspberry_pi);
    tcase_add_loop_test(tests, identities, 0, ROWS(identity_rows));
    tcase_add_test(tests, longest_identity); tcase_add_test(tests, names);
    tcase_add_test(tests, uuid_of_any_length);)

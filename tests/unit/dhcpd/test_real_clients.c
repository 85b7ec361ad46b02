/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <string.h>

#include "common/dhcp_builder.h"
#include "tests/unit/dhcpd/engine_world.h"

/*
 * What real clients sent, octet by octet, and what each must be offered, by a
 * server and by a proxy: file, options 60, 43 and 175, and where the reply
 * goes. The tree holds a boot file for BIOS, for x64 UEFI and for iPXE.
 */

#define GRUB_URL "http://192.168.10.1/grubx64.efi"
#define AT_ONCE "\6\1\10\377"
#define NO_PROXY "\xb0\1\1"

static const struct row {
	const char *name;
	const char *file;   /* NULL: none */
	const char *class;  /* option 60 of a server's offer; NULL: none */
	const char *ipxe;   /* option 175 of it */
	enum route_how how; /* of it */
	bool is_boot;	    /* a proxy speaks to it */
	const char *proxy_vendor; /* option 43 of a proxy's offer */
} rows[] = {
	{ "ipxe-bios", "boot.ipxe", NULL, NO_PROXY, ROUTE_FRAME, true,
	    AT_ONCE },
	{ "ipxe-uefi", "boot.ipxe", NULL, NO_PROXY, ROUTE_FRAME, true,
	    AT_ONCE },
	{ "ovmf-pxe", "grubx64.efi", NULL, NULL, ROUTE_BROADCAST, true,
	    AT_ONCE },
	{ "ovmf-http", GRUB_URL, "HTTPClient", NULL, ROUTE_BROADCAST, true,
	    NULL },
	{ "syslinux-efi", NULL, NULL, NULL, ROUTE_BROADCAST, false, NULL },
	{ "udhcpc", NULL, NULL, NULL, ROUTE_FRAME, false, NULL },
	{ "debian-installer", NULL, NULL, NULL, ROUTE_FRAME, false, NULL },
	{ "dhclient", NULL, NULL, NULL, ROUTE_FRAME, false, NULL },
	{ "dhcpcd", NULL, NULL, NULL, ROUTE_FRAME, false, NULL },
};

static struct world *
world_with_tree(bool is_proxy)
{
	struct world *world = world_new();
	struct policy *policy = &world->policy;

	/* They took their addresses from a wider range. */
	policy->subnets[0].ranges[0].last = NET + 199;
	policy_values_free(&policy->subnets[0].values);
	policy->is_proxy = is_proxy;
	policy->boot_files[CLASS_BIOS][0] = "pxelinux.0";
	policy->boot_files[CLASS_X64_UEFI][0] = "grubx64.efi";
	policy->boot_files[CLASS_X64_UEFI_HTTP][0] = "grubx64.efi";
	policy->boot_files[CLASS_IPXE][0] = "boot.ipxe";
	world_start(world);
	return world;
}

static void
read_vector(struct world *world, const char *client, const char *type)
{
	char name[64];

	snprintf(name, sizeof(name), "%s-%s", client, type);
	message_read(&world->message, name);
}

/* An option of the reply, as text or octets up to a NUL; NULL: absent. */
static void
expect_option(
    const struct world *world, const char *name, uint8_t code, const char *want)
{
	const uint8_t *got;
	size_t len;
	int r = dhcp_packet_bytes(&world->reply, code, &got, &len);

	ck_assert_msg((r == 0) == (want != NULL), "%s: option %u is %s", name,
	    code, r ? "missing" : "there");
	if (want)
		ck_assert_msg(
		    len >= strlen(want) && memcmp(got, want, strlen(want)) == 0,
		    "%s: option %u", name, code);
}

/* CLIENTS 1 to 3, and what is the same for all. */
static void
expect_boot_file(const struct world *world, const char *name, const char *file)
{
	const char *header = (const char *)world->answer.bytes + AT_FILE;
	struct dhcp_packet request;
	const uint8_t *id;
	size_t len;

	ck_assert_msg(strcmp(header, file ? file : "") == 0, "%s: file '%s'",
	    name, header);
	expect_option(world, name, DHCP_OPTION_BOOT_FILE, file);
	expect_option(
	    world, name, DHCP_OPTION_TFTP_SERVER, file ? "192.168.10.1" : NULL);
	ck_assert_msg(world->reply.siaddr == SERVER, "%s", name);
	message_parse(&world->message, &request);
	ck_assert_uint_le(world->answer.len, dhcp_reply_limit(&request));
	ck_assert_uint_ge(world->answer.len, DHCP_REPLY_LEN_MIN);
	ck_assert_uint_eq(world->reply.flags, request.flags);
	ck_assert_uint_eq(world->reply.xid, request.xid);
	if (dhcp_packet_bytes(&request, DHCP_OPTION_CLIENT_ID, &id, &len) == 0)
		expect_option(world, name, DHCP_OPTION_CLIENT_ID, "");
	if (dhcp_packet_bytes(&request, DHCP_OPTION_UUID, &id, &len) == 0)
		expect_option(world, name, DHCP_OPTION_UUID, "");
}

START_TEST(by_a_server)
{
	const struct row *row = &rows[_i];
	struct world *world = world_with_tree(false);
	struct engine_answer first;

	/* Firmware asks again at 4, 8, 16 and 32 s: the same answer. */
	read_vector(world, row->name, "discover");
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	first = world->answer;
	world->now_ms += 4000;
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert_uint_eq(world->answer.len, first.len);
	ck_assert_mem_eq(world->answer.bytes, first.bytes, first.len);
	expect_boot_file(world, row->name, row->file);
	expect_option(world, row->name, DHCP_OPTION_VENDOR_CLASS, row->class);
	expect_option(world, row->name, DHCP_OPTION_VENDOR, NULL);
	expect_option(world, row->name, DHCP_OPTION_IPXE, row->ipxe);
	ck_assert_int_eq(world->answer.route.how, row->how);
	ck_assert_uint_eq(reply_u32(world, DHCP_OPTION_SERVER_ID), SERVER);
	world_free(world);
}
END_TEST

START_TEST(by_a_proxy)
{
	const struct row *row = &rows[_i];
	struct world *world = world_with_tree(true);

	read_vector(world, row->name, "discover");
	ck_assert_int_eq(world_send(world),
	    row->is_boot ? ENGINE_BOOT_OFFERED : ENGINE_IGNORED);
	if (row->is_boot) {
		expect_boot_file(world, row->name, row->file);
		expect_option(
		    world, row->name, DHCP_OPTION_VENDOR, row->proxy_vendor);
		expect_option(world, row->name, DHCP_OPTION_VENDOR_CLASS,
		    row->class ? row->class : "PXEClient");
		expect_option(world, row->name, DHCP_OPTION_IPXE, NULL);
		ck_assert_uint_eq(world->reply.yiaddr, 0);
		ck_assert_int_eq(world->answer.route.how, ROUTE_BROADCAST);
	}
	world_free(world);
}
END_TEST

/* Their REQUESTs take 192.168.10.100 and others of 192.168.10.1: an ACK says
 * what the OFFER said, and a repeated REQUEST the same. */
START_TEST(acknowledged)
{
	const struct row *row = &rows[_i];
	struct world *world = world_with_tree(false);
	uint32_t address;

	if (strcmp(row->name, "dhcpcd") == 0) {
		world_free(world);
		return; /* Its REQUEST was not seen. */
	}
	for (int i = 0; i < 2; i++) {
		read_vector(world, row->name, "request");
		world_send(world);
		ck_assert_int_eq(dhcp_packet_u32(world->answer.request,
				     DHCP_OPTION_REQUESTED_ADDRESS, &address),
		    0);
		ck_assert_msg(world->answer.outcome == ENGINE_ACKED, "%s: %s",
		    row->name, world->answer.reason);
		ck_assert_uint_eq(world->reply.yiaddr, address);
		expect_boot_file(world, row->name, row->file);
		expect_option(
		    world, row->name, DHCP_OPTION_VENDOR_CLASS, row->class);
		expect_option(world, row->name, DHCP_OPTION_IPXE, row->ipxe);
		ck_assert_int_eq(world->answer.route.how, row->how);
		ck_assert_uint_eq(
		    reply_u32(world, DHCP_OPTION_SERVER_ID), SERVER);
	}
	world_free(world);
}
END_TEST

/* Firmware, iPXE, SYSLINUX and the installer of one machine, each with another
 * identity: one address from the first to the last (CLIENTS 13). */
START_TEST(one_machine)
{
	static const char *const stages[] = { "ovmf-pxe", "ipxe-uefi",
		"ovmf-http", "syslinux-efi", "ipxe-bios", "udhcpc",
		"debian-installer" };
	struct world *world = world_with_tree(false);
	uint32_t address = 0;

	for (int i = 0; i < ROWS(stages); i++) {
		read_vector(world, stages[i], "discover");
		ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
		if (i > 0)
			ck_assert_msg(
			    world->reply.yiaddr == address, "%s", stages[i]);
		address = world->reply.yiaddr;
	}
	world_free(world);
}
END_TEST

/* CLIENTS 24, 9: silence for a machine that is not wanted, whoever it is. */
START_TEST(unwanted)
{
	const struct row *row = &rows[_i];
	struct world *world = world_with_tree(false);

	world->policy.deny_unknown = true;
	read_vector(world, row->name, "discover");
	ck_assert_int_eq(world_send(world), ENGINE_REFUSED);
	ck_assert_uint_eq(world->answer.len, 0);
	world_free(world);
}
END_TEST

TEST_MAIN(
    "real_clients", tcase_add_loop_test(tests, by_a_server, 0, ROWS(rows));
    tcase_add_loop_test(tests, by_a_proxy, 0, ROWS(rows));
    tcase_add_loop_test(tests, acknowledged, 0, ROWS(rows));
    tcase_add_test(tests, one_machine);
    tcase_add_loop_test(tests, unwanted, 0, ROWS(rows));)

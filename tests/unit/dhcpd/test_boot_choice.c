/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_choice.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcpd/boot_client.h"

/* What is configured, what the tree holds, and who gets what of it. */
static const struct row {
	const char *subnet;   /* filename */
	const char *host;     /* filename of its [host]; NULL: unknown */
	const char *for_ipxe; /* filename.ipxe */
	const char *for_http; /* filename.x64-uefi-http */
	const char *tree;     /* names parted by blanks */
	const char *want[PLAIN + 1];
} rows[] = {
	{ NULL, NULL, NULL, NULL, "", { 0 } },
	{ NULL, NULL, NULL, NULL, "pxelinux.0",
	    { "pxelinux.0", NULL, NULL, "pxelinux.0", NULL, NULL } },
	/* A bare filename is BIOS's where the tree has better for others. */
	{ "pxelinux.0", NULL, NULL, NULL, "grubx64.efi",
	    { "pxelinux.0", "grubx64.efi", "http://192.168.10.1/grubx64.efi",
		"pxelinux.0", "grubx64.efi", "pxelinux.0" } },
	{ "pxelinux.0", NULL, NULL, NULL, "",
	    { "pxelinux.0", "pxelinux.0", NULL, "pxelinux.0", "pxelinux.0",
		"pxelinux.0" } },
	/* iPXE gets its script, and never iPXE. */
	{ NULL, NULL, NULL, NULL, "undionly.kpxe ipxe.efi boot.ipxe",
	    { "undionly.kpxe", "ipxe.efi", "http://192.168.10.1/ipxe.efi",
		"boot.ipxe", "boot.ipxe", NULL } },
	{ NULL, NULL, NULL, NULL, "undionly.kpxe ipxe.efi",
	    { "undionly.kpxe", "ipxe.efi", "http://192.168.10.1/ipxe.efi", NULL,
		NULL, NULL } },
	{ "undionly.kpxe", NULL, NULL, NULL, "boot.ipxe",
	    { "undionly.kpxe", "undionly.kpxe", NULL, "boot.ipxe", "boot.ipxe",
		"undionly.kpxe" } },
	{ "a", NULL, "menu.ipxe", NULL, "boot.ipxe",
	    { "a", "a", NULL, "menu.ipxe", "menu.ipxe", "a" } },
	/* A host's own file, unless the class has one; no URL, no HTTP. */
	{ "a", "mine", NULL, "http://s/b", "grubx64.efi boot.ipxe",
	    { "mine", "mine", "http://s/b", "mine", "mine", "mine" } },
	{ "a", "http://s/mine", NULL, NULL, "",
	    { "http://s/mine", "http://s/mine", "http://s/mine",
		"http://s/mine", "http://s/mine", "http://s/mine" } },
	/* Empty: nothing, whatever else there is. */
	{ "a", "", NULL, NULL, "pxelinux.0 grubx64.efi", { 0 } },
	{ "", NULL, NULL, NULL, "pxelinux.0 grubx64.efi",
	    { NULL, "grubx64.efi", "http://192.168.10.1/grubx64.efi", NULL,
		"grubx64.efi", NULL } },
	{ "a", NULL, "", NULL, "boot.ipxe",
	    { "a", "a", NULL, NULL, NULL, "a" } },
};

/* As boot_files_read() would find them. */
static void
fill_tree(struct policy *policy, const char *tree)
{
	const char *const *files, *found;
	size_t n, len;

	for (int class = 0; class < CLASS_ANY; class ++) {
		n = 0;
		for (files = arch_boot_files((enum arch_class) class); *files;
		     files++) {
			len = strlen(*files);
			found = strstr(tree, *files);
			if (found && (found[len] == ' ' || !found[len]) &&
			    (found == tree || found[-1] == ' '))
				policy->boot_files[class][n++] = *files;
		}
	}
}

static void
set_filename(
    struct policy_values *values, enum arch_class class, const char *name)
{
	if (name)
		world_set_text(values, POLICY_FILENAME, class, name);
}

START_TEST(boot_files)
{
	const struct row *row = &rows[_i];
	struct policy policy = { 0 };
	struct policy_subnet subnet = { .prefix = { NET, 24 } };
	struct policy_values host = { 0 };
	static struct dhcp_packet packet;
	struct dhcp_client client;
	struct message message;
	const char *file;
	char url[OFFER_URL_MAX];

	fill_tree(&policy, row->tree);
	set_filename(&subnet.values, CLASS_ANY, row->subnet);
	set_filename(&subnet.values, CLASS_IPXE, row->for_ipxe);
	set_filename(&policy.values, CLASS_X64_UEFI_HTTP, row->for_http);
	set_filename(&host, CLASS_ANY, row->host);
	for (int kind = BIOS; kind <= PLAIN; kind++) {
		message_of(&message, (enum client_kind)kind);
		message_parse(&message, &packet);
		dhcp_client_read(&packet, &client);
		const struct offer offer = { .policy = &policy,
			.request = &packet,
			.client = &client,
			.subnet = &subnet,
			.server_id = SERVER,
			.url = url,
			.scopes = { row->host ? &host : NULL, &subnet.values,
			    &policy.values, client.classes } };
		file = boot_choice_file(&offer);
		ck_assert_msg(!file == !row->want[kind],
		    "row %d, client %d: %s", _i, kind, file ? file : "nothing");
		if (file)
			ck_assert_msg(strcmp(file, row->want[kind]) == 0,
			    "row %d, client %d: %s", _i, kind, file);
	}
	policy_values_free(&host);
	policy_values_free(&subnet.values);
	policy_values_free(&policy.values);
}
END_TEST

/* filename.uefi is no URL for HTTP Boot; filename.x64-uefi = ipxe.efi is for
 * firmware, not for iPXE, if the tree has a script for that. */
START_TEST(class_that_is_of_no_use)
{
	struct world *world = world_new();
	struct policy *policy = &world->policy;

	set_filename(&policy->values, CLASS_UEFI, "ipxe.efi");
	world_start(world);
	message_of(&world->message, HTTP);
	world_send(world);
	ck_assert_ptr_null(world->answer.boot_file);
	message_of(&world->message, UEFI);
	world_send(world);
	ck_assert_str_eq(world->answer.boot_file, "ipxe.efi");
	message_of(&world->message, IPXE_UEFI);
	world_send(world);
	ck_assert_str_eq(world->answer.boot_file, "ipxe.efi");
	fill_tree(policy, "boot.ipxe");
	world_send(world);
	ck_assert_str_eq(world->answer.boot_file, "boot.ipxe");
	set_filename(&policy->values, CLASS_IPXE, "snponly.efi");
	world_send(world);
	ck_assert_str_eq(world->answer.boot_file, "snponly.efi");
	world_free(world);
}
END_TEST

/* Where HTTP Boot finds the tree; empty: nowhere. */
static const struct {
	const char *root, *want;
	size_t root_len;
} roots[] = {
	{ NULL, "http://192.168.10.1/grubx64.efi", 0 },
	{ "http://10.0.0.1:8080/efi", "http://10.0.0.1:8080/efi/grubx64.efi",
	    24 },
	{ "https://s/", "https://s/grubx64.efi", 10 },
	{ "", NULL, 0 },
	/* A URL with its NUL of all the room, and of one octet more. */
	{ "h%", "h%", OFFER_URL_MAX - sizeof("/grubx64.efi") },
	{ "h%", NULL, OFFER_URL_MAX - sizeof("/grubx64.efi") + 1 },
};

START_TEST(urls_from_the_tree)
{
	struct world *world = world_new();
	char root[OFFER_URL_MAX];

	memset(root, 'h', sizeof(root));
	if (roots[_i].root && roots[_i].root[0] != 'h')
		root[0] = '\0';
	if (roots[_i].root && roots[_i].root[0] && roots[_i].root[1] != '%')
		memcpy(root, roots[_i].root, roots[_i].root_len);
	if (roots[_i].root)
		world_set(&world->policy.values, POLICY_HTTP_ROOT, CLASS_ANY,
		    root, roots[_i].root_len);
	fill_tree(&world->policy, "grubx64.efi");
	world_start(world);
	message_of(&world->message, HTTP);
	world_send(world);
	if (!roots[_i].want)
		ck_assert_ptr_null(world->answer.boot_file);
	else if (roots[_i].want[1] == '%')
		ck_assert_uint_eq(
		    strlen(world->answer.boot_file), OFFER_URL_MAX - 1);
	else
		ck_assert_str_eq(world->answer.boot_file, roots[_i].want);
	world_free(world);
}
END_TEST

TEST_MAIN("boot_choice", tcase_add_loop_test(tests, boot_files, 0, ROWS(rows));
	  tcase_add_test(tests, class_that_is_of_no_use);
	  tcase_add_loop_test(tests, urls_from_the_tree, 0, ROWS(roots));)

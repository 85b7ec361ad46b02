/* SPDX-License-Identifier: ISC */
#include "dhcpd/import_isc.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
#define SUBNET "subnet 10.0.0.0 netmask 255.255.255.0 {"

struct notes {
	char text[4096];
	size_t len;
};

static void
note(void *owner, const char *file, unsigned line, const char *text)
{
	struct notes *notes = owner;

	notes->len += (size_t)snprintf(notes->text + notes->len,
	    sizeof(notes->text) - notes->len, "%s:%u: %s\n", file, line, text);
}

static int
open_file(void *owner, const char *path, char **ret_text, size_t *ret_len)
{
	(void)owner;
	if (strcmp(path, "more.conf") != 0)
		return -ENOENT;
	*ret_text = strdup("filename \"more.0\";\nnonsense;\n");
	*ret_len = strlen(*ret_text);
	return 0;
}

static char *
translate(const char *text, struct notes *notes)
{
	struct import *import = import_new(note, open_file, notes);
	char *ini;

	notes->text[0] = '\0';
	notes->len = 0;
	ck_assert_ptr_nonnull(import);
	ck_assert_int_eq(import_isc(import, "f", text, strlen(text)), 0);
	ck_assert_int_eq(import_print(import, &ini), 0);
	import_free(import);
	return ini;
}

/* What a text becomes behind "[dhcpd]\nauthoritative = yes\n", and what is said
 * of it: no more and no less. */
struct row {
	const char *text, *ini, *notes;
};

static void
expect_rows(const struct row *rows, size_t n)
{
	static const char head[] = "[dhcpd]\nauthoritative = yes\n";
	struct notes notes;
	char text[2048], *ini;

	for (size_t i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "authoritative; %s", rows[i].text);
		ini = translate(text, &notes);
		ck_assert_msg(strncmp(ini, head, strlen(head)) == 0, "%s", ini);
		ck_assert_msg(strcmp(ini + strlen(head), rows[i].ini) == 0,
		    "%s\nbecame\n%s", rows[i].text, ini);
		ck_assert_msg(strcmp(notes.text, rows[i].notes) == 0,
		    "%s\ntold\n%s", rows[i].text, notes.text);
		free(ini);
	}
}

START_TEST(options)
{
	static const struct row rows[] = {
		{ "option domain-name \"a.b\";", "domain = a.b\n\n", "" },
		{ "option routers 10.0.0.1, 10.0.0.2;",
		    "router = 10.0.0.1, 10.0.0.2\n\n", "" },
		{ "option routers here;", "\n",
		    "f:1: option routers (3) = here: not addresses, parted by "
		    "commas\n" },
		{ "option domain-search \"a.b\", \"c\";",
		    "option.domain-search = 0x01610162000163"
		    "00\n\n",
		    "" },
		{ "option interface-mtu 1400;",
		    "option.interface-mtu = 1400\n\n", "" },
		{ "option ip-forwarding false;",
		    "option.ip-forwarding = false\n\n", "" },
		{ "option root-path \"a ;b\";",
		    "option.root-path = 0x61203b62\n\n", "" },
		{ "option host-name \"0x41\";",
		    "option.host-name = 0x30783431\n\n", "" },
		{ "option new code 230 = text; option new \"x\";",
		    "option.230 = \"x\"\n\n", "" },
		{ "option new code 230 = unsigned integer 16; option new 258;",
		    "option.230 = 0x0102\n\n", "" },
		{ "option new code 230 = boolean; option new on;",
		    "option.230 = 0x01\n\n", "" },
		{ "option new code 230 = ip-address; option new 10.0.0.1;",
		    "option.230 = 10.0.0.1\n\n", "" },
		{ "option new code 230 = { text, text };", "\n",
		    "f:1: option new ...: not carried over\n" },
		{ "option bootfile-name \"x\"; option tftp-server-name "
		  "\"10.0.0.1\";",
		    "filename = x\nnext-server = 10.0.0.1\n\n", "" },
		{ "option unheard-of 1;", "\n",
		    "f:1: option unheard-of ...: not carried over\n" },
		{ "option dhcp-lease-time 60;", "lease-time = 60\n\n", "" },
		{ "next-server boot.a.b;", "\n",
		    "f:1: next-server boot.a.b: write an address; names are "
		    "not looked up\n" },
		{ "default-lease-time 60; max-lease-time 30;",
		    "max-lease-time = 30\n\n",
		    "f:1: [dhcpd] lease-time = 60 is beyond max-lease-time: "
		    "left out\n" },
		{ "filename \"a\"; filename \"b\"; filename \"a\";",
		    "filename = a\n\n",
		    "f:1: [dhcpd] has filename = a already: b is left out\n" },
	};

	expect_rows(rows, N(rows));
}
END_TEST

START_TEST(networks_and_hosts)
{
	static const struct row rows[] = {
		{ SUBNET "range 10.0.0.10 10.0.0.20; range 10.0.0.30;}",
		    "\n[subnet 10.0.0.0/24]\nrange = 10.0.0.10 - 10.0.0.20\n"
		    "range = 10.0.0.30 - 10.0.0.30\n\n",
		    "" },
		{ SUBNET "range 10.0.0.20 10.0.0.10; range 10.0.0.250 "
			 "10.0.0.255; range 10.1.0.1;}",
		    "\n[subnet 10.0.0.0/24]\n\n",
		    "f:1: range 10.0.0.20 - 10.0.0.10 ends before it begins: "
		    "left out\n"
		    "f:1: range 10.0.0.250 - 10.0.0.255 holds the network's "
		    "own or its broadcast address: left out\n"
		    "f:1: range: no subnet holds it\n" },
		{ SUBNET "} subnet 10.0.0.128 netmask 255.255.255.128 "
			 "{filename \"x\";}",
		    "\n[subnet 10.0.0.0/24]\n\n",
		    "f:1: subnet 10.0.0.128/25 overlaps subnet 10.0.0.0/24: "
		    "left out\n" },
		{ "subnet 10.0.0.1 netmask 255.255.255.0 {filename \"x\";}",
		    "\n", "f:1: subnet 10.0.0.1 ...: not carried over\n" },
		{ "shared-network x {" SUBNET "} filename \"s\";}",
		    "\n[subnet 10.0.0.0/24]\nfilename = s\n"
		    "shared-network = x\n\n",
		    "" },
		{ SUBNET "pool {deny unknown-clients; range 10.0.0.9;}}",
		    "\n[subnet 10.0.0.0/24]\nunknown-clients = deny\n"
		    "range = 10.0.0.9 - 10.0.0.9\n\n",
		    "" },
		{ "group {filename \"g\"; host a {hardware ethernet "
		  "0:1:2:a:b:c;}}",
		    "\n[group line-1]\nfilename = g\n\n[host a]\n"
		    "mac = 00:01:02:0a:0b:0c\ngroup = line-1\n\n",
		    "" },
		{ SUBNET "} host a {hardware ethernet 0:1:2:a:b:c; "
			 "fixed-address 10.0.0.5;} host a {option "
			 "dhcp-client-identifier \"me\"; fixed-address "
			 "10.0.0.5;}",
		    "\n[subnet 10.0.0.0/24]\n\n[host a]\n"
		    "mac = 00:01:02:0a:0b:0c\naddress = 10.0.0.5\n\n"
		    "[host a-2]\nclient-id = \"me\"\n\n",
		    "f:1: [host a] has 10.0.0.5 already\n" },
		{ "host a {hardware ethernet 1:2:3:4:5; fixed-address x;}",
		    "\n",
		    "f:1: hardware ethernet ...: not carried over\n"
		    "f:1: fixed-address x: write an address; names are not "
		    "looked up\n"
		    "f:1: [host a] has no hardware address or client "
		    "identifier: left out\n" },
		{ "include \"more.conf\"; include \"none.conf\";",
		    "filename = more.0\n\n",
		    "more.conf:2: nonsense : not carried over\n"
		    "f:1: none.conf: cannot be read\n" },
		{ "unheard of {of {x;} y;} filename \"z\"", "\n",
		    "f:1: unheard of: not carried over\n"
		    "f:1: this statement does not end in a semicolon: is it a "
		    "dhcpd.conf?\n" },
		{ "} filename \"x\";", "filename = x\n\n",
		    "f:1: a closing brace too many\n" },
	};

	expect_rows(rows, N(rows));
}
END_TEST

START_TEST(conditions)
{
	static const char lost[] = "f:1: this condition is of no client class: "
				   "its block is not carried over\n";
	static const struct row rows[] = {
		{ "if option pxe-system-type = 00:07 {filename \"u\";} else "
		  "{filename \"b\";}",
		    "filename.x64-uefi = u\nfilename = b\n\n", "" },
		{ "option arch code 93 = unsigned integer 16; if option arch = "
		  "6 {filename \"u\";} elsif option arch = 0x000b {filename "
		  "\"a\";} else if option arch = 0 {filename \"b\";}",
		    "filename.x86-uefi = u\nfilename.arm64-uefi = a\n"
		    "filename.bios = b\n\n",
		    "" },
		{ "if substring (option vendor-class-identifier, 15, 5) = "
		  "\"00007\" {filename \"u\";}",
		    "filename.x64-uefi = u\n\n", "" },
		{ "if substring(option vendor-class-identifier, 0, 10) = "
		  "\"HTTPClient\" {option vendor-class-identifier "
		  "\"HTTPClient\"; filename \"h\";}",
		    "filename.http = h\n\n", "" },
		{ "if exists user-class and option user-class = \"iPXE\" "
		  "{filename \"i\";}",
		    "filename.ipxe = i\n\n", "" },
		{ "if not (option user-class = \"iPXE\") {filename \"i\";}",
		    "filename = i\n\n", "" },
		{ "if option user-class != \"iPXE\" {filename \"i\";}",
		    "filename = i\n\n", "" },
		{ "if option pxe-system-type = 6 or option pxe-system-type = 7 "
		  "{filename \"u\";}",
		    "filename.x86-uefi = u\nfilename.x64-uefi = u\n\n", "" },
		{ "class \"p\" {match if substring(option "
		  "vendor-class-identifier, 0, 9) = \"PXEClient\"; if option "
		  "pxe-system-type = 7 {filename \"u\";}}",
		    "filename.x64-uefi = u\n\n", "" },
		{ "class \"p\" {match hardware; filename \"u\";} class \"q\" "
		  "{}",
		    "\n",
		    "f:1: a class without `match if` is not carried over\n"
		    "f:1: a class without `match if` is not carried over\n" },
		{ "if option host-name = \"x\" {filename \"x\";}", "\n", lost },
		{ "if exists user-class and option pxe-system-type = 7 "
		  "{filename \"x\";}",
		    "\n", lost },
		{ "if option pxe-system-type = 7 {if option user-class = "
		  "\"iPXE\" {filename \"x\";}}",
		    "\n", lost },
		{ "if known {filename \"x\";}", "\n", lost },
		{ "if ((((((((((option pxe-system-type = 7)))))))))) "
		  "{filename \"x\";}",
		    "\n", lost },
	};

	expect_rows(rows, N(rows));
}
END_TEST

START_TEST(nesting_and_long_statements_end)
{
	struct notes notes;
	char text[4096] = "", *ini;
	size_t len = 0;

	for (int i = 0; i < 40; i++)
		len +=
		    (size_t)snprintf(text + len, sizeof(text) - len, "pool {");
	ini = translate(text, &notes);
	ck_assert_str_eq(notes.text, "f:1: blocks are nested too deep\n");
	free(ini);
	len = (size_t)snprintf(text, sizeof(text), "option routers 10.0.0.1");
	for (int i = 0; i < 100; i++)
		len += (size_t)snprintf(
		    text + len, sizeof(text) - len, ", 10.0.0.1");
	snprintf(text + len, sizeof(text) - len, ";");
	ini = translate(text, &notes);
	ck_assert_str_eq(
	    notes.text, "f:1: option routers ...: not carried over\n");
	ck_assert_str_eq(ini, "[dhcpd]\nauthoritative = no\n\n");
	free(ini);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("import_isc");
	TCase *tcase = tcase_create("import_isc");
	SRunner *runner;
	int n_failed;

	tcase_add_test(tcase, options);
	tcase_add_test(tcase, networks_and_hosts);
	tcase_add_test(tcase, conditions);
	tcase_add_test(tcase, nesting_and_long_statements_end);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed > 0;
}

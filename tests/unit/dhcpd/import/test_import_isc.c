/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_isc.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcpd/import/import_world.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
#define SUBNET "subnet 10.0.0.0 netmask 255.255.255.0 {"

static void
expect_rows(const struct import_row *rows, size_t n)
{
	static const struct import_frame frame = { "authoritative; ",
		"[dhcpd]\nauthoritative = yes\n", "" };

	import_world_expect(import_isc, &frame, rows, n);
}

START_TEST(options)
{
	static const struct import_row rows[] = {
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
	static const struct import_row rows[] = {
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
	static const struct import_row rows[] = {
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
		    "filename.x64-uefi = u\n\n",
		    "f:1: the condition PXEClient is left out: what stands "
		    "here goes to every client\n" },
		{ "if option pxe-system-type = 7 {filename \"u\";} " SUBNET
		  "filename \"s\"; if exists ipxe.x {filename \"i\";}} "
		  "class \"h\" {match if substring(option "
		  "vendor-class-identifier, 0, 10) = \"HTTPClient\"; "
		  "filename \"h\";} host a {hardware ethernet "
		  "52:54:00:00:00:01; filename \"a\";}",
		    "filename.x64-uefi = u\nfilename.http = h\n\n"
		    "[subnet 10.0.0.0/24]\nfilename = s\nfilename.ipxe = i\n"
		    "filename.x64-uefi = s\n\n[host a]\n"
		    "mac = 52:54:00:00:00:01\nfilename = a\n"
		    "filename.x64-uefi = a\nfilename.ipxe = a\n\n",
		    "" },
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
	struct import_told told;
	char text[4096] = "", *ini;
	size_t len = 0;

	for (int i = 0; i < 40; i++)
		len +=
		    (size_t)snprintf(text + len, sizeof(text) - len, "pool {");
	ini = import_world_translate(import_isc, text, &told);
	ck_assert_str_eq(told.text, "f:1: blocks are nested too deep\n");
	free(ini);
	len = (size_t)snprintf(text, sizeof(text), "option routers 10.0.0.1");
	for (int i = 0; i < 100; i++)
		len += (size_t)snprintf(
		    text + len, sizeof(text) - len, ", 10.0.0.1");
	snprintf(text + len, sizeof(text) - len, ";");
	ini = import_world_translate(import_isc, text, &told);
	ck_assert_str_eq(
	    told.text, "f:1: option routers ...: not carried over\n");
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

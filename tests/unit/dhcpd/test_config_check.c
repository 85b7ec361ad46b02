/* SPDX-License-Identifier: ISC */
#include "dhcpd/config_check.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/log.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/host_find.h"
#include "dhcpd/menu.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/dhcp_message.h"

#define SUBNET "[subnet 10.0.0.0/24]\nrange = 10.0.0.10 - 10.0.0.20\n"
#define HOST "[host a]\nmac = 52:54:00:00:00:01\n"

#define LONG                                                                   \
	"sixty-nine octets that a sysadmin wrote in the mind of telling it "   \
	"all"

/* What stands in the file, and what is said of it; NULL: nothing, it is good.
 */
static const struct row {
	const char *text;
	const char *said;
} rows[] = {
	{ SUBNET, NULL },
	{ "", "there is no [subnet]" },
	{ "[subnet 10.0.0.0/24]\n", NULL },
	{ "[subnet 10.0.0.1/24]\n",
	    ":1: [subnet 10.0.0.1/24]: not a network; write [subnet "
	    "10.0.0.0/24]" },
	{ "[subnet 10.0.0.1/24]\nrouter = x\n", ":2: router = x: wants" },
	{ "[subnet 10.0.0.1/0]\n", ":1: [subnet 10.0.0.1/0]: not a network" },
	{ "[subnet 10.0.0.0]\n", ":1: [subnet 10.0.0.0]: not a network" },
	{ SUBNET "range = 10.0.0.30\n", NULL },
	{ SUBNET "range = 10.0.0.30 - 10.0.0.40, 10.0.0.50\n", NULL },
	{ SUBNET "range = 10.0.0.20 - 10.0.0.40\n", ":3: range 10.0.0.20" },
	{ SUBNET "range = 10.0.0.40 - 10.0.0.30\n",
	    ":3: range = 10.0.0.40 - 10.0.0.30: its end is before its start" },
	{ SUBNET "range = 10.0.0\n", ":3: range = 10.0.0: not like" },
	{ SUBNET "range = 10.0.0.30,,10.0.0.40\n", ":3: range" },
	{ SUBNET "range = 10.0.1.1 - 10.0.1.2\n",
	    ":3: range 10.0.1.1 - 10.0.1.2 is not inside 10.0.0.0/24" },
	{ SUBNET "range = 10.0.0.0 - 10.0.0.1\n", "broadcast" },
	{ SUBNET "range = 10.0.0.254 - 10.0.0.255\n", "broadcast" },
	{ SUBNET "exclude = 10.0.0.12, 10.0.0.15 - 10.0.0.30\n"
		 "exclude = 10.0.0.5\n",
	    NULL },
	{ SUBNET "exclude = 10.0.1.5\n",
	    ":3: exclude 10.0.1.5 - 10.0.1.5 is not inside 10.0.0.0/24" },
	{ SUBNET "exclude = 10.0.0.15 - 10.0.0.12\n",
	    ":3: exclude = 10.0.0.15 - 10.0.0.12: its end is before" },
	{ SUBNET "shared-network = wire\n", NULL },
	{ SUBNET "shared-network =\n", ":3: 'shared-network' has no value" },
	{ SUBNET "exclude = x\n", ":3: exclude = x: not like" },
	{ "[subnet 10.0.0.0/31]\nrange = 10.0.0.0 - 10.0.0.1\n", NULL },
	{ "[subnet 0.0.0.0/0]\nrange = 1.0.0.0 - 2.0.0.0\n",
	    "over 16777216 addresses" },
	{ "[subnet 0.0.0.0/0]\nrange = 1.0.0.0 - 1.255.255.255\n", NULL },
	{ SUBNET "[subnet 10.0.0.128/25]\n",
	    ":3: [subnet 10.0.0.128/25] overlaps [subnet 10.0.0.0/24] at "
	    "line 1" },
	{ SUBNET "[subnet 10.0.1.0/24]\n", NULL },

	{ SUBNET "router = 10.0.0.1\ndns = 10.0.0.1, 10.0.0.2\n"
		 "domain = x\nnext-server = 10.0.0.1\nfilename = f\n"
		 "lease-time = 1h\nmin-lease-time = 1m\nmax-lease-time = 1d\n"
		 "option.42 = 10.0.0.1\noption.root-path.ipxe = iscsi:x\n",
	    NULL },
	{ SUBNET "router =\ndns.http =\nnext-server.bios =\nfilename =\n",
	    NULL },
	{ SUBNET "router = x\n", ":3: router = x: wants addresses" },
	{ SUBNET "next-server = x\n", ":3: next-server" },
	{ SUBNET "lease-time = x\n", ":3: lease-time" },
	{ SUBNET "lease-time = 5m\nmin-lease-time = 10m\n",
	    "lease-time is not between" },
	{ SUBNET "max-lease-time = 5m\nmin-lease-time = 10m\n",
	    "min-lease-time is over max-lease-time" },
	{ SUBNET "[dhcpd]\nmax-lease-time = 5m\nmin-lease-time = 10m\n",
	    ":3: min-lease-time is over max-lease-time" },
	{ SUBNET "dns.x64 = 10.0.0.1\n", ":3: dns.x64: no such class" },
	{ SUBNET "option.ntp-server = 10.0.0.1\n",
	    "did you mean 'ntp-servers'" },
	{ SUBNET "option.300 = 10.0.0.1\n", ":3: option.300: no such option" },
	{ SUBNET "option.54 = 10.0.0.1\n", "the server decides it" },
	{ SUBNET "option.42 = 10.0.0.1\noption.ntp-servers = 10.0.0.2\n",
	    ":4: option: this option is already set" },
	{ SUBNET "router = 10.0.0.1\noption.3 = 10.0.0.2\n",
	    "already set in this section" },

	{ SUBNET "menu.1 = Install, pxelinux.0\nmenu.2 = A, B, local\n"
		 "menu.24.x64-uefi = Install, http://s/a.efi\n"
		 "menu.3 =\nmenu-prompt = Choose\nmenu-prompt.ipxe =\n"
		 "menu-timeout = 0s\nmenu-timeout.bios = 254s\n"
		 "menu-timeout.uefi = none\nmenu-timeout.ipxe =\n",
	    NULL },
	{ SUBNET "menu.0 = Install, a\n", ":3: menu.0: not menu.1 to menu.24" },
	{ SUBNET "menu.25 = Install, a\n", ":3: menu.25: not menu.1" },
	{ SUBNET "menu = Install, a\n", ":3: menu.: not menu.1" },
	{ SUBNET "menu.ipxe = Install, a\n", ":3: menu.ipxe: not menu.1" },
	{ SUBNET "menu.1.x65-uefi = Install, a\n", "did you mean 'x64-uefi'" },
	{ SUBNET "menu.1 = Install\n", ":3: menu.1 = Install: not like: Ins" },
	{ SUBNET "menu.1 = , a\n", ":3: menu.1 = , a: not like" },
	{ SUBNET "menu.1 = a,\n", ":3: menu.1 = a,: not like" },
	{ SUBNET "menu.1 = a, b\nmenu.01 = c, d\n",
	    ":4: menu: this option is already set" },
	{ SUBNET "menu-timeout = 255s\n",
	    ":3: menu-timeout = 255s: not a time of 0s to 254s, or none" },
	{ SUBNET "menu-timeout = 500ms\n", "not a time of 0s" },
	{ "[dhcpd]\nmenu.1 = " LONG ", a\nmenu.2 = " LONG ", b\n" SUBNET
	  "menu.3 = " LONG ", c\n[group web]\nmenu.1 = Short, a\n",
	    ":4: the boot menu of 10.0.0.0/24 takes 274 octets" },
	{ "[dhcpd]\nmenu.1 = " LONG ", a\nmenu.2 = " LONG ", b\n" SUBNET
	  "[group web]\nmenu.3 = " LONG ", c\n" HOST
	  "menu.3 = Short, a\n[host b]\nmac = 52:54:00:00:00:02\n"
	  "menu.4 = " LONG ", a\n",
	    ":6: the boot menu of web takes 274 octets" },
	{ "[dhcpd]\nmenu.1 = " LONG ", a\nmenu.2 = " LONG ", b\n" SUBNET HOST
	  "menu.4.ipxe = " LONG ", a\n",
	    ":6: the boot menu of a takes 274 octets" },

	{ "[dhcpd]\nmode = server\nauthoritative = no\n"
	  "unknown-clients = deny\nidentify-by = client-id\n"
	  "conflict-check = no\ndomain = x\n" SUBNET,
	    NULL },
	{ "[dhcpd]\nmode = router\n" SUBNET, ":2: mode = router" },
	{ "[dhcpd]\nmode = proxy\n[subnet 10.0.0.0/24]\n", NULL },
	{ SUBNET "next-server = 10.0.0.1, 10.0.0.2\nhttp-root = https://s\n"
		 "http-root.http =\n",
	    NULL },
	{ SUBNET "next-server = 10.0.0.1, x\n", ":3: next-server" },
	{ SUBNET "http-root = ftp://s/\n", ":3: http-root = ftp://s/: not" },
	{ "[dhcpd]\nunknown-clients = no\n" SUBNET, "not allow or deny" },
	{ "[dhcpd]\nmax-leases-per-port = 1\nmax-leases-per-relay = "
	  "16777216\n" SUBNET "max-leases-per-port = off\n",
	    NULL },
	{ "[dhcpd]\nmax-leases-per-port = 0\n" SUBNET,
	    ":2: max-leases-per-port = 0: not a number of addresses" },
	{ SUBNET "max-leases-per-relay = 16777217\n",
	    ":3: max-leases-per-relay = 16777217: not a number of addresses" },
	{ SUBNET "max-leases-per-port.ipxe = 2\n", "max-leases-per-port" },
	{ "[dhcpd]\nidentify-by = name\n" SUBNET, "not mac or client-id" },
	{ "[dhcpd]\nautoritative = no\n" SUBNET,
	    "did you mean 'authoritative'" },

	{ SUBNET HOST, NULL },
	{ SUBNET HOST "address = 10.0.0.5\ndeny = no\ndomain = x\n", NULL },
	{ SUBNET HOST "address = 10.0.9.5\n",
	    ":3: [host a]: no [subnet] holds its address 10.0.9.5" },
	{ SUBNET HOST "address = 10.0.0.255\n", "broadcast" },
	{ SUBNET "[host a]\n", ":3: [host a] has no mac, uuid or client-id" },
	{ SUBNET "[host a]\nmac = 52:54:00:*\n", NULL },
	{ SUBNET "[host a]\nmac = 52:*, 52-54-00-00-00-01\n", NULL },
	{ SUBNET "[host a]\nmac = *\n", ":4: mac = *: not a MAC" },
	{ SUBNET "[host a]\nmac = 52:54:00:00:00:*\n", NULL },
	{ SUBNET "[host a]\nmac = 52:54:00:00:00:01:*\n", ":4: mac" },
	{ SUBNET "[host a]\nmac = 52:5\n", ":4: mac" },
	{ SUBNET "[host a]\nuuid = 4c4c4544-0042-3310-8051-b8c04f445431\n",
	    NULL },
	{ SUBNET "[host a]\nuuid = 4c4c4544\n", ":4: uuid" },
	{ SUBNET "[host a]\nuuid = 4c4c4544-0042-3310-8051-b8c04f44543100\n",
	    ":4: uuid" },
	{ SUBNET "[host a]\nclient-id = 01:02, \"name\", 0x0304\n", NULL },
	{ SUBNET "[host a]\nclient-id = name\n", ":4: client-id" },
	{ SUBNET HOST "[host b]\nmac = 52-54-00-00-00-01\n",
	    ":6: 52:54:00:00:00:01 names [host a] and [host b]" },
	{ SUBNET HOST "address = 10.0.0.5\n"
		      "[host b]\nmac = 52:54:00:00:00:02\naddress = 10.0.0.5\n",
	    "have the same address 10.0.0.5" },
	{ SUBNET HOST "range = 10.0.0.1\n", "unknown key 'range' in [host]" },

	{ SUBNET HOST "group = web\n[group web]\ndomain = x\n", NULL },
	{ SUBNET "[group web]\nfilename.ipxe = x\n" HOST "group = web\n",
	    NULL },
	{ SUBNET HOST "group = wbe\n[group web]\n",
	    ":3: [host a]: there is no [group wbe]" },
	{ SUBNET "[group web]\n[group web]\n", ":4: [group web] is already" },
	{ SUBNET "[group]\n", ":3: [group] needs a name" },
	{ SUBNET "[group web]\nmac = 52:54:00:00:00:01\n",
	    "unknown key 'mac' in [group]" },
	{ SUBNET HOST "subnet = 10.0.0.0/24\naddress = 10.0.0.5\n", NULL },
	{ SUBNET HOST "subnet = 10.0.0.1/24\n", ":5: subnet = 10.0.0.1/24" },
	{ SUBNET HOST "subnet = 10.0.1.0/24\n",
	    ":3: [host a]: there is no [subnet 10.0.1.0/24]" },
	{ SUBNET HOST "subnet = 10.0.0.0/25\n", "there is no [subnet" },
	{ SUBNET "[subnet 10.0.1.0/24]\n" HOST
		 "subnet = 10.0.0.0/24\naddress = 10.0.1.5\n",
	    ":4: [host a]: its address is not inside its subnet 10.0.0.0/24" },
	{ SUBNET "unknown-clients = deny\n[dhcpd]\nunknown-clients = allow\n",
	    NULL },
	{ SUBNET "unknown-clients = maybe\n", ":3: unknown-clients = maybe" },
};

static char path[] = "/tmp/test_config_check.XXXXXX";

/* Return: whether it is good; what was said is in @capture. */
static bool
read_text(
    const char *text, struct capture *capture, struct dhcpd_settings *settings)
{
	int fd;
	bool is_good;

	memcpy(path + sizeof(path) - 7, "XXXXXX", 6);
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	log_open("test", 0);
	capture_begin(capture);
	is_good = config_read(path, dhcpd_sections, settings) == 0 &&
	    config_check(settings) == 0;
	capture_end(capture);
	unlink(path);
	return is_good;
}

START_TEST(files)
{
	const struct row *row = &rows[_i];
	struct dhcpd_settings *settings = dhcpd_settings_new();
	static struct capture capture;
	bool is_good = read_text(row->text, &capture, settings);

	ck_assert_msg(is_good == !row->said, "row %d:\n%s%s", _i, row->text,
	    capture.text);
	if (row->said)
		ck_assert_msg(strstr(capture.text, row->said) != NULL,
		    "row %d:\n%s%s", _i, row->text, capture.text);
	dhcpd_settings_free(settings);
}
END_TEST

/* A section that was refused is there: nobody shall look for a missing one. */
START_TEST(refused_subnet_is_no_missing_one)
{
	struct dhcpd_settings *settings = dhcpd_settings_new();
	static struct capture capture;

	ck_assert(!read_text("[subnet 10.0.0.1/24]\n", &capture, settings));
	ck_assert_ptr_null(strstr(capture.text, "there is no [subnet]"));
	ck_assert_int_eq(config_check(settings), 1);
	dhcpd_settings_free(settings);
}
END_TEST

/* The values as the engine will ask for them. */
START_TEST(values_as_read)
{
	static const char text[] =
	    "[site]\nserver = 10.0.0.9\n"
	    "[dhcpd]\nunknown-clients = deny\ndomain = all\n"
	    "[subnet 10.0.1.0/24]\n"
	    "[subnet 10.0.0.0/24]\n"
	    "range = 10.0.0.10 - 10.0.0.20, 10.0.0.30\n"
	    "lease-time = 1h\nfilename.ipxe = boot.ipxe\nrouter =\n"
	    "option.vendor-options = 0x0601\n"
	    "[host a]\nmac = 52:54:00:*\n"
	    "uuid = 00112233-4455-6677-8899-aabbccddeeff\n"
	    "address = 10.0.0.50\ndeny = yes\n";
	struct dhcpd_settings *settings = dhcpd_settings_new();
	const struct policy *policy = &settings->policy;
	const struct policy_subnet *subnet;
	struct dhcp_client client = {
		.uuid = (const uint8_t *)"\x33\x22\x11\x00\x55\x44\x77\x66\x88"
					 "\x99\xaa\xbb\xcc\xdd\xee\xff",
		.uuid_len = 16
	};
	static struct capture capture;

	ck_assert(policy->authoritative && policy->conflict_check);
	ck_assert_msg(read_text(text, &capture, settings), "%s", capture.text);
	ck_assert_uint_eq(policy->server, 0x0a000009);
	ck_assert(policy->deny_unknown);
	subnet = policy_find_subnet(policy, 0x0a000001);
	ck_assert_uint_eq(subnet->n_ranges, 2);
	ck_assert_uint_eq(subnet->ranges[1].last, 0x0a00001e);
	ck_assert_uint_eq(policy_number(policy_values_find(&subnet->values,
					    POLICY_LEASE_TIME, CLASS_ANY),
			      0),
	    3600);
	ck_assert_str_eq((char *)policy_values_find(
			     &subnet->values, POLICY_FILENAME, CLASS_IPXE)
			     ->bytes,
	    "boot.ipxe");
	ck_assert_uint_eq(
	    policy_values_find(&subnet->values, 3, CLASS_ANY)->len, 0);
	ck_assert_mem_eq(
	    policy_values_find(&subnet->values, 43, CLASS_ANY)->bytes, "\6\1",
	    2);
	ck_assert_ptr_eq(host_find(policy, &client), policy->hosts);
	ck_assert(policy->hosts->deny);
	ck_assert_uint_eq(policy->hosts->address, 0x0a000032);
	dhcpd_settings_free(settings);
	dhcpd_settings_free(NULL);
}
END_TEST

/* The longest boot file, menu text and prompt, and one octet more; as many
 * ranges, and one more. */
START_TEST(limits)
{
	static struct capture capture;
	struct dhcpd_settings *settings;
	char text[2048], name[256];
	size_t len;

	for (size_t n = 254; n <= 255; n++) {
		memset(name, 'f', n);
		name[n] = '\0';
		snprintf(text, sizeof(text), SUBNET "filename = %s\n", name);
		settings = dhcpd_settings_new();
		ck_assert_int_eq(read_text(text, &capture, settings), n == 254);
		dhcpd_settings_free(settings);
	}
	for (size_t n = MENU_TEXT_MAX; n <= MENU_TEXT_MAX + 1; n++)
		for (int is_prompt = 0; is_prompt < 2; is_prompt++) {
			snprintf(text, sizeof(text), SUBNET "%s%.*s%s\n",
			    is_prompt ? "menu-prompt = " : "menu.1 = ", (int)n,
			    LONG "and more", is_prompt ? "" : ", a");
			settings = dhcpd_settings_new();
			ck_assert_int_eq(read_text(text, &capture, settings),
			    n == MENU_TEXT_MAX);
			dhcpd_settings_free(settings);
		}
	for (int n = POLICY_RANGES_MAX; n <= POLICY_RANGES_MAX + 1; n++) {
		len = (size_t)snprintf(
		    text, sizeof(text), "[subnet 10.0.0.0/24]\n");
		for (int i = 1; i <= n; i++)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "range = 10.0.0.%d\n", i);
		settings = dhcpd_settings_new();
		ck_assert_int_eq(read_text(text, &capture, settings),
		    n == POLICY_RANGES_MAX);
		dhcpd_settings_free(settings);
	}
}
END_TEST

TEST_MAIN("config_check", tcase_add_loop_test(tests, files, 0, ROWS(rows));
	  tcase_add_test(tests, refused_subnet_is_no_missing_one);
	  tcase_add_test(tests, values_as_read); tcase_add_test(tests, limits);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_option.h"

#include <stdio.h>
#include <string.h>

#include "common/dhcp_option.h"
#include "common/text.h"

enum {
	FILENAME_MAX_LEN = 254,
	KEY_MAX = 48,
};

/* Names other than those of common/dhcp_option.h: ISC's dhcp-options(5), then
 * dnsmasq's (`dnsmasq --help dhcp`). */
static const struct {
	const char *name;
	uint8_t code;
} names[] = {
	{ "ien116-name-servers", 5 },
	{ "domain-name-servers", 6 },
	{ "cookie-servers", 8 },
	{ "impress-servers", 10 },
	{ "resource-location-servers", 11 },
	{ "merit-dump", 14 },
	{ "extensions-path-name", 18 },
	{ "arp-cache-timeout", 35 },
	{ "vendor-encapsulated-options", 43 },
	{ "netbios-dd-server", 45 },
	{ "netbios-scope", 47 },
	{ "font-servers", 48 },
	{ "x-display-managers", 49 },
	{ "dhcp-lease-time", 51 },
	{ "dhcp-server-identifier", 54 },
	{ "dhcp-renewal-time", 58 },
	{ "dhcp-rebinding-time", 59 },
	{ "vendor-class-identifier", 60 },
	{ "dhcp-client-identifier", 61 },
	{ "tftp-server-name", 66 },
	{ "bootfile-name", 67 },
	{ "smtp-server", 69 },
	{ "pop-server", 70 },
	{ "nntp-server", 71 },
	{ "www-server", 72 },
	{ "user-class", 77 },
	{ "pxe-system-type", 93 },
	{ "pcode", 100 },
	{ "tcode", 101 },
	{ "v4-captive-portal", 114 },
	{ "loader-configfile", 209 },
	{ "loader-pathprefix", 210 },
	{ "loader-reboottime", 211 },
	{ "netmask", 1 },
	{ "router", 3 },
	{ "time-server", 4 },
	{ "dns-server", 6 },
	{ "log-server", 7 },
	{ "lpr-server", 9 },
	{ "hostname", 12 },
	{ "boot-file-size", 13 },
	{ "ip-forward-enable", 19 },
	{ "default-ttl", 23 },
	{ "mtu", 26 },
	{ "broadcast", 28 },
	{ "static-route", 33 },
	{ "nis-server", 41 },
	{ "ntp-server", 42 },
	{ "netbios-ns", 44 },
	{ "netbios-nodetype", 46 },
	{ "T1", 58 },
	{ "T2", 59 },
	{ "vendor-class", 60 },
	{ "client-arch", 93 },
	{ "tzdb-timezone", 101 },
	{ "classless-static-route", 121 },
	{ "server-ip-address", 150 },
};

int
import_option_code(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (text_equal(names[i].name, name))
			return names[i].code;
	return dhcp_option_by_name(name);
}

void
import_key_set(struct import *import, struct import_section *section,
    uint64_t classes, const char *key, const char *value)
{
	for (int class = 0; class < N_CLASSES; class ++)
		if (classes >> class & 1)
			import_set(import, section, key,
			    (enum arch_class) class, value);
}

void
import_filename_set(struct import *import, struct import_section *section,
    uint64_t classes, const char *name)
{
	if (strlen(name) > FILENAME_MAX_LEN)
		import_note(
		    import, "filename: over %d octets", FILENAME_MAX_LEN);
	else
		import_key_set(import, section, classes, "filename", name);
}

void
import_next_server_set(struct import *import, struct import_section *section,
    uint64_t classes, const char *text)
{
	uint32_t address;

	if (address_parse(text, &address) && address)
		import_key_set(import, section, classes, "next-server", text);
	else
		import_note(import,
		    "next-server %s: write an address; names are not looked up",
		    text);
}

/* Options that the INI file has a key for; NULL for the others. */
static const char *
own_key(uint8_t code)
{
	switch (code) {
	case DHCP_OPTION_ROUTERS:
		return "router";
	case DHCP_OPTION_DNS:
		return "dns";
	case DHCP_OPTION_DOMAIN:
		return "domain";
	default:
		return NULL;
	}
}

void
import_option_key(uint8_t code, bool by_name, char *out, size_t size)
{
	const char *name = by_name ? dhcp_option_name(code) : NULL;

	if (own_key(code))
		snprintf(out, size, "%s", own_key(code));
	else if (name)
		snprintf(out, size, "option.%s", name);
	else
		snprintf(out, size, "option.%u", code);
}

/* What the server decides, by keys of other names or by itself. */
static void
set_servers_own(struct import *import, struct import_section *section,
    uint64_t classes, uint8_t code, const char *value)
{
	switch (code) {
	case DHCP_OPTION_TFTP_SERVER:
		import_next_server_set(import, section, classes, value);
		break;
	case DHCP_OPTION_BOOT_FILE:
		import_filename_set(import, section, classes, value);
		break;
	case DHCP_OPTION_LEASE_TIME:
		import_key_set(import, section, classes, "lease-time", value);
		break;
	case DHCP_OPTION_SUBNET_MASK:
		break;
	default:
		import_note(import, "option %u: dhcpd decides it itself", code);
	}
}

void
import_option_set(struct import *import, struct import_section *section,
    uint64_t classes, uint8_t code, const char *value)
{
	enum dhcp_option_kind kind = dhcp_option_kind(code);
	uint8_t bytes[DHCP_OPTION_VALUE_MAX];
	const char *name = dhcp_option_name(code);
	char key[KEY_MAX];
	size_t len;

	if (kind == DHCP_KIND_SERVER) {
		set_servers_own(import, section, classes, code, value);
		return;
	}
	if (dhcp_option_parse(code, value, bytes, sizeof(bytes), &len)) {
		import_note(import, "option %s%s%u%s = %s: not %s",
		    name ? name : "", name ? " (" : "", code, name ? ")" : "",
		    value, dhcp_option_kind_text(kind));
		return;
	}
	/* A long name and a long class would make too long a key. */
	import_option_key(
	    code, classes == (uint64_t)1 << CLASS_ANY, key, sizeof(key));
	import_key_set(import, section, classes, key, value);
}

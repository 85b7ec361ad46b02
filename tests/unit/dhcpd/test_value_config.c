/* SPDX-License-Identifier: ISC */
#include "dhcpd/value_config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "dhcpd/config_check.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/engine.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/dhcp_message.h"

#define SERVER 0x0a000001u

/*
 * KEY.CLASS = value for every key of the sections' tables, in every section:
 * the reply to a client of that class has the octets, that to another has not.
 * A key of a table that is not in here fails the test.
 */
static const struct row {
	const char *key;  /* as in the table */
	const char *name; /* as it is written before .CLASS */
	const char *value;
	const char *beside; /* what else [dhcpd] has to say */
	uint32_t asked_s;   /* the lease that the client asks for; 0 none */
	bool is_http;
	const char *octets; /* of the reply */
	size_t len;
} rows[] = {
	{ "router", "router", "10.0.0.7", "", 0, false,
	    OCTETS("\3\4\x0a\0\0\7") },
	{ "dns", "dns", "10.0.0.7, 10.0.0.8", "", 0, false,
	    OCTETS("\6\10\x0a\0\0\7\x0a\0\0\10") },
	{ "domain", "domain", "lab.example", "", 0, false,
	    OCTETS("\17\13lab.example") },
	{ "lease-time", "lease-time", "1h", "", 0, false,
	    OCTETS("\x33\4\0\0\x0e\x10") },
	{ "min-lease-time", "min-lease-time", "1h", "", 70, false,
	    OCTETS("\x33\4\0\0\x0e\x10") },
	{ "max-lease-time", "max-lease-time", "2h", "lease-time = 1h\n", 9000,
	    false, OCTETS("\x33\4\0\0\x1c\x20") },
	{ "next-server", "next-server", "10.0.0.7", "", 0, false,
	    OCTETS("\x42\11"
		   "10.0.0.7") },
	{ "filename", "filename", "some.efi", "", 0, false,
	    OCTETS("\x43\11some.efi") },
	{ "http-root", "http-root", "http://10.0.0.7/x", "", 0, true,
	    OCTETS("http://10.0.0.7/x/grubx64.efi") },
	{ "menu", "menu.24", "Install, a", "", 0, false,
	    OCTETS("\x80\30\7Install") },
	{ "menu-prompt", "menu-prompt", "Hear ye", "menu.1 = A, a\n", 0, false,
	    OCTETS("\12\10\12Hear ye") },
	{ "menu-timeout", "menu-timeout", "none", "menu.1 = A, a\n", 0, false,
	    OCTETS("\12\33\377Press") },
	{ "option", "option.42", "10.0.0.7", "", 0, false,
	    OCTETS("\x2a\4\x0a\0\0\7") },
	{ "option", "option.ntp-servers", "10.0.0.7", "", 0, false,
	    OCTETS("\x2a\4\x0a\0\0\7") },
	{ "option", "option.150", "10.0.0.7", "", 0, false,
	    OCTETS("\x96\4\x0a\0\0\7") },
	{ "option", "option.pxelinux-pathprefix", "boot/", "", 0, false,
	    OCTETS("\xd2\5boot/") },
};

/* Those that say what a section is, and so have no class. */
static const char *const without_class[] = { "mode", "authoritative",
	"unknown-clients", "hosts", "identify-by", "conflict-check", "range",
	"exclude", "shared-network", "mac", "uuid", "client-id", "address",
	"deny", "group", "subnet", "max-leases-per-relay",
	"max-leases-per-port" };

static const char *const sections[] = { "dhcpd", "subnet", "group", "host" };

/* Not dhcpd's to look at: see test_host_config.c. */
static bool
is_passed_over(const struct config_key *key)
{
	return strcmp(key->name, "var") == 0;
}

static bool
is_tested(const struct config_key *key)
{
	if (is_passed_over(key))
		return true;
	if (!(key->flags & CONFIG_SUFFIX)) {
		for (int i = 0; i < ROWS(without_class); i++)
			if (strcmp(without_class[i], key->name) == 0)
				return true;
		return false;
	}
	for (int i = 0; i < ROWS(rows); i++)
		if (strcmp(rows[i].key, key->name) == 0)
			return true;
	return false;
}

START_TEST(every_key)
{
	const struct config_section *section;
	int n = 0;

	for (section = dhcpd_sections; section->name; section++)
		for (const struct config_key *key = section->keys;
		     key->name && strcmp(section->name, "site") != 0; key++) {
			ck_assert_msg(is_tested(key), "[%s] %s: a row for it?",
			    section->name, key->name);
			n++;
		}
	ck_assert_int_ge(n, 40);
}
END_TEST

/* [dhcpd], [subnet], [group] and a [host] in it, one of them with @line. */
static struct dhcpd_settings *
settings_with(const char *where, const char *line, const char *beside)
{
	static const char *const heads[] = { "[dhcpd]\nconflict-check = no\n",
		"[subnet 10.0.0.0/24]\nrange = 10.0.0.10 - 10.0.0.20\n",
		"[group web]\n",
		"[host a]\nmac = 52:54:00:00:00:01\ngroup = web\n" };
	struct dhcpd_settings *settings = dhcpd_settings_new();
	static struct capture capture;
	char text[2048];
	size_t len = 0;
	FILE *file;
	bool is_good;

	for (int i = 0; i < ROWS(heads); i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "%s%s%s", heads[i], i == 0 ? beside : "",
		    strcmp(where, sections[i]) == 0 ? line : "");
	file = fmemopen(text, len, "r");
	log_open("test", 0);
	capture_begin(&capture);
	is_good = config_read_section(file, "ini", "dhcpd", "", dhcpd_sections,
		      settings) == 0 &&
	    config_check(settings) == 0;
	capture_end(&capture);
	fclose(file);
	ck_assert_msg(is_good, "%s%s", text, capture.text);
	settings->policy.boot_files[CLASS_X64_UEFI_HTTP][0] = "grubx64.efi";
	settings->policy.boot_files[CLASS_ARM64_UEFI_HTTP][0] = "grubaa64.efi";
	settings->policy.boot_files[CLASS_BIOS][0] = "pxelinux.0";
	settings->policy.boot_files[CLASS_X64_UEFI][0] = "grubx64.efi";
	return settings;
}

/* Whether the OFFER to a client of that architecture has the row's octets. */
static bool
offers(const struct row *row, const struct policy *policy, uint8_t arch)
{
	static struct engine_answer answer;
	const uint8_t archs[] = { 0, arch };
	const uint32_t own = SERVER;
	struct engine *engine = engine_new(1);
	struct engine_request request = { .now_ms = 1000,
		.link = &own,
		.own = &own,
		.n_link = 1,
		.n_own = 1 };
	struct message message;

	message_begin(&message, DHCP_DISCOVER, 1);
	message_option(&message, DHCP_OPTION_VENDOR_CLASS,
	    row->is_http ? "HTTPClient" : "PXEClient", row->is_http ? 10 : 9);
	message_option(&message, DHCP_OPTION_ARCH, archs, sizeof(archs));
	message_option(&message, DHCP_OPTION_MAX_SIZE, "\5\xc0", 2);
	if (row->asked_s)
		message_option_u32(
		    &message, DHCP_OPTION_LEASE_TIME, row->asked_s);
	message_end(&message);
	request.bytes = message.bytes;
	request.len = message.len;
	ck_assert_int_eq(engine_set_policy(engine, policy), 0);
	engine_handle(engine, &request, &answer);
	engine_free(engine);
	ck_assert_int_eq(answer.outcome, ENGINE_OFFERED);
	return memmem(answer.bytes, answer.len, row->octets, row->len) != NULL;
}

START_TEST(for_a_class)
{
	const struct row *row = &rows[_i];
	uint8_t its = row->is_http ? 16 : 7, other = row->is_http ? 19 : 0;
	struct dhcpd_settings *settings;
	char line[256];

	for (int i = 0; i < ROWS(sections); i++) {
		snprintf(line, sizeof(line), "%s.%s = %s\n", row->name,
		    row->is_http ? "x64-uefi-http" : "x64-uefi", row->value);
		settings = settings_with(sections[i], line, row->beside);
		ck_assert_msg(offers(row, &settings->policy, its),
		    "[%s] %s: not for its class", sections[i], line);
		ck_assert_msg(!offers(row, &settings->policy, other),
		    "[%s] %s: also for another", sections[i], line);
		dhcpd_settings_free(settings);
	}
}
END_TEST

/* Without a class it is for both. */
START_TEST(for_all)
{
	const struct row *row = &rows[_i];
	struct dhcpd_settings *settings;
	char line[256];

	snprintf(line, sizeof(line), "%s = %s\n", row->name, row->value);
	settings = settings_with("host", line, row->beside);
	ck_assert_msg(
	    offers(row, &settings->policy, row->is_http ? 16 : 7), "%s", line);
	dhcpd_settings_free(settings);
}
END_TEST

TEST_MAIN("value_config", tcase_add_test(tests, every_key);
	  tcase_add_loop_test(tests, for_a_class, 0, ROWS(rows));
	  tcase_add_loop_test(tests, for_all, 0, ROWS(rows));)

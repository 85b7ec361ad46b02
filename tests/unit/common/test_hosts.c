/* SPDX-License-Identifier: ISC */
#include "common/hosts.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/config.h"
#include "tests/unit/common/capture.h"

static struct hosts *hosts;
static struct capture capture;

static void *
open_host(
    struct config *config, const struct config_entry *entry, void *settings)
{
	(void)config;
	return hosts_add(settings, entry->argument, NULL);
}

static void *
open_group(
    struct config *config, const struct config_entry *entry, void *settings)
{
	(void)config;
	return hosts_add_group(settings, entry->argument);
}

static const struct config_key none[] = { { NULL, NULL, 0, 0 } };
static const struct config_section sections[] = {
	{ .name = "host",
	    .keys = none,
	    .open = open_host,
	    .takes_argument = true,
	    .rest = hosts_set_key },
	{ .name = "group",
	    .keys = none,
	    .open = open_group,
	    .takes_argument = true,
	    .rest = hosts_set_key },
	{ .name = NULL },
};

static int
read_text(const char *text)
{
	FILE *file = fmemopen((char *)(uintptr_t)text, strlen(text), "r");
	int r;

	ck_assert_ptr_nonnull(file);
	capture_begin(&capture);
	r = config_read_section(
	    file, "config", "group", "first", sections, hosts);
	capture_end(&capture);
	fclose(file);
	return r;
}

static void
set_up(void)
{
	hosts = hosts_new();
	ck_assert_ptr_nonnull(hosts);
}

static void
tear_down(void)
{
	hosts_free(hosts);
}

static const char *
found(const char *text, size_t len)
{
	uint8_t mac[MAC_LEN];
	const struct host *host;

	ck_assert(mac_parse(text, mac));
	host = hosts_find(hosts, mac, len);
	return host ? host->name : "";
}

#define TEXT                                                                   \
	"var.role = worker\n"                                                  \
	"[host web1]\n"                                                        \
	"mac = 52:54:00:00:00:01, 52-54-00-00-00-02\n"                         \
	"address = 192.168.10.50\n"                                            \
	"group = first\n"                                                      \
	"option.42 = 192.168.10.1\n"                                           \
	"var.disk = /dev/nvme0n1\n"                                            \
	"var.empty =\n"                                                        \
	"filename.x64-uefi = a.efi\n"                                          \
	"[host kvm]\n"                                                         \
	"mac = 52:54:00:*\n"                                                   \
	"[host twice]\n"                                                       \
	"mac = 52:54:00:00:00:01\n"                                            \
	"address = 192.168.10.50\n"

START_TEST(finds_by_mac_and_address)
{
	const struct host *host;

	ck_assert_int_eq(read_text(TEXT), 0);
	ck_assert_str_eq(found("52:54:00:00:00:01", 6), "web1");
	ck_assert_str_eq(found("52:54:00:00:00:02", 6), "web1");
	ck_assert_str_eq(found("52:54:00:00:00:03", 6), "");
	ck_assert_str_eq(found("52:54:00:00:00:03", 3), "kvm");
	ck_assert_str_eq(found("52:54:00:00:00:03", 2), "");
	host = hosts_find_address(hosts, 0xc0a80a32);
	ck_assert_ptr_nonnull(host);
	ck_assert_str_eq(host->name, "web1");
	ck_assert_ptr_null(hosts_find_address(hosts, 0xc0a80a33));
}
END_TEST

START_TEST(keeps_keys_as_they_are_written)
{
	const struct host *host, *group;

	ck_assert_int_eq(read_text(TEXT), 0);
	host = hosts_find_address(hosts, 0xc0a80a32);
	ck_assert_str_eq(hosts_value(host, "option.42"), "192.168.10.1");
	ck_assert_str_eq(hosts_value(host, "var.disk"), "/dev/nvme0n1");
	ck_assert_str_eq(hosts_value(host, "filename.x64-uefi"), "a.efi");
	ck_assert_str_eq(hosts_value(host, "var.empty"), "");
	ck_assert_ptr_null(hosts_value(host, "var"));
	ck_assert_ptr_null(hosts_value(host, "var.disk.x"));
	ck_assert_ptr_null(hosts_value(NULL, "var.disk"));
	group = hosts_find_group(hosts, "first");
	ck_assert_ptr_nonnull(group);
	ck_assert_str_eq(hosts_value(group, "var.role"), "worker");
	ck_assert_ptr_null(hosts_find_group(hosts, "second"));
	ck_assert(hosts_have(hosts, "var.role"));
	ck_assert(hosts_have(hosts, "option.42"));
	ck_assert(!hosts_have(hosts, "var.other"));
}
END_TEST

START_TEST(tells_of_a_bad_mac)
{
	ck_assert_int_eq(
	    read_text("[host a]\nmac = 52:54:00:00:00:01, nonsense\n"), 1);
	ck_assert_ptr_nonnull(strstr(capture.text,
	    "config:2: mac = 52:54:00:00:00:01, "
	    "nonsense: not a MAC"));
}
END_TEST

START_TEST(drops_what_came_from_a_file)
{
	const uint8_t one[MAC_LEN] = { 1 }, two[MAC_LEN] = { 2 };
	struct host *host;

	host = hosts_add(hosts, "a", "a.ini");
	ck_assert_int_eq(hosts_add_mac(host, one, MAC_LEN), 0);
	host = hosts_add(hosts, "b", NULL);
	ck_assert_int_eq(hosts_add_mac(host, two, MAC_LEN), 0);
	ck_assert_ptr_nonnull(hosts_find(hosts, one, MAC_LEN));
	hosts_drop(hosts, "b.ini");
	ck_assert_ptr_nonnull(hosts_find(hosts, one, MAC_LEN));
	hosts_drop(hosts, "a.ini");
	ck_assert_ptr_null(hosts_find(hosts, one, MAC_LEN));
	ck_assert_ptr_nonnull(hosts_find(hosts, two, MAC_LEN));
}
END_TEST

/* Many, in an order that is none. */
START_TEST(finds_among_many)
{
	enum {
		N = 5000
	};
	char name[16];

	for (uint32_t i = 0; i < N; i++) {
		uint32_t k = i * 2654435761u;
		uint8_t mac[MAC_LEN] = { 2, 0, (uint8_t)(k >> 24),
			(uint8_t)(k >> 16), (uint8_t)(k >> 8), (uint8_t)k };
		struct host *host;

		snprintf(name, sizeof(name), "h%u", i);
		host = hosts_add(hosts, name, NULL);
		ck_assert_ptr_nonnull(host);
		host->address = i + 1;
		ck_assert_int_eq(hosts_add_mac(host, mac, MAC_LEN), 0);
	}
	for (uint32_t i = 0; i < N; i++) {
		uint32_t k = i * 2654435761u;
		uint8_t mac[MAC_LEN] = { 2, 0, (uint8_t)(k >> 24),
			(uint8_t)(k >> 16), (uint8_t)(k >> 8), (uint8_t)k };

		snprintf(name, sizeof(name), "h%u", i);
		ck_assert_str_eq(hosts_find(hosts, mac, MAC_LEN)->name, name);
		ck_assert_str_eq(hosts_find_address(hosts, i + 1)->name, name);
	}
}
END_TEST

START_TEST(knows_the_keys_of_a_host)
{
	ck_assert(hosts_is_key("mac"));
	ck_assert(hosts_is_key("var.disk"));
	ck_assert(hosts_is_key("option.42"));
	ck_assert(hosts_is_key("filename.x64-uefi"));
	ck_assert(!hosts_is_key("variable"));
	ck_assert(!hosts_is_key("va"));
	ck_assert(!hosts_is_key(""));
	ck_assert(!hosts_is_key(".disk"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hosts");
	TCase *tests = tcase_create("hosts");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, finds_by_mac_and_address);
	tcase_add_test(tests, keeps_keys_as_they_are_written);
	tcase_add_test(tests, tells_of_a_bad_mac);
	tcase_add_test(tests, drops_what_came_from_a_file);
	tcase_add_test(tests, finds_among_many);
	tcase_add_test(tests, knows_the_keys_of_a_host);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* SPDX-License-Identifier: ISC */
#include "common/address.h"

#include <arpa/inet.h>
#include <check.h>
#include <stdlib.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

START_TEST(addresses)
{
	static const struct {
		const char *text;
		bool is_good;
		uint32_t address;
	} rows[] = {
		{ "0.0.0.0", true, 0 },
		{ "192.168.10.1", true, 0xc0a80a01 },
		{ "255.255.255.255", true, 0xffffffff },
		{ "", false, 0 },
		{ "1.2.3", false, 0 },
		{ "1.2.3.4.5", false, 0 },
		{ "1.2.3.256", false, 0 },
		{ "1.2.3.", false, 0 },
		{ "1.2.3.04", false, 0 }, /* octal to some, decimal to others */
		{ "0x7f.0.0.1", false, 0 },
		{ " 1.2.3.4", false, 0 },
		{ "1.2.3.4 ", false, 0 },
		{ "::1", false, 0 },
		{ "host", false, 0 },
	};

	for (size_t i = 0; i < N(rows); i++) {
		uint32_t address = 4711;
		char out[ADDRESS_TEXT_MAX];

		ck_assert_msg(
		    address_parse(rows[i].text, &address) == rows[i].is_good &&
			address == (rows[i].is_good ? rows[i].address : 4711),
		    "'%s'", rows[i].text);
		if (rows[i].is_good)
			ck_assert_str_eq(
			    address_text(out, address), rows[i].text);
	}
}
END_TEST

START_TEST(prefixes)
{
	static const struct {
		const char *text;
		int len; /* -1: refused */
		uint32_t network;
	} rows[] = {
		{ "192.168.10.0/24", 24, 0xc0a80a00 },
		{ "0.0.0.0/0", 0, 0 },
		{ "10.0.0.1/32", 32, 0x0a000001 },
		{ "10.0.0.0/31", 31, 0x0a000000 },
		{ "128.0.0.0/1", 1, 0x80000000 },
		{ "10.0.0.1/31", -1, 0 },
		{ "192.168.10.1/24", -1, 0 },
		{ "1.0.0.0/0", -1, 0 },
		{ "10.0.0.0/33", -1, 0 },
		{ "10.0.0.0/-1", -1, 0 },
		{ "10.0.0.0/", -1, 0 },
		{ "10.0.0.0", -1, 0 },
		{ "/24", -1, 0 },
		{ "10.0.0.0/24/24", -1, 0 },
		{ "10.0.0.0/255.0.0.0", -1, 0 },
		{ "10.0.0.0 /24", -1, 0 },
		{ "0000000000000000000000000000000000000000000000.0/0", -1, 0 },
	};

	for (size_t i = 0; i < N(rows); i++) {
		struct prefix prefix = { 4711, 99 };
		bool is_good = prefix_parse(rows[i].text, &prefix);

		ck_assert_msg(is_good == (rows[i].len >= 0) &&
			prefix.network == (is_good ? rows[i].network : 4711) &&
			prefix.len == (is_good ? rows[i].len : 99),
		    "'%s'", rows[i].text);
		if (is_good) {
			char text[PREFIX_TEXT_MAX];

			ck_assert_str_eq(
			    prefix_text(text, &prefix), rows[i].text);
		}
	}
}
END_TEST

START_TEST(networks_around)
{
	struct prefix prefix;

	ck_assert(prefix_parse_around("192.168.10.5/24", &prefix));
	ck_assert_uint_eq(prefix.network, 0xc0a80a00);
	ck_assert_uint_eq(prefix.len, 24);
	ck_assert(prefix_parse_around("192.168.10.0/24", &prefix));
	ck_assert_uint_eq(prefix.network, 0xc0a80a00);
	ck_assert(!prefix_parse_around("192.168.10.5/33", &prefix));
	ck_assert(!prefix_parse_around("192.168.10.5", &prefix));
}
END_TEST

START_TEST(masks)
{
	const struct prefix all = { 0, 0 }, one = { 0x0a000001, 32 },
			    net = { 0x0a000000, 24 };

	ck_assert_uint_eq(prefix_mask(0), 0);
	ck_assert_uint_eq(prefix_mask(1), 0x80000000);
	ck_assert_uint_eq(prefix_mask(24), 0xffffff00);
	ck_assert_uint_eq(prefix_mask(32), 0xffffffff);
	ck_assert(prefix_has(&all, 0) && prefix_has(&all, 0xffffffff));
	ck_assert(prefix_has(&one, 0x0a000001));
	ck_assert(!prefix_has(&one, 0x0a000000));
	ck_assert(!prefix_has(&one, 0x0a000002));
	ck_assert(prefix_has(&net, 0x0a000000));
	ck_assert(prefix_has(&net, 0x0a0000ff));
	ck_assert(!prefix_has(&net, 0x0a000100));
	ck_assert(!prefix_has(&net, 0x09ffffff));
}
END_TEST

START_TEST(macs)
{
	static const char *const bad[] = { "", "52:54:00:12:34",
		"52:54:00:12:34:56:78", "52:54:00:12:34:5", "525400123456",
		"52:54:00:12:34:5g", "52:54:00:12:34:56 ", "5254:00:12:3456",
		"52:54:00:12:34567", "5254001234567890a", "52:54:00:12:3:456" };
	const uint8_t want[MAC_LEN] = { 0x52, 0x54, 0x00, 0x12, 0xab, 0xcd };
	uint8_t mac[MAC_LEN];
	char out[MAC_TEXT_MAX];

	ck_assert(mac_parse("52:54:00:12:AB:cd", mac));
	ck_assert_mem_eq(mac, want, MAC_LEN);
	memset(mac, 0, MAC_LEN);
	ck_assert(mac_parse("52-54-00-12-ab-cd", mac));
	ck_assert_mem_eq(mac, want, MAC_LEN);
	ck_assert_str_eq(mac_text(out, mac), "52:54:00:12:ab:cd");
	for (size_t i = 0; i < N(bad); i++) {
		ck_assert_msg(!mac_parse(bad[i], mac), "'%s'", bad[i]);
		ck_assert_mem_eq(mac, want, MAC_LEN);
	}
}
END_TEST

START_TEST(endpoints)
{
	static const struct {
		const char *text;
		const char *want; /* NULL: refused */
	} rows[] = {
		{ "80", "0.0.0.0:80" },
		{ "1", "0.0.0.0:1" },
		{ "65535", "0.0.0.0:65535" },
		{ "10.0.0.1", "10.0.0.1:69" },
		{ "10.0.0.1:80", "10.0.0.1:80" },
		{ "::1", "[::1]:69" },
		{ "[::1]", "[::1]:69" },
		{ "[::1]:80", "[::1]:80" },
		{ "[::]:80", "[::]:80" },
		{ "2001:db8::1", "[2001:db8::1]:69" },
		{ "[::ffff:10.0.0.1]:80", "10.0.0.1:80" },
		{ "[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]:65535",
		    "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535" },
		{ "", NULL },
		{ "0", NULL },
		{ "65536", NULL },
		{ "host", NULL },
		{ "10.0.0.1:", NULL },
		{ "10.0.0.1:0", NULL },
		{ "10.0.0.1:65536", NULL },
		{ "10.0.0.1:80:90", NULL },
		{ ":80", NULL },
		{ "[10.0.0.1]:80", NULL },
		{ "[]", NULL },
		{ "[::1", NULL },
		{ "[::1]80", NULL },
		{ "[::1]:", NULL },
		{ "[::1]:0", NULL },
		{ "[::1]:80]", NULL },
		{ "::1]", NULL },
		{ "[::1%eth0]:80", NULL },
		{ "1111111111.2222222222.3333333333.4444444444.5", NULL },
		{ "[0000000000000000000000000000000000000000000000::1]", NULL },
	};

	for (size_t i = 0; i < N(rows); i++) {
		union endpoint endpoint = endpoint_ipv4(4711, 4711);
		char out[ENDPOINT_TEXT_MAX];
		bool is_good = endpoint_parse(rows[i].text, 69, &endpoint);
		const char *want =
		    rows[i].want ? rows[i].want : "0.0.18.103:4711";

		endpoint_text(out, &endpoint);
		ck_assert_msg(
		    is_good == (rows[i].want != NULL) && strcmp(out, want) == 0,
		    "'%s': '%s'", rows[i].text, out);
	}
}
END_TEST

static union endpoint
parsed(const char *text)
{
	union endpoint endpoint;

	ck_assert_msg(endpoint_parse(text, 1, &endpoint), "'%s'", text);
	return endpoint;
}

START_TEST(texts)
{
	union endpoint ipv6 = parsed("[2001:db8::1]:80");
	union endpoint none;
	char out[ADDRESS_TEXT_MAX], longest[ENDPOINT_TEXT_MAX];

	ck_assert_str_eq(endpoint_address_text(out, &ipv6), "2001:db8::1");
	ipv6 = parsed("[::ffff:10.0.0.1]:80");
	ck_assert_str_eq(endpoint_address_text(out, &ipv6), "10.0.0.1");
	memset(&none, 0, sizeof(none));
	ck_assert_str_eq(endpoint_address_text(out, &none), "-");
	ck_assert_str_eq(endpoint_text(longest, &none), "-:0");
}
END_TEST

START_TEST(ports_and_lengths)
{
	union endpoint ipv4 = endpoint_ipv4(0x0a000001, 80);
	union endpoint ipv6 = parsed("[::1]:80");

	ck_assert_uint_eq(endpoint_port(&ipv4), 80);
	ck_assert_uint_eq(endpoint_port(&ipv6), 80);
	ck_assert_uint_eq(endpoint_len(&ipv4), sizeof(struct sockaddr_in));
	ck_assert_uint_eq(endpoint_len(&ipv6), sizeof(struct sockaddr_in6));
	endpoint_set_port(&ipv4, 65535);
	endpoint_set_port(&ipv6, 0);
	ck_assert_uint_eq(endpoint_port(&ipv4), 65535);
	ck_assert_uint_eq(endpoint_port(&ipv6), 0);
	ck_assert_uint_eq(ipv4.ipv4.sin_addr.s_addr, htonl(0x0a000001));
	ck_assert_int_eq(ipv4.ipv4.sin_family, AF_INET);
}
END_TEST

START_TEST(comparisons)
{
	static const struct {
		const char *a;
		const char *b;
		bool is_same_host;
		bool is_equal;
	} rows[] = {
		{ "10.0.0.1:80", "10.0.0.1:80", true, true },
		{ "10.0.0.1:80", "10.0.0.1:81", true, false },
		{ "10.0.0.1:80", "10.0.0.2:80", false, false },
		{ "[::1]:80", "[::1]:80", true, true },
		{ "[::1]:80", "[::1]:81", true, false },
		{ "[::1]:80", "[::2]:80", false, false },
		{ "[::ffff:10.0.0.1]:80", "10.0.0.1:80", true, true },
		{ "[::ffff:10.0.0.1]:80", "[::ffff:10.0.0.1]:81", true, false },
		{ "[::10.0.0.1]:80", "10.0.0.1:80", false, false },
		{ "[::1]:80", "0.0.0.1:80", false, false },
	};

	for (size_t i = 0; i < N(rows); i++) {
		union endpoint a = parsed(rows[i].a), b = parsed(rows[i].b);

		ck_assert_msg(
		    endpoint_is_same_host(&a, &b) == rows[i].is_same_host &&
			endpoint_is_same_host(&b, &a) == rows[i].is_same_host &&
			endpoint_is_equal(&a, &b) == rows[i].is_equal &&
			endpoint_is_equal(&b, &a) == rows[i].is_equal,
		    "%s %s", rows[i].a, rows[i].b);
	}
}
END_TEST

START_TEST(a_link_local_host_is_one_by_its_interface)
{
	union endpoint a = parsed("[fe80::1]:80"), b = a;

	ck_assert(endpoint_is_equal(&a, &b));
	b.ipv6.sin6_scope_id = 2;
	ck_assert(!endpoint_is_same_host(&a, &b));
}
END_TEST

START_TEST(unmaps)
{
	union endpoint mapped = parsed("[::ffff:10.0.0.1]:80");
	union endpoint ipv4 = endpoint_unmap(&mapped);
	union endpoint ipv6 = parsed("[::1]:80");

	ck_assert_int_eq(ipv4.any.sa_family, AF_INET);
	ck_assert_uint_eq(ntohl(ipv4.ipv4.sin_addr.s_addr), 0x0a000001);
	ck_assert_uint_eq(endpoint_port(&ipv4), 80);
	ipv4 = endpoint_unmap(&ipv4);
	ck_assert_int_eq(ipv4.any.sa_family, AF_INET);
	ipv6 = endpoint_unmap(&ipv6);
	ck_assert_int_eq(ipv6.any.sa_family, AF_INET6);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("address");
	TCase *tcase = tcase_create("address");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, addresses);
	tcase_add_test(tcase, prefixes);
	tcase_add_test(tcase, networks_around);
	tcase_add_test(tcase, masks);
	tcase_add_test(tcase, macs);
	tcase_add_test(tcase, endpoints);
	tcase_add_test(tcase, texts);
	tcase_add_test(tcase, ports_and_lengths);
	tcase_add_test(tcase, comparisons);
	tcase_add_test(tcase, a_link_local_host_is_one_by_its_interface);
	tcase_add_test(tcase, unmaps);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

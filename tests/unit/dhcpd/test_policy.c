/* SPDX-License-Identifier: ISC */
#include "dhcpd/policy.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

#define BIT(class) ((uint64_t)1 << (class))

static void
set(struct policy_values *values, uint16_t key, enum arch_class class,
    const char *text)
{
	ck_assert_int_eq(
	    policy_values_set(values, key, class, text, strlen(text)), 0);
}

START_TEST(values)
{
	struct policy_values section = { 0 };
	const struct policy_value *value;

	set(&section, 15, CLASS_ANY, "any");
	set(&section, 3, CLASS_IPXE, "ipxe");
	set(&section, 15, CLASS_BIOS, "");
	ck_assert_int_eq(
	    policy_values_set(&section, 15, CLASS_ANY, "again", 5), 1);
	value = policy_values_find(&section, 15, CLASS_ANY);
	ck_assert_str_eq((const char *)value->bytes, "any");
	ck_assert_uint_eq(value->len, 3);
	ck_assert_uint_eq(policy_values_find(&section, 15, CLASS_BIOS)->len, 0);
	ck_assert_ptr_null(policy_values_find(&section, 15, CLASS_IPXE));
	ck_assert_ptr_null(policy_values_find(&section, 4, CLASS_ANY));
	policy_values_free(&section);
	ck_assert_ptr_null(policy_values_find(&section, 15, CLASS_ANY));
}
END_TEST

/* The class decides first, the section second. */
START_TEST(precedence)
{
	static const struct {
		const char *host, *host_uefi, *subnet, *subnet_x64, *defaults;
		const char *want;
	} rows[] = {
		{ "h", NULL, "s", NULL, "d", "h" },
		{ NULL, NULL, "s", NULL, "d", "s" },
		{ NULL, NULL, NULL, NULL, "d", "d" },
		{ NULL, NULL, NULL, NULL, NULL, NULL },
		{ "h", NULL, "s", "s64", "d", "s64" },
		{ "h", "hu", "s", "s64", "d", "s64" },
		{ "h", "hu", "s", NULL, "d", "hu" },
		{ "", NULL, "s", NULL, "d", "" },
		{ "h", NULL, "s", "", "d", "" },
	};
	struct policy_values host = { 0 }, subnet = { 0 }, defaults = { 0 };
	struct policy_scopes scopes = { .host = &host,
		.subnet = &subnet,
		.defaults = &defaults,
		.classes =
		    BIT(CLASS_X64_UEFI) | BIT(CLASS_UEFI) | BIT(CLASS_ANY) };
	const struct policy_value *value;

	if (rows[_i].host)
		set(&host, 15, CLASS_ANY, rows[_i].host);
	if (rows[_i].host_uefi)
		set(&host, 15, CLASS_UEFI, rows[_i].host_uefi);
	if (rows[_i].subnet)
		set(&subnet, 15, CLASS_ANY, rows[_i].subnet);
	if (rows[_i].subnet_x64)
		set(&subnet, 15, CLASS_X64_UEFI, rows[_i].subnet_x64);
	if (rows[_i].defaults)
		set(&defaults, 15, CLASS_ANY, rows[_i].defaults);
	/* For classes that the client is not in. */
	set(&host, 15, CLASS_BIOS, "bios");
	set(&defaults, 15, CLASS_IPXE, "ipxe");
	value = policy_find(&scopes, 15);
	if (rows[_i].want)
		ck_assert_str_eq((const char *)value->bytes, rows[_i].want);
	else
		ck_assert_ptr_null(value);
	scopes.classes = BIT(CLASS_ANY);
	ck_assert_ptr_null(policy_find_class(&scopes, 15));
	policy_values_free(&host);
	policy_values_free(&subnet);
	policy_values_free(&defaults);
}
END_TEST

START_TEST(a_stranger_has_no_host)
{
	struct policy_values subnet = { 0 }, defaults = { 0 };
	const struct policy_scopes scopes = { .subnet = &subnet,
		.defaults = &defaults,
		.classes = BIT(CLASS_ANY) };

	set(&defaults, 15, CLASS_ANY, "d");
	ck_assert_str_eq((const char *)policy_find(&scopes, 15)->bytes, "d");
	policy_values_free(&defaults);
}
END_TEST

/* A host's own value comes before its group's, that before the subnet's. */
START_TEST(a_group_stands_behind_its_host)
{
	struct policy_values host = { 0 }, group = { 0 }, subnet = { 0 },
			     defaults = { 0 };
	const struct policy_scopes scopes = { .host = &host,
		.group = &group,
		.subnet = &subnet,
		.defaults = &defaults,
		.classes = BIT(CLASS_ANY) };

	set(&defaults, 15, CLASS_ANY, "d");
	set(&subnet, 15, CLASS_ANY, "s");
	ck_assert_ptr_null(policy_find_own(&scopes, 15));
	set(&group, 15, CLASS_ANY, "g");
	ck_assert_str_eq((const char *)policy_find(&scopes, 15)->bytes, "g");
	ck_assert_str_eq(
	    (const char *)policy_find_own(&scopes, 15)->bytes, "g");
	set(&host, 15, CLASS_ANY, "h");
	ck_assert_str_eq((const char *)policy_find(&scopes, 15)->bytes, "h");
	ck_assert_str_eq(
	    (const char *)policy_find_own(&scopes, 15)->bytes, "h");
	policy_values_free(&host);
	policy_values_free(&group);
	policy_values_free(&subnet);
	policy_values_free(&defaults);
}
END_TEST

START_TEST(hosts_are_linked_to_groups)
{
	char web[] = "web", wbe[] = "wbe";
	struct policy_group group = { .name = web };
	const struct policy policy = { .groups = &group, .n_groups = 1 };
	struct policy_host host = { .group = &group };

	ck_assert(policy_link_host(&policy, &host));
	ck_assert_ptr_null(host.group);
	host.group_name = web;
	ck_assert(policy_link_host(&policy, &host));
	ck_assert_ptr_eq(host.group, &group);
	host.group_name = wbe;
	ck_assert(!policy_link_host(&policy, &host));
	ck_assert_ptr_null(host.group);
}
END_TEST

START_TEST(unknown_clients)
{
	static const struct row {
		bool deny;
		enum policy_unknown unknown;
		bool want;
	} rows[] = {
		{ false, POLICY_UNKNOWN_DEFAULT, true },
		{ true, POLICY_UNKNOWN_DEFAULT, false },
		{ true, POLICY_UNKNOWN_ALLOW, true },
		{ false, POLICY_UNKNOWN_DENY, false },
	};

	for (int i = 0; i < ROWS(rows); i++) {
		const struct policy policy = { .deny_unknown = rows[i].deny };
		const struct policy_subnet subnet = { .unknown =
							  rows[i].unknown };

		ck_assert_msg(
		    policy_may_serve_unknown(&policy, &subnet) == rows[i].want,
		    "row %d", i);
	}
}
END_TEST

START_TEST(has_subnet)
{
	struct policy_subnet subnet = { .prefix = { 0x0a000000, 24 } };
	const struct policy policy = { .subnets = &subnet, .n_subnets = 1 };

	ck_assert(policy_has_subnet(&policy, &subnet.prefix));
	ck_assert(
	    !policy_has_subnet(&policy, &(struct prefix){ 0x0a000000, 25 }));
	ck_assert(
	    !policy_has_subnet(&policy, &(struct prefix){ 0x0a000000, 23 }));
	ck_assert(
	    !policy_has_subnet(&policy, &(struct prefix){ 0x0a000100, 24 }));
}
END_TEST

START_TEST(numbers)
{
	uint8_t bytes[] = { 0, 0, 1, 2, 3 };
	struct policy_value value = { .len = 4, .bytes = bytes };

	ck_assert_uint_eq(policy_number(&value, 9), 0x0102);
	value.len = 3;
	ck_assert_uint_eq(policy_number(&value, 9), 9);
	ck_assert_uint_eq(policy_number(NULL, 9), 9);
}
END_TEST

START_TEST(subnets)
{
	struct policy policy = { 0 };
	struct lease_pool pools[3];

	policy.subnets = calloc(3, sizeof(*policy.subnets));
	policy.n_subnets = 3;
	policy.subnets[0] =
	    (struct policy_subnet){ .prefix = { 0xc0a80b00, 24 },
		    .n_ranges = 1,
		    .ranges = { { 0xc0a80b05, 0xc0a80b06 } } };
	policy.subnets[1] = (struct policy_subnet){ .prefix = { 0x0a000000, 8 },
		.n_ranges = 2,
		.ranges = { { 0x0a000009, 0x0a00000a }, { 0x0a000001, 2 } } };
	policy.subnets[2] =
	    (struct policy_subnet){ .prefix = { 0xc0a80a00, 24 } };
	policy_sort(&policy);
	ck_assert_uint_eq(policy_count_pools(&policy), 3);
	policy_pools(&policy, pools);
	ck_assert_uint_eq(pools[1].first, 0x0a000001);
	ck_assert_uint_eq(pools[2].first, 0xc0a80b05);
	ck_assert_uint_eq(
	    policy_find_subnet(&policy, 0xc0a80b00)->first_pool, 2);
	ck_assert_uint_eq(
	    policy_find_subnet(&policy, 0xc0a80aff)->prefix.network,
	    0xc0a80a00);
	ck_assert_uint_eq(
	    policy_find_subnet(&policy, 0x0affffff)->first_pool, 0);
	ck_assert_ptr_null(policy_find_subnet(&policy, 0x0b000000));
	ck_assert_ptr_null(policy_find_subnet(&policy, 0xc0a80c00));
	ck_assert_ptr_null(policy_find_subnet(&policy, 0));
	policy_free(&policy);
}
END_TEST

TEST_MAIN("policy", tcase_add_test(tests, values);
	  tcase_add_loop_test(tests, precedence, 0, 9);
	  tcase_add_test(tests, a_stranger_has_no_host);
	  tcase_add_test(tests, a_group_stands_behind_its_host);
	  tcase_add_test(tests, hosts_are_linked_to_groups);
	  tcase_add_test(tests, unknown_clients);
	  tcase_add_test(tests, has_subnet); tcase_add_test(tests, numbers);
	  tcase_add_test(tests, subnets);)

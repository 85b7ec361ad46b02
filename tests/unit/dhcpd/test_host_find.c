/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_find.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

START_TEST(hosts)
{
	static const struct policy_match matches[] = {
		{ .kind = POLICY_MATCH_UUID,
		    .len = 2,
		    .bytes = "uu",
		    .host = 1 },
		{ .kind = POLICY_MATCH_MAC,
		    .len = 3,
		    .bytes = { 0x52, 0x54, 0 },
		    .host = 2 },
		{ .kind = POLICY_MATCH_MAC,
		    .len = 6,
		    .bytes = { 0x52, 0x54, 0, 0, 0, 1 },
		    .host = 0 },
		{ .kind = POLICY_MATCH_MAC,
		    .len = 4,
		    .bytes = { 0x52, 0x54, 0, 9 },
		    .host = 3 },
		{ .kind = POLICY_MATCH_CLIENT_ID,
		    .len = 2,
		    .bytes = "id",
		    .host = 4 },
	};
	struct policy policy = { .n_hosts = 5,
		.hosts = calloc(5, sizeof(*policy.hosts)),
		.n_matches = 5,
		.matches = malloc(sizeof(matches)) };
	struct dhcp_client client = { .has_mac = true,
		.mac = { 0x52, 0x54, 0, 0, 0, 1 } };

	memcpy(policy.matches, matches, sizeof(matches));
	policy_sort(&policy);
	ck_assert_ptr_eq(host_find(&policy, &client), policy.hosts);
	client.mac[5] = 2; /* by prefix */
	ck_assert_ptr_eq(host_find(&policy, &client), &policy.hosts[2]);
	client.mac[3] = 9; /* by a longer one */
	ck_assert_ptr_eq(host_find(&policy, &client), &policy.hosts[3]);
	client.uuid = (const uint8_t *)"uu";
	client.uuid_len = 2;
	ck_assert_ptr_eq(host_find(&policy, &client), &policy.hosts[1]);
	client.client_id = (const uint8_t *)"id";
	client.client_id_len = 2;
	ck_assert_ptr_eq(host_find(&policy, &client), &policy.hosts[4]);
	client = (struct dhcp_client){ .has_mac = true, .mac = { 2 } };
	ck_assert_ptr_null(host_find(&policy, &client));
	client.has_mac = false;
	ck_assert_ptr_null(host_find(&policy, &client));
	policy_free(&policy);
}
END_TEST

TEST_MAIN("host_find", tcase_add_test(tests, hosts);)

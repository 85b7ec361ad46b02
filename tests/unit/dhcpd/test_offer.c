/* SPDX-License-Identifier: ISC */
#include "dhcpd/offer.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcpd/boot_client.h"

static const struct {
	uint32_t usual, least, most; /* 0: not configured */
	uint32_t asked;		     /* 0: not asked */
	uint32_t want;
} times[] = {
	{ 0, 0, 0, 0, POLICY_LEASE_S },
	{ 3600, 0, 0, 0, 3600 },
	{ 3600, 0, 0, 7200, 3600 },
	{ 3600, 0, 0, 600, 600 },
	{ 3600, 0, 0, 5, POLICY_MIN_LEASE_S },
	{ 10, 0, 0, 5, 10 },
	{ 3600, 0, 86400, 7200, 7200 },
	{ 3600, 0, 86400, UINT32_MAX, 86400 },
	{ 3600, 1800, 0, 600, 1800 },
	{ 3600, 1800, 7200, 0, 3600 },
};

START_TEST(lease_times)
{
	struct world *world = world_new();
	struct policy_values *values = &world->policy.subnets[0].values;

	if (times[_i].usual)
		world_set_u32(values, POLICY_LEASE_TIME, times[_i].usual);
	else
		world_set_u32(values, POLICY_LEASE_TIME, POLICY_LEASE_S);
	if (times[_i].least)
		world_set_u32(values, POLICY_MIN_LEASE_TIME, times[_i].least);
	if (times[_i].most)
		world_set_u32(values, POLICY_MAX_LEASE_TIME, times[_i].most);
	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 1);
	if (times[_i].asked)
		message_option_u32(
		    &world->message, DHCP_OPTION_LEASE_TIME, times[_i].asked);
	ck_assert_int_eq(world_send(world), ENGINE_OFFERED);
	ck_assert_msg(
	    reply_u32(world, DHCP_OPTION_LEASE_TIME) == times[_i].want,
	    "row %d: %u", _i, reply_u32(world, DHCP_OPTION_LEASE_TIME));
	world_free(world);
}
END_TEST

START_TEST(next_server)
{
	struct world *world = world_new();

	world_set_u32(
	    &world->policy.subnets[0].values, POLICY_NEXT_SERVER, NET + 9);
	world_start(world);
	message_of(&world->message, BIOS);
	world_send(world);
	ck_assert_uint_eq(world->reply.siaddr, NET + 9);
	reply_option_is(world, 66, OCTETS("192.168.10.9\0"));
	world_free(world);
}
END_TEST

TEST_MAIN("offer", tcase_add_loop_test(tests, lease_times, 0, ROWS(times));
	  tcase_add_test(tests, next_server);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/spread.h"

#include <check.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

enum {
	SERVERS = 5,
	MACHINES = 20000,
};

/* SERVERS addresses, 192.168.10.1 and on, without the one at @without, begun
 * at @first. Return: octets. */
static size_t
list(uint8_t *out, size_t first, size_t without)
{
	size_t len = 0;

	for (size_t i = 0; i < SERVERS; i++) {
		size_t server = (first + i) % SERVERS;

		if (server == without)
			continue;
		memcpy(out + len, "\xc0\xa8\x0a", 3);
		out[len + 3] = (uint8_t)(server + 1);
		len += 4;
	}
	return len;
}

/* Of 0..SERVERS - 1, for machine 52:54:00:00:HI:LO. */
static size_t
choose(const uint8_t *servers, size_t len, unsigned machine)
{
	const uint8_t mac[] = { 0x52, 0x54, 0, 0, (uint8_t)(machine >> 8),
		(uint8_t)machine };
	uint32_t address = spread_choose(servers, len, mac, sizeof(mac));

	ck_assert_uint_eq(address & 0xffffff00, 0xc0a80a00);
	return (address & 0xff) - 1;
}

START_TEST(even_shares)
{
	uint8_t servers[4 * SERVERS];
	size_t len = list(servers, 0, SERVERS), n[SERVERS] = { 0 };

	for (unsigned machine = 0; machine < MACHINES; machine++)
		n[choose(servers, len, machine)]++;
	for (size_t i = 0; i < SERVERS; i++)
		ck_assert_msg(n[i] > MACHINES / SERVERS * 9 / 10 &&
			n[i] < MACHINES / SERVERS * 11 / 10,
		    "server %zu has %zu of %d", i, n[i], MACHINES);
}
END_TEST

START_TEST(order_does_not_matter)
{
	uint8_t servers[4 * SERVERS], turned[4 * SERVERS];
	size_t len = list(servers, 0, SERVERS);

	for (size_t first = 1; first < SERVERS; first++) {
		list(turned, first, SERVERS);
		for (unsigned machine = 0; machine < 1000; machine++)
			ck_assert_uint_eq(choose(servers, len, machine),
			    choose(turned, len, machine));
	}
}
END_TEST

/* Whichever server goes: the others' machines stay, its own go to all. */
START_TEST(one_taken_away)
{
	uint8_t all[4 * SERVERS], rest[4 * SERVERS];
	size_t len = list(all, 0, SERVERS), gone = (size_t)_i;
	size_t rest_len = list(rest, 0, gone), n[SERVERS] = { 0 };

	ck_assert_uint_eq(rest_len, len - 4);
	for (unsigned machine = 0; machine < MACHINES; machine++) {
		size_t before = choose(all, len, machine);
		size_t after = choose(rest, rest_len, machine);

		if (before == gone)
			n[after]++;
		else
			ck_assert_uint_eq(before, after);
	}
	for (size_t i = 0; i < SERVERS; i++)
		ck_assert_msg(
		    (i == gone) == (n[i] == 0), "server %zu: %zu", i, n[i]);
}
END_TEST

START_TEST(few)
{
	const uint8_t one[] = { 192, 168, 10, 1, 7 };

	ck_assert_uint_eq(spread_choose(one, 0, one, 1), 0);
	ck_assert_uint_eq(spread_choose(one, 4, one, 1), 0xc0a80a01);
	/* Half an address is none. */
	ck_assert_uint_eq(spread_choose(one, 5, one, 0), 0xc0a80a01);
}
END_TEST

TEST_MAIN("spread", tcase_add_test(tests, even_shares);
	  tcase_add_test(tests, order_does_not_matter);
	  tcase_add_loop_test(tests, one_taken_away, 0, SERVERS);
	  tcase_add_test(tests, few);)

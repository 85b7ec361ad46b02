/* SPDX-License-Identifier: ISC */
#include "dhcpd/origin.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

enum {
	RELAY = 0x0a010001,
	MANY = 5000,
};

static uint32_t
count(const struct origins *origins, uint32_t relay, uint64_t port)
{
	return origins_count(origins, &(struct origin){ relay, port });
}

static uint32_t
join(struct origins *origins, uint32_t relay, uint64_t port)
{
	return origins_join(origins, &(struct origin){ relay, port });
}

START_TEST(ports_and_their_relay)
{
	struct origins origins = { 0 };
	uint32_t one, two, bare, wire;

	ck_assert_uint_eq(count(&origins, RELAY, 1), 0);
	ck_assert_uint_eq(join(&origins, 0, 0), ORIGIN_NOWHERE);
	one = join(&origins, RELAY, 1);
	ck_assert_uint_eq(join(&origins, RELAY, 1), one);
	two = join(&origins, RELAY, 2);
	bare = join(&origins, RELAY, 0); /* without option 82 */
	wire = join(&origins, 0, 1);	 /* by a switch that snoops */
	ck_assert_uint_eq(count(&origins, RELAY, 1), 2);
	ck_assert_uint_eq(count(&origins, RELAY, 2), 1);
	ck_assert_uint_eq(count(&origins, RELAY, 0), 4);
	ck_assert_uint_eq(count(&origins, 0, 1), 1);
	ck_assert_uint_eq(count(&origins, 0, 0), 0);
	ck_assert_uint_eq(origins_get(&origins, two).relay, RELAY);
	ck_assert_uint_eq(origins_get(&origins, two).port, 2);
	origins_leave(&origins, one);
	origins_leave(&origins, bare);
	origins_leave(&origins, ORIGIN_NOWHERE);
	ck_assert_uint_eq(count(&origins, RELAY, 1), 1);
	ck_assert_uint_eq(count(&origins, RELAY, 0), 2);
	origins_leave(&origins, one);
	origins_leave(&origins, two);
	origins_leave(&origins, wire);
	ck_assert_uint_eq(count(&origins, RELAY, 1), 0);
	ck_assert_uint_eq(count(&origins, RELAY, 0), 0);
	origins_close(&origins);
}
END_TEST

/* Who comes and goes leaves nothing behind: memory is bounded by those there
 * at one time. */
START_TEST(many)
{
	static uint32_t numbers[MANY];
	struct origins origins = { 0 };
	uint32_t size = 0;

	for (unsigned round = 0; round < 3; round++) {
		for (uint32_t i = 0; i < MANY; i++)
			numbers[i] = join(&origins, RELAY + i % 7, i + 1);
		for (uint32_t i = 0; i < MANY; i++)
			ck_assert_uint_eq(
			    count(&origins, RELAY + i % 7, i + 1), 1);
		ck_assert_uint_eq(count(&origins, RELAY, 0), (MANY + 6) / 7);
		for (uint32_t i = 0; i < MANY; i++)
			origins_leave(&origins, numbers[i]);
		ck_assert_uint_eq(count(&origins, RELAY, 0), 0);
		ck_assert(round == 0 || origins.size == size);
		size = origins.size;
	}
	origins_close(&origins);
}
END_TEST

TEST_MAIN("origin", tcase_add_test(tests, ports_and_their_relay);
	  tcase_add_test(tests, many);)

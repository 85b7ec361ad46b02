/* SPDX-License-Identifier: ISC */
#include "dhcpd/pool.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

START_TEST(ranges)
{
	static const struct {
		struct lease_pool range;
		int result;
	} rows[] = {
		{ { 10, 10 }, 0 },
		{ { 10, 9 }, -EINVAL },
		{ { 0, LEASE_POOL_MAX - 1 }, 0 },
		{ { 0, LEASE_POOL_MAX }, -EINVAL },
		{ { UINT32_MAX, UINT32_MAX }, 0 },
		{ { 0, UINT32_MAX }, -EINVAL },
	};
	struct pool_set set = { 0 };

	ck_assert_int_eq(pool_set_open(&set, &rows[_i].range, 1, NULL, 0, 0),
	    rows[_i].result);
	if (rows[_i].result == 0)
		ck_assert(pool_set_is_unused(&set, rows[_i].range.last));
	pool_set_close(&set);
}
END_TEST

START_TEST(who_lies_where)
{
	const struct lease_pool pools[] = { { 100, 109 }, { 10, 19 } };
	const uint32_t reserved[] = { 15, 50, 109 };
	struct pool_set set;

	ck_assert_int_eq(pool_set_open(&set, pools, 2, reserved, 3, 77), 0);
	ck_assert_uint_eq(pool_set_number(&set, 0)->range.first, 100);
	ck_assert_uint_eq(pool_set_number(&set, 1)->range.first, 10);
	ck_assert_ptr_eq(pool_set_find(&set, 10), pool_set_number(&set, 1));
	ck_assert_ptr_eq(pool_set_find(&set, 109), pool_set_number(&set, 0));
	for (uint32_t outside = 20; outside < 100; outside += 79)
		ck_assert_ptr_eq(
		    pool_set_find(&set, outside), &set.pools[set.n]);
	ck_assert_uint_eq(pool_set_find(&set, 0)->offers.first, 77);
	ck_assert(pool_set_has(&set, 10) && pool_set_has(&set, 19));
	ck_assert(!pool_set_has(&set, 15) && !pool_set_has(&set, 20));
	ck_assert(
	    !pool_set_is_unused(&set, 15) && !pool_set_is_unused(&set, 50));
	pool_set_close(&set);
}
END_TEST

START_TEST(marks)
{
	const struct lease_pool pool = { 10, 19 };
	const uint32_t reserved = 15;
	struct pool_set set;

	ck_assert_int_eq(pool_set_open(&set, &pool, 1, &reserved, 1, 0), 0);
	ck_assert(pool_set_is_unused(&set, 10));
	pool_set_use(&set, 10);
	ck_assert(!pool_set_is_unused(&set, 10) && pool_set_has(&set, 10));
	/* Reserved and outside never are. */
	pool_set_use(&set, 15);
	pool_set_use(&set, 20);
	ck_assert(
	    !pool_set_is_unused(&set, 15) && !pool_set_is_unused(&set, 20));
	ck_assert(!pool_set_has(&set, 15) && !pool_set_has(&set, 20));
	pool_set_close(&set);
}
END_TEST

TEST_MAIN("pool", tcase_add_loop_test(tests, ranges, 0, 6);
	  tcase_add_test(tests, who_lies_where); tcase_add_test(tests, marks);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/exclude.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

enum {
	MANY = 4
};

/* Ranges and exclusions that end with one of {0, 0}, and what is left. */
static const struct row {
	const char *what;
	struct lease_pool ranges[MANY], out[MANY], left[MANY];
} rows[] = {
	{ "nothing", { { 10, 19 } }, { { 0, 0 } }, { { 10, 19 } } },
	{ "beside it", { { 10, 19 } }, { { 1, 9 }, { 20, 30 } },
	    { { 10, 19 } } },
	{ "its middle", { { 10, 19 } }, { { 14, 15 } },
	    { { 10, 13 }, { 16, 19 } } },
	{ "its ends", { { 10, 19 } }, { { 19, 25 }, { 5, 10 } },
	    { { 11, 18 } } },
	{ "all of it", { { 10, 19 } }, { { 10, 19 } }, { { 0, 0 } } },
	{ "more than it", { { 10, 19 } }, { { 1, 99 } }, { { 0, 0 } } },
	{ "overlapping", { { 10, 19 } }, { { 12, 14 }, { 11, 16 } },
	    { { 10, 10 }, { 17, 19 } } },
	{ "of two", { { 30, 39 }, { 10, 19 } }, { { 18, 31 } },
	    { { 10, 17 }, { 32, 39 } } },
	{ "one address", { { 10, 10 } }, { { 10, 10 } }, { { 0, 0 } } },
	{ "the last there is", { { UINT32_MAX - 1, UINT32_MAX } },
	    { { UINT32_MAX, UINT32_MAX } },
	    { { UINT32_MAX - 1, UINT32_MAX - 1 } } },
};

static size_t
copy(struct lease_pool *to, const struct lease_pool *from)
{
	size_t n = 0;

	for (; n < MANY && from[n].last != 0; n++)
		to[n] = from[n];
	return n;
}

START_TEST(what_is_left)
{
	const struct row *row = &rows[_i];
	struct policy_subnet subnet = { 0 };
	struct lease_pool left[MANY];
	size_t n = copy(left, row->left);

	subnet.n_ranges = copy(subnet.ranges, row->ranges);
	subnet.n_excludes = copy(subnet.excludes, row->out);
	exclude_apply(&subnet);
	ck_assert_msg(subnet.n_ranges == n, "%s: %zu ranges, not %zu",
	    row->what, subnet.n_ranges, n);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(subnet.ranges[i].first == left[i].first &&
			subnet.ranges[i].last == left[i].last,
		    "%s: range %zu is %u - %u", row->what, i,
		    subnet.ranges[i].first, subnet.ranges[i].last);
	ck_assert_uint_eq(subnet.n_excludes, 0);
}
END_TEST

/* As many of both as may be written. */
START_TEST(as_many_as_may_be)
{
	struct policy_subnet subnet = { .n_ranges = POLICY_RANGES_MAX,
		.n_excludes = POLICY_EXCLUDES_MAX };

	for (uint32_t i = 0; i < POLICY_RANGES_MAX; i++)
		subnet.ranges[i] = (struct lease_pool){ i * 100, i * 100 + 99 };
	for (uint32_t i = 0; i < POLICY_EXCLUDES_MAX; i++)
		subnet.excludes[i] =
		    (struct lease_pool){ i * 25 + 5, i * 25 + 5 };
	exclude_apply(&subnet);
	ck_assert_uint_eq(subnet.n_ranges, POLICY_POOLS_MAX);
}
END_TEST

TEST_MAIN("exclude", tcase_add_loop_test(tests, what_is_left, 0, ROWS(rows));
	  tcase_add_test(tests, as_many_as_may_be);)

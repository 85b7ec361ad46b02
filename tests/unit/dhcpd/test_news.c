/* SPDX-License-Identifier: ISC */
#include "dhcpd/news.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

static struct news news;
static uint32_t n;

static bool
is_due(uint32_t kind, uint64_t place, uint64_t now_ms)
{
	return news_is_due(&news, news_key(kind, place), now_ms, &n);
}

START_TEST(once_a_minute_for_each)
{
	news = (struct news){ 0 };
	ck_assert(is_due(1, 5, 1));
	ck_assert_uint_eq(n, 1);
	ck_assert(!is_due(1, 5, 2));
	ck_assert(!is_due(1, 5, NEWS_AGAIN_MS));
	ck_assert(is_due(2, 5, 3));
	ck_assert(is_due(1, 6, 3));
	ck_assert(is_due(1, 5, NEWS_AGAIN_MS + 1));
	ck_assert_uint_eq(n, 3);
	ck_assert(!is_due(1, 5, NEWS_AGAIN_MS + 2));
}
END_TEST

/* However many places are in trouble: so many lines a minute. */
START_TEST(a_flood)
{
	unsigned n_lines = 0;

	news = (struct news){ 0 };
	for (uint64_t place = 0; place < 100000; place++)
		n_lines += is_due(1, place, 1000);
	ck_assert_uint_eq(n_lines, NEWS_SLOTS);
	ck_assert(!is_due(1, 200000, 1000 + NEWS_AGAIN_MS - 1));
	ck_assert(is_due(1, 200000, 1000 + NEWS_AGAIN_MS));
	ck_assert_uint_eq(n, 1);
}
END_TEST

TEST_MAIN("news", tcase_add_test(tests, once_a_minute_for_each);
	  tcase_add_test(tests, a_flood);)

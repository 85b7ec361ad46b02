/* SPDX-License-Identifier: ISC */
#include "dhcpd/refusal.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

static struct refusal_table table;

static bool
is_news(uint16_t machine, uint64_t now_ms)
{
	const struct dhcp_identity identity = { .len = 2,
		.bytes = { (uint8_t)(machine >> 8), (uint8_t)machine } };

	return refusal_is_news(&table, &identity, now_ms);
}

START_TEST(once_an_hour)
{
	table = (struct refusal_table){ 0 };
	ck_assert(is_news(1, 1));
	ck_assert(!is_news(1, 2));
	ck_assert(is_news(2, 2));
	ck_assert(!is_news(1, REFUSAL_AGAIN_MS));
	ck_assert(is_news(1, REFUSAL_AGAIN_MS + 1));
	ck_assert(!is_news(1, REFUSAL_AGAIN_MS + 2));
}
END_TEST

/* However many machines ask: so many lines a minute. */
START_TEST(a_flood)
{
	unsigned n = 0;

	table = (struct refusal_table){ 0 };
	for (uint16_t machine = 0; machine < 5000; machine++)
		n += is_news(machine, 1000);
	ck_assert_uint_eq(n, REFUSAL_A_MINUTE_MAX);
	ck_assert(!is_news(6000, 1000 + REFUSAL_MINUTE_MS - 1));
	ck_assert(is_news(6000, 1000 + REFUSAL_MINUTE_MS));
}
END_TEST

TEST_MAIN("refusal", tcase_add_test(tests, once_an_hour);
	  tcase_add_test(tests, a_flood);)

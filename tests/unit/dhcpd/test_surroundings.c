/* SPDX-License-Identifier: ISC */
#include "dhcpd/surroundings.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

static struct surroundings surroundings;

/* What was seen is good for a while: a flood of requests does not read the
 * interfaces once each. */
START_TEST(looks_again_when_old)
{
	const struct {
		uint64_t now_ms, age_ms;
		bool is_new;
	} rows[] = { { 1, 5000, true }, { 2, 5000, false },
		{ 5000, 5000, false }, { 5001, 5000, true },
		{ 6000, 1000, false }, { 6001, 1000, true },
		{ 6001, 0, true } };

	surroundings.looked_ms = 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(surroundings_look(&surroundings, rows[i].now_ms,
				  rows[i].age_ms) == rows[i].is_new,
		    "row %zu", i);
}
END_TEST

/* An unknown number makes it look again, once a second. */
START_TEST(looks_again_for_what_it_missed)
{
	const unsigned nobody = 1u << 30;

	surroundings.looked_ms = 0;
	ck_assert_ptr_null(surroundings_interface(&surroundings, 1000, nobody));
	ck_assert_uint_eq(surroundings.looked_ms, 1000);
	surroundings_interface(&surroundings, 1999, nobody);
	ck_assert_uint_eq(surroundings.looked_ms, 1000);
	surroundings_interface(&surroundings, 2000, nobody);
	ck_assert_uint_eq(surroundings.looked_ms, 2000);
}
END_TEST

TEST_MAIN("surroundings", tcase_add_test(tests, looks_again_when_old);
	  tcase_add_test(tests, looks_again_for_what_it_missed);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/drop.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcp_message.h"

static char text[DROP_TEXT_MAX];

static const char *
write_text(const struct drops *drops)
{
	struct writer out = writer_over(text, sizeof(text));

	drop_write(&out, drops);
	writer_u8(&out, '\0');
	ck_assert(!out.failed);
	return text;
}

START_TEST(counted_by_reason)
{
	struct drops drops = { 0 };

	ck_assert_str_eq(write_text(&drops), "");
	drop_count(&drops, DROP_REPLY);
	ck_assert_str_eq(write_text(&drops), "1 BOOTREPLY");
	drop_count(&drops, DROP_SHORT);
	drop_count(&drops, DROP_REPLY);
	ck_assert_uint_eq(drops.n_all, 3);
	ck_assert_str_eq(
	    write_text(&drops), "1 shorter than a BOOTP header, 2 BOOTREPLY");
}
END_TEST

/* Every reason has its words, and all of them at their longest fit. */
START_TEST(longest_fits)
{
	struct drops drops = { .n_all = UINT32_MAX };

	for (unsigned i = 0; i < DROP_REASONS; i++) {
		drops.n[i] = UINT32_MAX;
		ck_assert_ptr_nonnull(drop_text((enum drop_reason)i));
		drop_count(&drops, (enum drop_reason)i);
		ck_assert_uint_eq(drops.n[i], UINT32_MAX);
	}
	ck_assert_uint_eq(drops.n_all, UINT32_MAX);
	ck_assert_ptr_nonnull(
	    strstr(write_text(&drops), "4294967295 while too"));
}
END_TEST

TEST_MAIN("drop", tcase_add_test(tests, counted_by_reason);
	  tcase_add_test(tests, longest_fits);)

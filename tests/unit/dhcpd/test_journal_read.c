/* SPDX-License-Identifier: ISC */
#include "dhcpd/journal_read.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

enum {
	MS = 1000,
	NOW_S = 5000,
	WALL_S = 1800000000,
	OF_1970 = 100,
};

static char text[16 * LEASE_RECORD_MAX];
static struct writer out;

static void
begin_text(void)
{
	out = writer_over(text, sizeof(text));
}

static void
add_boot(const char *name)
{
	struct lease_record record = { .kind = LEASE_RECORD_BOOT };

	snprintf(record.boot, sizeof(record.boot), "%s", name);
	lease_record_write(&out, &record);
}

static void
add_lease(uint32_t address, int64_t until_s, uint64_t clock_s)
{
	struct lease_record record = { .kind = LEASE_RECORD_BOUND,
		.address = address,
		.identity = { 1, { (uint8_t)address } },
		.until_s = until_s,
		.clock_s = clock_s };

	lease_record_write(&out, &record);
}

struct seen {
	size_t n;
	uint64_t until_s[8];
	int result;
};

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct seen *seen = owner;

	(void)record;
	ck_assert_uint_lt(seen->n, 8);
	seen->until_s[seen->n++] = until_ms / MS;
	return seen->result;
}

static struct journal_reading
read_text(struct seen *seen, int64_t wall_s)
{
	struct journal_reading reading = { .boot = "now",
		.now_ms = NOW_S * MS,
		.wall_s = wall_s,
		.restore = restore,
		.owner = seen };

	ck_assert_int_eq(journal_read(&reading, text, out.pos), seen->result);
	return reading;
}

/* What one lease of another boot is worth: its end by the wall clock, its end
 * by its boot's clock, and the wall clock now. */
static const struct {
	const char *what;
	int64_t until_s;
	uint64_t clock_s;
	int64_t wall_s;
	uint64_t want_s;
} ends[] = {
	{ "goes on", WALL_S + 60, 900, WALL_S, NOW_S + 60 },
	{ "is over", WALL_S - 1, 900, WALL_S, 0 },
	{ "ends now", WALL_S, 900, WALL_S, 0 },
	{ "the clock went back to 1970", WALL_S, 900, OF_1970, NOW_S + 900 },
	{ "given in 2039, which it was not", 2200000000, 900, WALL_S,
	    NOW_S + 900 },
};

START_TEST(of_another_boot)
{
	struct seen seen = { 0 };

	begin_text();
	add_boot("then");
	add_lease(1, ends[_i].until_s, ends[_i].clock_s);
	read_text(&seen, ends[_i].wall_s);
	ck_assert_uint_eq(seen.n, 1);
	ck_assert_msg(seen.until_s[0] == ends[_i].want_s, "%s: until %llu",
	    ends[_i].what, (unsigned long long)seen.until_s[0]);
}
END_TEST

/* Whatever its wall clock was, in this boot its own clock counts. */
START_TEST(of_this_boot)
{
	struct seen seen = { 0 };

	begin_text();
	add_boot("then");
	add_boot("now");
	add_lease(1, OF_1970, NOW_S + 7);
	read_text(&seen, WALL_S);
	ck_assert_uint_eq(seen.until_s[0], NOW_S + 7);
}
END_TEST

/* The machine came up in 1970, gave a lease of an hour, was set right, gave
 * another one: both were given in the same minute. The boots around it, right
 * and wrong, are none of its business. */
START_TEST(clock_set_forward)
{
	struct seen seen = { 0 };

	begin_text();
	add_boot("long ago");
	add_lease(1, WALL_S + 999999, 10);
	add_boot("then");
	add_lease(2, OF_1970 + 3600, 3700);
	add_boot("then"); /* dhcpd was started anew */
	add_lease(3, WALL_S + 3540, 3760);
	add_boot("later");
	add_lease(4, WALL_S + 5000, 6000);
	read_text(&seen, WALL_S);
	ck_assert_uint_eq(seen.n, 4);
	ck_assert_uint_eq(seen.until_s[0], NOW_S + 10);
	ck_assert_uint_eq(seen.until_s[1], NOW_S + 3480);
	ck_assert_uint_eq(seen.until_s[2], NOW_S + 3540);
	ck_assert_uint_eq(seen.until_s[3], NOW_S + 5000);
}
END_TEST

START_TEST(counts)
{
	struct seen seen = { 0 };
	struct journal_reading found;
	size_t whole;

	begin_text();
	found = read_text(&seen, WALL_S);
	ck_assert_uint_eq(found.good, 0);
	ck_assert_uint_eq(found.n_torn, 0);
	add_boot("now");
	writer_text(&out, "rubbish\n\n");
	add_lease(1, WALL_S, NOW_S);
	whole = out.pos;
	writer_text(&out, "bound 192.");
	found = read_text(&seen, WALL_S);
	ck_assert_uint_eq(found.n_lines, 1);
	ck_assert_uint_eq(found.n_bad, 2);
	ck_assert_uint_eq(found.n_torn, 1);
	ck_assert_uint_eq(found.good, whole);
}
END_TEST

START_TEST(restore_fails)
{
	struct seen seen = { .result = -ENOMEM };

	begin_text();
	add_boot("now");
	add_lease(1, WALL_S, NOW_S);
	add_lease(2, WALL_S, NOW_S);
	read_text(&seen, WALL_S);
	ck_assert_uint_eq(seen.n, 1);
}
END_TEST

TEST_MAIN("journal_read",
	  tcase_add_loop_test(
	      tests, of_another_boot, 0, sizeof(ends) / sizeof(ends[0]));
	  tcase_add_test(tests, of_this_boot);
	  tcase_add_test(tests, clock_set_forward);
	  tcase_add_test(tests, counts); tcase_add_test(tests, restore_fails);)

/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease_view.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

enum {
	WALL_S = 1800000000, /* 2027-01-15T08:00:00Z */
	CLOCK_S = 5000,
	TEXT_MAX = 4096,
};

static const struct lease_view_now now = { WALL_S, CLOCK_S, "this-boot", 1 };

static const struct policy nobody;

static void
add_boot(struct writer *out, const char *boot)
{
	struct lease_record record = { .kind = LEASE_RECORD_BOOT };

	memcpy(record.boot, boot, strlen(boot) + 1);
	lease_record_write(out, &record);
}

static void
add(struct writer *out, enum lease_record_kind kind, uint32_t address,
    int64_t until_s, uint64_t clock_s)
{
	struct lease_record record = { .kind = kind,
		.address = address,
		.has_mac = true,
		.mac = { 0x52, 0x54, 0, 0, 0, (uint8_t)address },
		.identity = { 2, { 1, 0xab } },
		.until_s = until_s,
		.clock_s = clock_s };

	lease_record_write(out, &record);
}

START_TEST(last_line_of_each_address)
{
	static const struct {
		uint32_t address;
		enum lease_view_state state;
		int64_t ends_s;
	} rows[] = {
		/* Its clock is of another boot, so the date counts. */
		{ 0x0a000001, LEASE_VIEW_BOUND, WALL_S + 60 },
		{ 0x0a000002, LEASE_VIEW_EXPIRED, WALL_S },
		{ 0x0a000003, LEASE_VIEW_RELEASED, WALL_S },
		/* Its clock is of this boot, so the date does not. */
		{ 0x0a000004, LEASE_VIEW_BOUND, WALL_S + 1 },
		{ 0x0a000005, LEASE_VIEW_DECLINED, WALL_S + 600 },
		{ 0x0a000006, LEASE_VIEW_RESTED, WALL_S - 1 },
	};
	char text[TEXT_MAX];
	struct writer out = writer_over(text, sizeof(text));
	struct lease_view view;
	struct lease_view_row row;

	add_boot(&out, "that-boot");
	add(&out, LEASE_RECORD_BOUND, 0x0a000003, WALL_S + 90, 50090);
	add(&out, LEASE_RECORD_BOUND, 0x0a000002, WALL_S, 50000);
	add(&out, LEASE_RECORD_BOUND, 0x0a000001, WALL_S + 60, 50060);
	add_boot(&out, "this-boot");
	add(&out, LEASE_RECORD_DECLINED, 0x0a000006, 0, CLOCK_S - 1);
	add(&out, LEASE_RECORD_DECLINED, 0x0a000005, 0, CLOCK_S + 600);
	add(&out, LEASE_RECORD_BOUND, 0x0a000004, 0, CLOCK_S + 1);
	add(&out, LEASE_RECORD_RELEASED, 0x0a000003, WALL_S, CLOCK_S);
	ck_assert(!out.failed);
	ck_assert_int_eq(
	    lease_view_read(text, out.pos, &now, &nobody, &view), 0);
	ck_assert_uint_eq(view.n, sizeof(rows) / sizeof(rows[0]));
	ck_assert_uint_eq(view.n_bad, 0);
	for (size_t i = 0; i < view.n; i++) {
		lease_view_row(&view, i, &now, &row);
		ck_assert_msg(row.record.address == rows[i].address &&
			row.state == rows[i].state &&
			row.ends_s == rows[i].ends_s,
		    "row %zu: %x %d %lld", i, row.record.address,
		    (int)row.state, (long long)row.ends_s);
	}
	lease_view_free(&view);
}
END_TEST

/* As the daemon takes it: dhcpd/journal_read.h, and test_journal_read.c. */
static const struct {
	const char *what;
	int64_t until_s;
	uint64_t clock_s;
	int64_t wall_s;
	enum lease_view_state state;
	int64_t ends_s;
} clocks[] = {
	{ "the clock went back to 1970", WALL_S, 900, 100, LEASE_VIEW_BOUND,
	    1000 },
	{ "given in 2039, which it was not", 2200000000, 900, WALL_S,
	    LEASE_VIEW_BOUND, WALL_S + 900 },
	{ "over", WALL_S - 1, 900, WALL_S, LEASE_VIEW_EXPIRED, WALL_S - 1 },
};

START_TEST(ends_of_another_boot)
{
	struct lease_view_now then = now;
	char text[TEXT_MAX];
	struct writer out = writer_over(text, sizeof(text));
	struct lease_view view;
	struct lease_view_row row;

	then.wall_s = clocks[_i].wall_s;
	add_boot(&out, "that-boot");
	add(&out, LEASE_RECORD_BOUND, 0x0a000001, clocks[_i].until_s,
	    clocks[_i].clock_s);
	ck_assert_int_eq(
	    lease_view_read(text, out.pos, &then, &nobody, &view), 0);
	lease_view_row(&view, 0, &then, &row);
	ck_assert_msg(
	    row.state == clocks[_i].state && row.ends_s == clocks[_i].ends_s,
	    "%s: %d %lld", clocks[_i].what, (int)row.state,
	    (long long)row.ends_s);
	lease_view_free(&view);
}
END_TEST

/* The holder of .1 went on to .2 of the same network: the daemon gives .1 to
 * others without a line about it. In another network it may have both. */
START_TEST(moved_to_another_address)
{
	struct policy_subnet subnets[] = { { .prefix = { 0x0a000000, 24 } },
		{ .prefix = { 0x0b000000, 24 } } };
	struct policy policy = { .subnets = subnets, .n_subnets = 2 };
	char text[TEXT_MAX];
	struct writer out = writer_over(text, sizeof(text));
	struct lease_view view;
	struct lease_view_row row;

	policy_sort(&policy);
	add_boot(&out, "this-boot");
	add(&out, LEASE_RECORD_BOUND, 0x0a000001, WALL_S + 9, CLOCK_S + 9);
	add(&out, LEASE_RECORD_BOUND, 0x0b000001, WALL_S + 9, CLOCK_S + 9);
	add(&out, LEASE_RECORD_BOUND, 0x0a000002, WALL_S + 9, CLOCK_S + 9);
	ck_assert_int_eq(
	    lease_view_read(text, out.pos, &now, &policy, &view), 0);
	ck_assert_uint_eq(view.n, 3);
	for (size_t i = 0; i < view.n; i++) {
		lease_view_row(&view, i, &now, &row);
		ck_assert_int_eq(
		    row.state, i == 0 ? LEASE_VIEW_RELEASED : LEASE_VIEW_BOUND);
	}
	lease_view_free(&view);
}
END_TEST

START_TEST(bad_and_unfinished_lines)
{
	char text[TEXT_MAX];
	struct writer out = writer_over(text, sizeof(text));
	struct lease_view view;

	writer_text(&out, "rubbish\n");
	add(&out, LEASE_RECORD_BOUND, 1, WALL_S, 1);
	writer_text(&out, "\nbound 10.0.0.");
	ck_assert_int_eq(
	    lease_view_read(text, out.pos, &now, &nobody, &view), 0);
	ck_assert_uint_eq(view.n, 1);
	ck_assert_uint_eq(view.n_bad, 2);
	lease_view_free(&view);
	ck_assert_int_eq(lease_view_read(text, 0, &now, &nobody, &view), 0);
	ck_assert_uint_eq(view.n, 0);
	lease_view_free(&view);
}
END_TEST

START_TEST(as_a_line_and_as_json)
{
	static const struct lease_view_row row = {
		.record = { .address = 0xc0a80a64,
		    .has_mac = true,
		    .mac = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 },
		    .identity = { 2, { 1, 0xab } } },
		.state = LEASE_VIEW_BOUND,
		.ends_s = WALL_S,
	};
	struct lease_view_row nameless = row;
	char text[LEASE_VIEW_LINE_MAX];
	struct writer out = writer_over(text, sizeof(text));

	nameless.record.has_mac = false;
	lease_view_line(&out, &row, "web1");
	lease_view_line(&out, &nameless, "");
	lease_view_json(&out, &row, "a\"b\\\x01");
	lease_view_json(&out, &nameless, "");
	writer_u8(&out, '\0');
	ck_assert(!out.failed);
	ck_assert_str_eq(text,
	    "192.168.10.100   52:54:00:12:34:56  bound     "
	    "2027-01-15T08:00:00Z  web1\n"
	    "192.168.10.100   01ab               bound     "
	    "2027-01-15T08:00:00Z  -\n"
	    "{\"address\":\"192.168.10.100\",\"mac\":\"52:54:00:12:34:56\","
	    "\"id\":\"01ab\",\"state\":\"bound\","
	    "\"ends\":\"2027-01-15T08:00:00Z\","
	    "\"host\":\"a\\\"b\\\\\\u0001\"}\n"
	    "{\"address\":\"192.168.10.100\",\"id\":\"01ab\","
	    "\"state\":\"bound\",\"ends\":\"2027-01-15T08:00:00Z\"}\n");
}
END_TEST

START_TEST(longest_fits)
{
	struct lease_view_row row = { .record.address = UINT32_MAX,
		.record.identity.len = DHCP_IDENTITY_MAX,
		.state = LEASE_VIEW_DECLINED };
	char text[LEASE_VIEW_LINE_MAX], host[50];
	struct writer out = writer_over(text, sizeof(text));

	memset(host, 1, sizeof(host) - 1);
	host[sizeof(host) - 1] = '\0';
	lease_view_json(&out, &row, host);
	ck_assert(!out.failed);
	out = writer_over(text, sizeof(text));
	lease_view_head(&out);
	lease_view_line(&out, &row, host);
	ck_assert(!out.failed);
}
END_TEST

TEST_MAIN("lease_view", tcase_add_test(tests, last_line_of_each_address);
	  tcase_add_loop_test(tests, ends_of_another_boot, 0, ROWS(clocks));
	  tcase_add_test(tests, moved_to_another_address);
	  tcase_add_test(tests, bad_and_unfinished_lines);
	  tcase_add_test(tests, as_a_line_and_as_json);
	  tcase_add_test(tests, longest_fits);)

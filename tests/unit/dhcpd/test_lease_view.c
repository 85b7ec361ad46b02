/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease_view.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	WALL_S = 1800000000, /* 2027-01-15T08:00:00Z */
	CLOCK_S = 5000,
	TEXT_MAX = 4096,
};

static const struct lease_view_now now = { WALL_S, CLOCK_S, "this-boot" };

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
	add(&out, LEASE_RECORD_BOUND, 0x0a000003, WALL_S + 90, 9);
	add(&out, LEASE_RECORD_BOUND, 0x0a000002, WALL_S, 99999);
	add(&out, LEASE_RECORD_BOUND, 0x0a000001, WALL_S + 60, 1);
	add_boot(&out, "this-boot");
	add(&out, LEASE_RECORD_DECLINED, 0x0a000006, 0, CLOCK_S - 1);
	add(&out, LEASE_RECORD_DECLINED, 0x0a000005, 0, CLOCK_S + 600);
	add(&out, LEASE_RECORD_BOUND, 0x0a000004, 0, CLOCK_S + 1);
	add(&out, LEASE_RECORD_RELEASED, 0x0a000003, WALL_S, CLOCK_S);
	ck_assert(!out.failed);
	ck_assert_int_eq(lease_view_read(text, out.pos, &now, &view), 0);
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

START_TEST(bad_and_unfinished_lines)
{
	char text[TEXT_MAX];
	struct writer out = writer_over(text, sizeof(text));
	struct lease_view view;

	writer_text(&out, "rubbish\n");
	add(&out, LEASE_RECORD_BOUND, 1, WALL_S, 1);
	writer_text(&out, "\nbound 10.0.0.");
	ck_assert_int_eq(lease_view_read(text, out.pos, &now, &view), 0);
	ck_assert_uint_eq(view.n, 1);
	ck_assert_uint_eq(view.n_bad, 2);
	lease_view_free(&view);
	ck_assert_int_eq(lease_view_read(text, 0, &now, &view), 0);
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

int
main(void)
{
	Suite *suite = suite_create("lease_view");
	TCase *tcase = tcase_create("lease_view");
	SRunner *runner;
	int n_failed;

	tcase_add_test(tcase, last_line_of_each_address);
	tcase_add_test(tcase, bad_and_unfinished_lines);
	tcase_add_test(tcase, as_a_line_and_as_json);
	tcase_add_test(tcase, longest_fits);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed > 0;
}

/* SPDX-License-Identifier: ISC */
#include "common/calendar.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>

static const struct row {
	int64_t time_s;
	struct calendar date;
} rows[] = {
	{ 0, { 1970, 1, 1, 0, 0, 0, 4 } },
	{ -1, { 1969, 12, 31, 23, 59, 59, 3 } },
	{ 784111777, { 1994, 11, 6, 8, 49, 37, 0 } }, /* RFC 9110 5.6.7 */
	{ 951782400, { 2000, 2, 29, 0, 0, 0, 2 } },
	{ 951868799, { 2000, 2, 29, 23, 59, 59, 2 } },
	{ 951868800, { 2000, 3, 1, 0, 0, 0, 3 } },
	{ 1582934400, { 2020, 2, 29, 0, 0, 0, 6 } },
	{ 1609459199, { 2020, 12, 31, 23, 59, 59, 4 } },
	{ 4107542400, { 2100, 3, 1, 0, 0, 0, 1 } },
	{ 2147483648, { 2038, 1, 19, 3, 14, 8, 2 } },
	{ -2203891200, { 1900, 3, 1, 0, 0, 0, 4 } },
	{ INT64_C(-62167219200), { 0, 1, 1, 0, 0, 0, 6 } },
	{ INT64_C(253402300799), { 9999, 12, 31, 23, 59, 59, 5 } },
};

static void
assert_date(struct calendar got, struct calendar want, int row)
{
	ck_assert_msg(got.year == want.year && got.month == want.month &&
		got.day == want.day && got.hour == want.hour &&
		got.minute == want.minute && got.second == want.second &&
		got.weekday == want.weekday,
	    "row %d: %04d-%02u-%02u %02u:%02u:%02u day %u", row, got.year,
	    got.month, got.day, got.hour, got.minute, got.second, got.weekday);
}

START_TEST(both_ways)
{
	const struct row *row = &rows[_i];

	assert_date(calendar_from_time(row->time_s), row->date, _i);
	ck_assert_int_eq(calendar_to_time(&row->date), row->time_s);
}
END_TEST

START_TEST(every_day_follows_the_one_before)
{
	struct calendar day = calendar_from_time(INT64_C(-62167219200));

	/* 400 years and a day: every kind of year, month and weekday. */
	for (int64_t n = 1; n <= 146098; n++) {
		int64_t time_s = INT64_C(-62167219200) + n * 86400;
		struct calendar next = calendar_from_time(time_s);
		bool is_next_day =
		    next.day == day.day + 1 || (next.day == 1 && day.day >= 28);

		ck_assert_msg(is_next_day &&
			next.weekday == (day.weekday + 1) % 7 &&
			calendar_to_time(&next) == time_s,
		    "day %lld", (long long)n);
		day = next;
	}
}
END_TEST

START_TEST(out_of_range_is_clamped)
{
	assert_date(calendar_from_time(INT64_MAX), rows[12].date, 12);
	assert_date(
	    calendar_from_time(INT64_C(253402300800)), rows[12].date, 12);
	assert_date(calendar_from_time(INT64_MIN), rows[11].date, 11);
}
END_TEST

START_TEST(as_text)
{
	const struct {
		struct calendar date;
		const char *text;
	} dates[] = { { { 2026, 11, 23, 3, 4, 10, 1 }, "2026-11-23T03:04:10" },
		{ { 0, 1, 1, 0, 0, 0, 6 }, "0000-01-01T00:00:00" },
		{ { 9999, 12, 31, 23, 59, 59, 5 }, "9999-12-31T23:59:59" } };
	char text[CALENDAR_TEXT_LEN];
	struct writer out;

	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		out = writer_over(text, sizeof(text));
		calendar_write(&out, &dates[i].date);
		ck_assert_msg(!out.failed && out.pos == sizeof(text) &&
			memcmp(text, dates[i].text, sizeof(text)) == 0,
		    "%s", dates[i].text);
	}
}
END_TEST

START_TEST(a_leap_second_is_the_next_minute)
{
	struct calendar leap = { 2016, 12, 31, 23, 59, 60, 0 };

	ck_assert_int_eq(calendar_to_time(&leap), 1483228800);
}
END_TEST

START_TEST(names_months)
{
	ck_assert_str_eq(calendar_month_name(1), "Jan");
	ck_assert_str_eq(calendar_month_name(12), "Dec");
}
END_TEST

START_TEST(writes_a_clock)
{
	struct calendar date = { 2016, 12, 31, 3, 59, 0, 0 };
	char text[8];
	struct writer writer = writer_over(text, sizeof(text));

	calendar_write_clock(&writer, &date);
	ck_assert(!writer.failed);
	ck_assert_mem_eq(text, "03:59:00", 8);
}
END_TEST

START_TEST(writes_a_moment)
{
	struct calendar date = { 987, 1, 2, 3, 59, 0, 0 };
	char text[32] = "";
	struct writer writer = writer_over(text, sizeof(text) - 1);

	calendar_write_moment(&writer, &date, 7);
	ck_assert_str_eq(text, "0987-01-02T03:59:00.007");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("calendar");
	TCase *tcase = tcase_create("calendar");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(
	    tcase, both_ways, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, every_day_follows_the_one_before);
	tcase_add_test(tcase, out_of_range_is_clamped);
	tcase_add_test(tcase, as_text);
	tcase_add_test(tcase, a_leap_second_is_the_next_minute);
	tcase_add_test(tcase, names_months);
	tcase_add_test(tcase, writes_a_clock);
	tcase_add_test(tcase, writes_a_moment);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: ISC */
#include "common/calendar.h"

#include <stdbool.h>

#define DAY_S 86400
#define DAYS_IN_400_YEARS 146097
#define TIME_MIN INT64_C(-62167219200) /* 0000-01-01 00:00:00 */
#define TIME_MAX INT64_C(253402300799) /* 9999-12-31 23:59:59 */

static bool
is_leap_year(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 0000-01-01 to the first of January of a year of 0 or more. */
static int64_t
days_before_year(int year)
{
	int64_t past = (int64_t)year - 1;

	if (year == 0)
		return 0;
	/* Year 0 is a leap year that the divisions do not count. */
	return (int64_t)year * 365 + past / 4 - past / 100 + past / 400 + 1;
}

static unsigned
days_in_month(int year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap_year(year) ? 1U : 0U);
}

/* Year, month and day of the day that is @days after 0000-01-01, without a
 * loop: every answer to a request has three dates. Years are counted from
 * March, so that the leap day is the last of its year, and from 400 years
 * before, so that no day is before the first; months from March on have 153
 * days in five. */
static void
write_day(struct calendar *date, uint64_t days)
{
	uint64_t since = days + DAYS_IN_400_YEARS - 60;
	unsigned in_400 = (unsigned)(since % DAYS_IN_400_YEARS);
	unsigned year =
	    (in_400 - in_400 / 1460 + in_400 / 36524 - in_400 / 146096) / 365;
	unsigned in_year = in_400 - (year * 365 + year / 4 - year / 100);
	unsigned month = (5 * in_year + 2) / 153;

	date->day = in_year - (153 * month + 2) / 5 + 1;
	date->month = month < 10 ? month + 3 : month - 9;
	date->year = (int)(since / DAYS_IN_400_YEARS * 400 + year) - 400 +
	    (date->month <= 2);
}

struct calendar
calendar_from_time(int64_t time_s)
{
	struct calendar date = { .month = 1 };
	int64_t days, since, second;

	if (time_s < TIME_MIN)
		time_s = TIME_MIN;
	if (time_s > TIME_MAX)
		time_s = TIME_MAX;
	since = time_s - TIME_MIN;
	days = since / DAY_S;
	second = since % DAY_S;
	date.hour = (unsigned)(second / 3600);
	date.minute = (unsigned)(second / 60 % 60);
	date.second = (unsigned)(second % 60);
	date.weekday = (unsigned)((days + 6) % 7); /* 0000-01-01: Saturday */
	write_day(&date, (uint64_t)days);
	return date;
}

/* What a member out of its range would do to the text, it does to no other
 * place. */
static void
put_two(uint8_t *out, unsigned number)
{
	out[0] = (uint8_t)('0' + number / 10 % 10);
	out[1] = (uint8_t)('0' + number % 10);
}

void
calendar_write(struct writer *out, const struct calendar *date)
{
	uint8_t *text = writer_room(out, sizeof("2026-11-23T") - 1);

	if (!text)
		return;
	put_two(text, (unsigned)date->year / 100);
	put_two(text + 2, (unsigned)date->year);
	text[4] = '-';
	put_two(text + 5, date->month);
	text[7] = '-';
	put_two(text + 8, date->day);
	text[10] = 'T';
	calendar_write_clock(out, date);
}

int64_t
calendar_to_time(const struct calendar *date)
{
	int64_t days = days_before_year(date->year) + date->day - 1;

	for (unsigned month = 1; month < date->month; month++)
		days += days_in_month(date->year, month);
	return TIME_MIN + days * DAY_S + (int64_t)date->hour * 3600 +
	    (int64_t)date->minute * 60 + date->second;
}

const char *
calendar_month_name(unsigned month)
{
	static const char names[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

	return names[month - 1];
}

void
calendar_write_clock(struct writer *writer, const struct calendar *date)
{
	uint8_t *text = writer_room(writer, sizeof("15:04:05") - 1);

	if (!text)
		return;
	put_two(text, date->hour);
	text[2] = ':';
	put_two(text + 3, date->minute);
	text[5] = ':';
	put_two(text + 6, date->second);
}

void
calendar_write_moment(
    struct writer *writer, const struct calendar *date, unsigned ms)
{
	calendar_write(writer, date);
	writer_u8(writer, '.');
	writer_decimal(writer, ms, 3);
}

/* SPDX-License-Identifier: ISC */
#include "common/http_date.h"

#include <stdbool.h>
#include <string.h>

#include "common/calendar.h"
#include "common/cursor.h"

static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri",
	"Sat" };
static const char long_days[][10] = { "Sunday", "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday" };

char *
http_date_text(char *out, int64_t time_s)
{
	struct calendar date = calendar_from_time(time_s);
	struct writer writer = writer_over(out, HTTP_DATE_TEXT_MAX);

	writer_text(&writer, days[date.weekday]);
	writer_text(&writer, ", ");
	writer_decimal(&writer, date.day, 2);
	writer_u8(&writer, ' ');
	writer_text(&writer, calendar_month_name(date.month));
	writer_u8(&writer, ' ');
	writer_decimal(&writer, (unsigned)date.year, 4);
	writer_u8(&writer, ' ');
	calendar_write_clock(&writer, &date);
	writer_text(&writer, " GMT");
	out[writer.pos] = '\0';
	return out;
}

/* The cursor moves behind text, or fails. */
static void
expect(struct cursor *cursor, const char *text)
{
	size_t len = strlen(text);
	const uint8_t *bytes = cursor_take(cursor, len);

	if (bytes && memcmp(bytes, text, len) != 0)
		cursor->failed = true;
}

static unsigned
number(struct cursor *cursor, size_t n_digits, unsigned min, unsigned max)
{
	const uint8_t *digits = cursor_take(cursor, n_digits);
	unsigned value = 0;

	for (size_t i = 0; digits && i < n_digits; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			cursor->failed = true;
		value = value * 10 + (unsigned)(digits[i] - '0');
	}
	if (value < min || value > max)
		cursor->failed = true;
	return value;
}

static unsigned
month(struct cursor *cursor)
{
	const uint8_t *name = cursor_take(cursor, 3);

	for (unsigned i = 1; name && i <= 12; i++)
		if (memcmp(name, calendar_month_name(i), 3) == 0)
			return i;
	cursor->failed = true;
	return 0;
}

static void
clock_time(struct cursor *cursor, struct calendar *date)
{
	date->hour = number(cursor, 2, 0, 23);
	expect(cursor, ":");
	date->minute = number(cursor, 2, 0, 59);
	expect(cursor, ":");
	date->second = number(cursor, 2, 0, 60); /* a leap second */
}

/* Sun, 06 Nov 1994 08:49:37 GMT */
static void
imf_fixdate(struct cursor *cursor, struct calendar *date)
{
	expect(cursor, ", ");
	date->day = number(cursor, 2, 1, 31);
	expect(cursor, " ");
	date->month = month(cursor);
	expect(cursor, " ");
	date->year = (int)number(cursor, 4, 0, 9999);
	expect(cursor, " ");
	clock_time(cursor, date);
	expect(cursor, " GMT");
}

/* Sunday, 06-Nov-94 08:49:37 GMT; a year that seems more than 50 years away
 * in the future is the last one that ended so. */
static void
rfc850_date(struct cursor *cursor, int64_t now_s, struct calendar *date)
{
	int this_year = calendar_from_time(now_s).year;

	expect(cursor, ", ");
	date->day = number(cursor, 2, 1, 31);
	expect(cursor, "-");
	date->month = month(cursor);
	expect(cursor, "-");
	date->year =
	    this_year - this_year % 100 + (int)number(cursor, 2, 0, 99);
	if (date->year > this_year + 50)
		date->year -= 100;
	expect(cursor, " ");
	clock_time(cursor, date);
	expect(cursor, " GMT");
}

/* Sun Nov  6 08:49:37 1994 */
static void
asctime_date(struct cursor *cursor, struct calendar *date)
{
	expect(cursor, " ");
	date->month = month(cursor);
	expect(cursor, " ");
	if (cursor_left(cursor) > 0 && cursor->bytes[cursor->pos] == ' ') {
		expect(cursor, " ");
		date->day = number(cursor, 1, 1, 9);
	} else {
		date->day = number(cursor, 2, 1, 31);
	}
	expect(cursor, " ");
	clock_time(cursor, date);
	expect(cursor, " ");
	date->year = (int)number(cursor, 4, 0, 9999);
}

/* Move behind one of the names of the week. Return: whether one is there. */
static bool
weekday(struct cursor *cursor, const char *name)
{
	size_t len = strlen(name);

	if (cursor_left(cursor) < len || memcmp(cursor->bytes, name, len) != 0)
		return false;
	cursor->pos = len;
	return true;
}

int
http_date_parse(
    const char *text, size_t len, int64_t now_s, int64_t *ret_time_s)
{
	struct cursor cursor = cursor_over(text, len);
	struct calendar date = { 0 };

	for (size_t i = 0; i < 7 && cursor.pos == 0; i++) {
		if (weekday(&cursor, long_days[i]))
			rfc850_date(&cursor, now_s, &date);
		else if (weekday(&cursor, days[i]) && len > 3 && text[3] == ',')
			imf_fixdate(&cursor, &date);
		else if (cursor.pos > 0)
			asctime_date(&cursor, &date);
	}
	if (cursor.pos == 0 || cursor.failed || cursor_left(&cursor) > 0)
		return HTTP_DATE_MALFORMED;
	*ret_time_s = calendar_to_time(&date);
	return 0;
}

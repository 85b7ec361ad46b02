/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CALENDAR_H
#define COMMON_CALENDAR_H

#include <stdint.h>

#include "common/cursor.h"

/*
 * Seconds since 1970 to a date in UTC and back, in the Gregorian calendar
 * carried backwards without end. Pure: gmtime(3) and timegm(3) read the time
 * zone's file, these do not.
 */

enum {
	CALENDAR_YEAR_MIN = 0,
	CALENDAR_YEAR_MAX = 9999,
	CALENDAR_TEXT_LEN = 19,
};

/** struct calendar - a moment in UTC; members count as people do */
struct calendar {
	int year;	  /* 1970 */
	unsigned month;	  /* 1..12 */
	unsigned day;	  /* 1..31 */
	unsigned hour;	  /* 0..23 */
	unsigned minute;  /* 0..59 */
	unsigned second;  /* 0..59 */
	unsigned weekday; /* 0 for Sunday; calendar_to_time() ignores it */
};

/** calendar_from_time() - the date of @time_s, seconds since 1970; a time
 * outside years CALENDAR_YEAR_MIN..CALENDAR_YEAR_MAX yields their nearest end
 */
struct calendar calendar_from_time(int64_t time_s);

/** calendar_write() - append @date as 2026-11-23T03:04:10, CALENDAR_TEXT_LEN
 * octets without a NUL (RFC 3339 section 5.6) */
void calendar_write(struct writer *out, const struct calendar *date);

/** calendar_to_time() - seconds since 1970 of @date, whose members must be in
 * the ranges above; a day past the month's end counts into the next month, and
 * a second of 60 into the next minute */
int64_t calendar_to_time(const struct calendar *date);

/** calendar_month_name() - "Jan" for @month 1, and so on */
const char *calendar_month_name(unsigned month);

/** calendar_write_moment() - append "2026-11-22T15:04:05.678" (ISO 8601); @ms:
 * 0..999 */
void calendar_write_moment(
    struct writer *writer, const struct calendar *date, unsigned ms);

/** calendar_write_clock() - append the time of day, "15:04:05" */
void calendar_write_clock(struct writer *writer, const struct calendar *date);

#endif

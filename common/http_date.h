/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTTP_DATE_H
#define COMMON_HTTP_DATE_H

#include <stddef.h>
#include <stdint.h>

/* The dates of HTTP. Pure. */

enum {
	/* Sun, 06 Nov 1994 08:49:37 GMT and its NUL */
	HTTP_DATE_TEXT_MAX = 30,
};

/** http_date_text() - @time_s as IMF-fixdate into @out, HTTP_DATE_TEXT_MAX.
 * Return: @out. Source: RFC 9110 section 5.6.7. */
char *http_date_text(char *out, int64_t time_s);

enum http_date_verdict {
	HTTP_DATE_MALFORMED = 1,
};

/**
 * http_date_parse() - IMF-fixdate, or the obsolete forms of RFC 850 and asctime
 * @text: borrowed, @len octets without blanks around them
 * @now_s: tells the century of a year of two digits
 * @ret_time_s: seconds since 1970
 *
 * The name of the weekday is read over, not compared with the date.
 * Return: 0; HTTP_DATE_MALFORMED. Source: RFC 9110 section 5.6.7.
 */
int http_date_parse(
    const char *text, size_t len, int64_t now_s, int64_t *ret_time_s);

#endif

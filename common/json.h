/* SPDX-License-Identifier: ISC */
#ifndef COMMON_JSON_H
#define COMMON_JSON_H

#include <stdint.h>

#include "common/cursor.h"

/* A line of JSON (RFC 8259) that tells of a moment. Pure. */

enum {
	JSON_SECOND_MAX = 32,
};

/** struct json_second - a second and how a line begins in it; starts zero */
struct json_second {
	int64_t time_s;
	char text[JSON_SECOND_MAX];
};

/** json_begin() - append the brace and the time, since 1970
 * @last: what the line before began with; kept for the next one */
void json_begin(struct writer *writer, struct json_second *last, int64_t time_s,
    unsigned ms);

/**
 * json_text() - append one more member, unless @text is NULL or ""
 * @max: octets of @text that are told
 *
 * Octets over 0x7f become the Latin-1 character of that number, so that the
 * line is valid UTF-8 whatever a peer put into a name.
 */
void json_text(
    struct writer *writer, const char *name, const char *text, size_t max);

/** json_number() - append one more member, unless @number is 0 */
void json_number(struct writer *writer, const char *name, uint64_t number);

/** json_end() - append the closing brace */
void json_end(struct writer *writer);

#endif

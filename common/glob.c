/* SPDX-License-Identifier: ISC */
#include "common/glob.h"

#include <stddef.h>
#include <string.h>

bool
glob_is_pattern(const char *text)
{
	return strpbrk(text, "*?[") != NULL;
}

/* The closing bracket of the set that begins at set, or NULL. One that comes
 * first belongs to the set. */
static const char *
set_end(const char *set)
{
	set++;
	if (*set == '!' || *set == '^')
		set++;
	return *set ? strchr(set + 1, ']') : NULL;
}

static bool
set_has(const char *set, const char *end, unsigned char octet)
{
	bool is_negated = set[1] == '!' || set[1] == '^';
	bool has = false;

	for (set += is_negated ? 2 : 1; set < end; set++) {
		unsigned char low = (unsigned char)set[0], high = low;

		if (set[1] == '-' && set + 2 < end) {
			high = (unsigned char)set[2];
			set += 2;
		}
		has = has || (low <= octet && octet <= high);
	}
	return has != is_negated;
}

/* What follows the one-octet element at pattern when it matches; else NULL. */
static const char *
match_one(const char *pattern, char octet)
{
	const char *end = *pattern == '[' ? set_end(pattern) : NULL;

	if (end)
		return set_has(pattern, end, (unsigned char)octet) ? end + 1
								   : NULL;
	if (*pattern == '?')
		return pattern + 1;
	if (*pattern == '\\' && pattern[1])
		pattern++;
	return *pattern == octet ? pattern + 1 : NULL;
}

bool
glob_match(const char *pattern, const char *name)
{
	const char *after_star = NULL, *retry = NULL;

	if (*name == '.' && *pattern != '.')
		return false;
	/* Only the last star is ever tried again: what an earlier one could
	 * take more of, the last one can take as well. */
	while (*name) {
		const char *next = NULL;

		if (*pattern == '*') {
			after_star = ++pattern;
			retry = name;
			continue;
		}
		if (*pattern)
			next = match_one(pattern, *name);
		if (next) {
			pattern = next;
			name++;
		} else if (after_star) {
			pattern = after_star;
			name = ++retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

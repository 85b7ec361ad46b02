/* SPDX-License-Identifier: ISC */
#ifndef COMMON_GLOB_H
#define COMMON_GLOB_H

#include <stdbool.h>

/*
 * File name patterns: * for any octets, ? for one, [a-z] and [!a-z] for one of
 * a set, a backslash before an octet that means itself. Pure.
 */

/** glob_is_pattern() - whether @text holds *, ? or [ */
bool glob_is_pattern(const char *text);

/**
 * glob_match() - whether the whole of @name is what @pattern describes
 *
 * A dot at the start of a name is matched by a dot alone, as in a shell. A
 * bracket that is not closed means itself. At most strlen(pattern) *
 * strlen(name) steps and no memory: no pattern is a bomb (CVE-2011-0762).
 */
bool glob_match(const char *pattern, const char *name);

#endif

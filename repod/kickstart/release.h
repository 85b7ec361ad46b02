/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_RELEASE_H
#define REPOD_KICKSTART_RELEASE_H

#include <stdbool.h>

/*
 * Whose kickstarts are meant: RHEL and what is built of it, from 6 to 10, and
 * Fedora. Pure.
 */

enum {
	RELEASE_RHEL_FIRST = 6,
	RELEASE_RHEL_LAST = 10,
	RELEASE_FEDORA_FIRST = 40,
	RELEASE_FEDORA_LAST = 46,
	RELEASE_TEXT_MAX = 16,
};

/** struct release - all zero: none */
struct release {
	bool is_fedora; /* else RHEL */
	unsigned number;
};

/**
 * release_parse() - "rhel 9", "Rocky9", "centos-7.9", "9", "fedora 42"
 *
 * A number alone is one of RHEL; what follows its point does not matter.
 * Return: false for anything else, and for a number out of bounds.
 */
bool release_parse(const char *text, struct release *ret_release);

/** release_text() - "rhel 9" into @out, of RELEASE_TEXT_MAX. Return: @out. */
char *release_text(char *out, const struct release *release);

/** release_tag() - "RHEL9", "F42", as Anaconda's own kickstarts say in
 * #version; into @out, of RELEASE_TEXT_MAX. Return: @out. */
char *release_tag(char *out, const struct release *release);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_DAEMON_OPTIONS_H
#define COMMON_DAEMON_OPTIONS_H

#include <stdbool.h>

#include "common/daemon.h"

enum {
	DAEMON_OPTIONS_MAX = 64
};

/** struct daemon_options - the command line, kept to be applied over the file
 * at every reading; strings are argv's */
struct daemon_options {
	const char *config; /* NULL: not named */
	bool is_test;
	int verbosity;
	const struct daemon_tool *tool; /* NULL: serve */
	bool says_what;			/* beside what tools ask for */
	unsigned n_own;
	struct {
		int letter;
		const char *value;
	} own[DAEMON_OPTIONS_MAX];
};

/**
 * daemon_options_read() - the options that all daemons have, and @daemon's own
 *
 * Return: -1 with @ret_options set; else enum daemon_exit, and what there was
 * to say (-h, -V, an error) was printed.
 */
int daemon_options_read(const struct daemon *daemon, int argc, char **argv,
    struct daemon_options *ret_options);

/** daemon_options_path() - which file to read: the one that was named; else the
 * usual one; NULL where the command line already says what to serve, or there
 * is none */
const char *daemon_options_path(const struct daemon_options *options);

#endif

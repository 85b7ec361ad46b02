/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_COMMAND_LINE_H
#define TFTPD_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * tftpd's command line, which is tftp-hpa's, too, as it stands in old inetd
 * and xinetd files, units and default files.
 */

enum {
	COMMAND_LINE_WORDS_MAX = 256,
	COMMAND_LINE_OCTETS_MAX = 16 << 10,
};

/** struct command_line - a command line in plain words */
struct command_line {
	int n;
	char *words[COMMAND_LINE_WORDS_MAX + 1]; /* NULL behind the last */
	size_t n_octets;
	char octets[COMMAND_LINE_OCTETS_MAX];
};

/**
 * command_line_sort() - one option a word, and no letter with two meanings
 *
 * - -s is a flag, and a word that is no option is the folder: it becomes
 *   -s FOLDER. Without a slash in it, it has to follow a -s.
 * - -c with a file behind it names the configuration; before another option, a
 *   folder, or nothing, it is tftp-hpa's --create, if there is a folder at all.
 * - -t with a number behind it is tftp-hpa's --timeout; else it checks the
 *   configuration.
 * Return: false where there is more than fits.
 */
bool command_line_sort(int argc, char **argv, struct command_line *ret_line);

#endif

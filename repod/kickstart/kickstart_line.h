/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_KICKSTART_LINE_H
#define REPOD_KICKSTART_KICKSTART_LINE_H

#include <stdbool.h>

#include "common/cursor.h"
#include "repod/kickstart/release.h"

/*
 * A kickstart, a command a line. What a release does not know is not written:
 * neither the command, nor an option of it. Pure.
 */

/** struct kickstart_line - the line that is written */
struct kickstart_line {
	struct writer *writer;
	const struct release *release;
	const char *command; /* NULL: not known, and nothing is written */
};

/** kickstart_line_begin() - begin the line of @command */
struct kickstart_line kickstart_line_begin(
    struct writer *writer, const struct release *release, const char *command);

/** kickstart_line_option() - add @option, and @value unless it is NULL.
 * Return: whether the release knows it. */
bool kickstart_line_option(
    struct kickstart_line *line, const char *option, const char *value);

/** kickstart_line_word() - add a word that is no option, quoted where it has
 * to be */
void kickstart_line_word(struct kickstart_line *line, const char *word);

/** kickstart_line_words() - add words as they are */
void kickstart_line_words(struct kickstart_line *line, const char *words);

/** kickstart_line_end() - end the line */
void kickstart_line_end(struct kickstart_line *line);

#endif

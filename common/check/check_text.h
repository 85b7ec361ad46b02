/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_CHECK_TEXT_H
#define COMMON_CHECK_CHECK_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/http_span.h"

/*
 * The lines and words of files that people write: menus, kickstarts, .treeinfo.
 * Pure.
 */

enum {
	/* Of one such file that is read. */
	CHECK_TEXT_MAX = 1 << 20,
	/* A word with its NUL; a longer one is passed over. */
	CHECK_WORD_MAX = 512,
};

/** struct check_lines - where reading a text has come to */
struct check_lines {
	struct http_span rest;
	unsigned line; /* of the line that was read last, from 1 on */
};

/** check_lines_next() - the next line without blanks and a CR at its ends;
 * false at the end of the text */
bool check_lines_next(struct check_lines *lines, struct http_span *ret_line);

/** check_word_next() - take the first word off @rest, as it stands, its quotes
 * included; blanks inside quotes do not end it. Return: false where none is
 * left. */
bool check_word_next(struct http_span *rest, struct http_span *ret_word);

/** check_word_copy() - @word without quotes, into @out of CHECK_WORD_MAX.
 * Return: false for one that does not fit or holds a NUL; @out is "" then. */
bool check_word_copy(const struct http_span *word, char *out);

/** check_option_value() - the value of --name=value, --name value or
 * name=value among the words of @line
 * @name: with its dashes, without the equals sign
 *
 * Return: whether there is one that check_word_copy() takes. */
bool check_option_value(
    const struct http_span *line, const char *name, char *out);

#endif

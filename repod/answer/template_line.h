/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_TEMPLATE_LINE_H
#define REPOD_ANSWER_TEMPLATE_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The lines of a template that are no text: #!if NAME, #!if NAME = VALUE,
 * #!unless alike, #!end, #!include FILE. To a kickstart, a preseed, YAML and a
 * shell they are comments. Pure.
 */

enum {
	TEMPLATE_NAME_MAX = 64,	     /* with its NUL */
	TEMPLATE_ARGUMENT_MAX = 512, /* a VALUE or a FILE; the same */
	TEMPLATE_WORD_MAX = 16,	     /* behind #!; the same */
};

enum template_line_kind {
	TEMPLATE_LINE_TEXT,
	TEMPLATE_LINE_IF,
	TEMPLATE_LINE_UNLESS,
	TEMPLATE_LINE_END,
	TEMPLATE_LINE_INCLUDE,
	TEMPLATE_LINE_MISSPELT, /* @word is nearly one of them, @meant */
	TEMPLATE_LINE_BAD,	/* @word is one, but what follows is not so */
};

/** struct template_line - what a line is */
struct template_line {
	enum template_line_kind kind;
	char name[TEMPLATE_NAME_MAX];	      /* IF, UNLESS */
	bool has_value;			      /* ... = VALUE */
	char argument[TEMPLATE_ARGUMENT_MAX]; /* the VALUE; INCLUDE: the FILE */
	char word[TEMPLATE_WORD_MAX];	      /* MISSPELT, BAD */
	const char *meant; /* MISSPELT: the word; BAD: how to write it */
};

/**
 * template_line_read() - what the line @text of @len octets, without its line
 * feed, is
 *
 * Blanks before and behind do not count. Any other line that begins with #! is
 * text: #!/bin/sh, #!ipxe.
 */
void template_line_read(
    const char *text, size_t len, struct template_line *ret_line);

/** template_line_name() - the name at the start of @text: letters, digits, _
 * and, behind the first, . and -. Return: its octets; 0 where there is none or
 * it is longer than TEMPLATE_NAME_MAX - 1. */
size_t template_line_name(const char *text, size_t len);

#endif

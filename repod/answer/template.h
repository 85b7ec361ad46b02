/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_TEMPLATE_H
#define REPOD_ANSWER_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/cursor.h"
#include "repod/answer/template_line.h"

/*
 * Filling in an answer file:
 *
 *	${NAME}			the value
 *	${NAME:-TEXT}		TEXT where there is none, or an empty one
 *	$${			${ itself, for a shell; any other $ is itself
 *	#!if NAME		the lines up to #!end, where there is a value;
 *	#!if NAME = VALUE	where it is this one
 *	#!unless ...		where it is not so
 *	#!include FILE		the lines of another file, filled in alike
 *
 * A value goes in as it is, and is not looked at again. Pure.
 */

enum {
	/* Files in files. */
	TEMPLATE_DEPTH_MAX = 8,
	/* Files that one template includes, in all. */
	TEMPLATE_INCLUDES_MAX = 64,
	/* #!if in #!if, in one file. */
	TEMPLATE_IFS_MAX = 16,
	TEMPLATE_MESSAGE_MAX = 400,
};

/** struct template_text - a file's text, borrowed */
struct template_text {
	const char *file; /* as errors name it */
	const char *text;
	size_t len;
};

enum template_value {
	TEMPLATE_VALUE_SET,
	TEMPLATE_VALUE_ABSENT,	/* this machine has none, another may */
	TEMPLATE_VALUE_UNKNOWN, /* no machine has */
};

/** struct template_calls - what the filling-in asks for */
struct template_calls {
	/* The value of @name, borrowed until the next call; else the reason,
	 * for a person, why there is none. */
	enum template_value (*value)(
	    void *owner, const char *name, const char **ret_value);
	/* The text of @name, as the file @from names it, good until the
	 * filling-in is over. Return: false, and the reason, for a person. */
	bool (*include)(void *owner, const char *from, const char *name,
	    struct template_text *ret_text, const char **ret_reason);
	/* What is wrong, and where. */
	void (*error)(
	    void *owner, const char *file, unsigned line, const char *message);
	void *owner;
};

/**
 * template_fill() - what becomes of @text
 * @output: appended to, as far as it has room
 *
 * Return: 0; 1 where it cannot be filled in, told to @calls->error() once, and
 * @output is of no use.
 */
int template_fill(const struct template_text *text,
    const struct template_calls *calls, struct writer *output);

/**
 * template_check() - whether @text can be filled in for some machine
 *
 * Lines behind every #!if are looked at. @calls->value() says
 * TEMPLATE_VALUE_SET for what some machine has, TEMPLATE_VALUE_ABSENT for what
 * none has yet. Return: how many errors were told to @calls->error().
 */
unsigned template_check(
    const struct template_text *text, const struct template_calls *calls);

#endif

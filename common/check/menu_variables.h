/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_MENU_VARIABLES_H
#define COMMON_CHECK_MENU_VARIABLES_H

#include "common/check/check_text.h"

/* The variables of a menu that are the same for every machine. Pure. */

enum {
	MENU_VARIABLES_MAX = 32,
	MENU_VARIABLE_NAME_MAX = 32,
};

/** struct menu_variable - one of them */
struct menu_variable {
	char name[MENU_VARIABLE_NAME_MAX];
	char value[CHECK_WORD_MAX];
	bool is_known;	/* false: it depends on something */
	unsigned scope; /* where it was set; 0: before everything else */
};

/** struct menu_variables - all of them; all zero: none */
struct menu_variables {
	unsigned n;
	struct menu_variable list[MENU_VARIABLES_MAX];
};

/** menu_variables_set() - give @name a value
 * @value: NULL: one that nobody can know; also what does not fit becomes that
 */
void menu_variables_set(struct menu_variables *variables, const char *name,
    size_t name_len, const char *value, unsigned scope);

/** menu_variables_forget() - what was set in a scope from @scope on is known no
 * more */
void menu_variables_forget(struct menu_variables *variables, unsigned scope);

/** menu_variables_get() - the value of @name; NULL where it is not known */
const char *menu_variables_get(
    const struct menu_variables *variables, const char *name, size_t name_len);

/**
 * menu_variables_fill() - @text with $name and ${name} replaced
 * @has_bare: whether $name without braces is one, too
 * @out: room for @size octets
 *
 * A name that is not known stays as it is, dollar and all.
 * Return: false where the result does not fit; @out is "" then.
 */
bool menu_variables_fill(const struct menu_variables *variables, bool has_bare,
    const struct http_span *text, char *out, size_t size);

#endif

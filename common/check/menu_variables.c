/* SPDX-License-Identifier: ISC */
#include "common/check/menu_variables.h"

#include <string.h>

static struct menu_variable *
find(const struct menu_variables *variables, const char *name, size_t len)
{
	for (unsigned i = 0; i < variables->n; i++) {
		const struct menu_variable *each = &variables->list[i];

		if (strlen(each->name) == len &&
		    memcmp(each->name, name, len) == 0)
			return (struct menu_variable *)each;
	}
	return NULL;
}

void
menu_variables_set(struct menu_variables *variables, const char *name,
    size_t name_len, const char *value, unsigned scope)
{
	struct menu_variable *each = find(variables, name, name_len);

	if (!each) {
		if (name_len >= MENU_VARIABLE_NAME_MAX ||
		    memchr(name, '\0', name_len) ||
		    variables->n == MENU_VARIABLES_MAX)
			return;
		each = &variables->list[variables->n++];
		memcpy(each->name, name, name_len);
		each->name[name_len] = '\0';
	}
	each->scope = scope;
	each->is_known = value && strlen(value) < sizeof(each->value);
	if (each->is_known)
		memcpy(each->value, value, strlen(value) + 1);
}

void
menu_variables_forget(struct menu_variables *variables, unsigned scope)
{
	for (unsigned i = 0; i < variables->n; i++)
		if (variables->list[i].scope >= scope)
			variables->list[i].is_known = false;
}

const char *
menu_variables_get(
    const struct menu_variables *variables, const char *name, size_t name_len)
{
	const struct menu_variable *each = find(variables, name, name_len);

	return each && each->is_known ? each->value : NULL;
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

/* The variable at @text, which begins with a dollar. Return: the octets it
 * takes; 0 where it is none. */
static size_t
name_at(const struct http_span *text, bool has_bare, struct http_span *name)
{
	size_t len = 1;

	if (text->len > 2 && text->at[1] == '{') {
		const char *end = memchr(text->at, '}', text->len);

		if (!end)
			return 0;
		*name = (struct http_span){ text->at + 2,
			(size_t)(end - text->at) - 2 };
		return name->len + 3;
	}
	while (has_bare && len < text->len && is_name(text->at[len]))
		len++;
	*name = (struct http_span){ text->at + 1, len - 1 };
	return len > 1 ? len : 0;
}

bool
menu_variables_fill(const struct menu_variables *variables, bool has_bare,
    const struct http_span *text, char *out, size_t size)
{
	struct http_span rest = *text;
	size_t n = 0;

	while (rest.len > 0) {
		struct http_span name = { 0 };
		const char *piece = NULL;
		size_t taken = 0, len;

		if (rest.at[0] == '$')
			taken = name_at(&rest, has_bare, &name);
		if (taken > 0)
			piece =
			    menu_variables_get(variables, name.at, name.len);
		taken = piece ? taken : 1;
		len = piece ? strlen(piece) : 1;
		piece = piece ? piece : rest.at;
		if (len >= size - n) {
			out[0] = '\0';
			return false;
		}
		memcpy(out + n, piece, len);
		n += len;
		rest.at += taken;
		rest.len -= taken;
	}
	out[n] = '\0';
	return true;
}

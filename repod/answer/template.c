/* SPDX-License-Identifier: ISC */
#include "repod/answer/template.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"

struct filling {
	const struct template_calls *calls;
	struct writer *output; /* NULL: all is checked, and nothing written */
	unsigned depth;
	unsigned n_includes;
	unsigned n_errors;
};

/* One file on its way. */
struct place {
	const struct template_text *text;
	unsigned line;
	unsigned n_ifs;
	unsigned if_lines[TEMPLATE_IFS_MAX];
	unsigned n_on; /* of the ifs, the outer ones that hold */
};

static void fill_file(
    struct filling *filling, const struct template_text *text);

static void __attribute__((format(printf, 4, 5)))
error_at(struct filling *filling, const struct place *place, unsigned line,
    const char *format, ...)
{
	char message[TEMPLATE_MESSAGE_MAX];
	va_list args;

	filling->n_errors++;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	filling->calls->error(
	    filling->calls->owner, place->text->file, line, message);
}

/* Filling in stops at the first error. A check goes on. */
static bool
is_over(const struct filling *filling)
{
	return filling->output && filling->n_errors > 0;
}

static bool
is_on(const struct filling *filling, const struct place *place)
{
	return !filling->output || place->n_on == place->n_ifs;
}

static void
put(struct filling *filling, const struct place *place, const char *text,
    size_t len)
{
	if (!filling->output)
		return;
	writer_bytes(filling->output, text, len);
	if (filling->output->failed && filling->n_errors == 0)
		error_at(filling, place, place->line,
		    "what comes of it is longer than %zu octets",
		    filling->output->size);
}

/* --- values --------------------------------------------------------------- */

static enum template_value
value_of(struct filling *filling, const struct place *place, const char *name,
    const char **ret_value)
{
	enum template_value kind =
	    filling->calls->value(filling->calls->owner, name, ret_value);

	if (kind == TEMPLATE_VALUE_UNKNOWN)
		error_at(
		    filling, place, place->line, "'%s': %s", name, *ret_value);
	return kind;
}

static void
put_value(struct filling *filling, const struct place *place, const char *name,
    const char *other, size_t other_len)
{
	const char *value;
	enum template_value kind =
	    filling->calls->value(filling->calls->owner, name, &value);

	if (kind == TEMPLATE_VALUE_UNKNOWN)
		error_at(filling, place, place->line,
		    "${%s}: %s; if it is meant for a shell, write $${%s}", name,
		    value, name);
	else if (other && (kind == TEMPLATE_VALUE_ABSENT || !*value))
		put(filling, place, other, other_len);
	else if (kind == TEMPLATE_VALUE_SET)
		put(filling, place, value, strlen(value));
	else
		error_at(filling, place, place->line,
		    "${%s}: %s; a value for machines without one is written "
		    "${%s:-VALUE}",
		    name, value, name);
}

/* What stands between ${ and }. */
static void
put_named(struct filling *filling, const struct place *place, const char *text,
    size_t len)
{
	size_t name_len = template_line_name(text, len);
	char name[TEMPLATE_NAME_MAX], shown[TEMPLATE_NAME_MAX];
	const char *rest = text + name_len;
	size_t rest_len = len - name_len;
	bool has_other = rest_len >= 2 && rest[0] == ':' && rest[1] == '-';

	if (name_len == 0 || (rest_len > 0 && !has_other)) {
		text_escape(shown, sizeof(shown), text, len);
		error_at(filling, place, place->line,
		    "${%s} is neither ${NAME} nor ${NAME:-VALUE}; if it is "
		    "meant for a shell, write $${%s}",
		    shown, shown);
		return;
	}
	memcpy(name, text, name_len);
	name[name_len] = '\0';
	put_value(filling, place, name, has_other ? rest + 2 : NULL,
	    has_other ? rest_len - 2 : 0);
}

/* ${...} at @text. Return: its octets. */
static size_t
put_dollar(struct filling *filling, const struct place *place, const char *text,
    size_t len)
{
	const char *end = memchr(text, '}', len);

	if (!end) {
		error_at(filling, place, place->line,
		    "no } ends this ${; if it is meant for a shell, write $${");
		return len;
	}
	put_named(filling, place, text + 2, (size_t)(end - text) - 2);
	return (size_t)(end - text) + 1;
}

static void
fill_text(struct filling *filling, const struct place *place, const char *text,
    size_t len)
{
	while (len > 0 && !is_over(filling)) {
		const char *dollar = memchr(text, '$', len);
		size_t n = dollar ? (size_t)(dollar - text) : len;

		put(filling, place, text, n);
		text += n;
		len -= n;
		if (len >= 3 && text[1] == '$' && text[2] == '{') {
			put(filling, place, "${", 2);
			n = 3;
		} else if (len >= 2 && text[1] == '{') {
			n = put_dollar(filling, place, text, len);
		} else {
			n = len > 0;
			put(filling, place, text, n);
		}
		text += n;
		len -= n;
	}
}

/* --- lines of the language ------------------------------------------------ */

static bool
holds(struct filling *filling, const struct place *place,
    const struct template_line *line)
{
	bool is_set;
	const char *value;

	is_set = value_of(filling, place, line->name, &value) ==
		TEMPLATE_VALUE_SET &&
	    (line->has_value ? strcmp(value, line->argument) == 0
			     : *value != '\0');
	return is_set == (line->kind == TEMPLATE_LINE_IF);
}

static void
begin_if(struct filling *filling, struct place *place,
    const struct template_line *line)
{
	bool was_on = is_on(filling, place);

	if (place->n_ifs == TEMPLATE_IFS_MAX) {
		error_at(filling, place, place->line,
		    "more than %d of #!if and #!unless in one another",
		    TEMPLATE_IFS_MAX);
		return;
	}
	if (was_on && (holds(filling, place, line) || !filling->output))
		place->n_on++;
	place->if_lines[place->n_ifs++] = place->line;
}

static void
end_if(struct filling *filling, struct place *place)
{
	if (place->n_ifs == 0) {
		error_at(filling, place, place->line,
		    "#!end without #!if or #!unless before it");
		return;
	}
	place->n_ifs--;
	if (place->n_on > place->n_ifs)
		place->n_on = place->n_ifs;
}

static void
include(struct filling *filling, const struct place *place,
    const struct template_line *line)
{
	const struct template_calls *calls = filling->calls;
	struct template_text text;
	const char *reason;

	if (filling->depth == TEMPLATE_DEPTH_MAX)
		error_at(filling, place, place->line,
		    "#!include %s: files include one another more than %d deep",
		    line->argument, TEMPLATE_DEPTH_MAX);
	else if (filling->n_includes == TEMPLATE_INCLUDES_MAX)
		error_at(filling, place, place->line,
		    "#!include %s: more than %d files", line->argument,
		    TEMPLATE_INCLUDES_MAX);
	else if (!calls->include(calls->owner, place->text->file,
		     line->argument, &text, &reason))
		error_at(filling, place, place->line, "#!include %s: %s",
		    line->argument, reason);
	else {
		filling->n_includes++;
		fill_file(filling, &text);
		/* The line behind it begins at the margin all the same. */
		if (text.len > 0 && text.text[text.len - 1] != '\n')
			put(filling, place, "\n", 1);
	}
}

/* Return: whether it was one. */
static bool
obey(struct filling *filling, struct place *place, const char *text, size_t len)
{
	struct template_line line;

	template_line_read(text, len, &line);
	switch (line.kind) {
	case TEMPLATE_LINE_TEXT:
		return false;
	case TEMPLATE_LINE_IF:
	case TEMPLATE_LINE_UNLESS:
		begin_if(filling, place, &line);
		break;
	case TEMPLATE_LINE_END:
		end_if(filling, place);
		break;
	case TEMPLATE_LINE_INCLUDE:
		if (is_on(filling, place))
			include(filling, place, &line);
		break;
	case TEMPLATE_LINE_MISSPELT:
		error_at(filling, place, place->line,
		    "#!%s: did you mean #!%s?", line.word, line.meant);
		break;
	case TEMPLATE_LINE_BAD:
		error_at(filling, place, place->line, "#!%s is written %s",
		    line.word, line.meant);
		break;
	}
	return true;
}

/* --- files ---------------------------------------------------------------- */

static void
fill_file(struct filling *filling, const struct template_text *text)
{
	struct place place = { .text = text };
	size_t at = 0;

	filling->depth++;
	while (at < text->len && !is_over(filling)) {
		const char *start = text->text + at;
		const char *end = memchr(start, '\n', text->len - at);
		size_t len = end ? (size_t)(end - start) + 1 : text->len - at;

		place.line++;
		at += len;
		if (!obey(filling, &place, start, end ? len - 1 : len) &&
		    is_on(filling, &place))
			fill_text(filling, &place, start, len);
	}
	if (place.n_ifs > 0 && !is_over(filling))
		error_at(filling, &place, place.if_lines[place.n_ifs - 1],
		    "no #!end for it");
	filling->depth--;
}

int
template_fill(const struct template_text *text,
    const struct template_calls *calls, struct writer *output)
{
	struct filling filling = { .calls = calls, .output = output };

	fill_file(&filling, text);
	return filling.n_errors > 0;
}

unsigned
template_check(
    const struct template_text *text, const struct template_calls *calls)
{
	struct filling filling = { .calls = calls };

	fill_file(&filling, text);
	return filling.n_errors;
}

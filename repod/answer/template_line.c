/* SPDX-License-Identifier: ISC */
#include "repod/answer/template_line.h"

#include <string.h>

#include "common/text.h"

static const struct {
	const char *word;
	enum template_line_kind kind;
	const char *form;
} words[] = {
	{ "if", TEMPLATE_LINE_IF, "#!if NAME or #!if NAME = VALUE" },
	{ "unless", TEMPLATE_LINE_UNLESS,
	    "#!unless NAME or #!unless NAME = VALUE" },
	{ "end", TEMPLATE_LINE_END, "#!end, with nothing behind it" },
	{ "include", TEMPLATE_LINE_INCLUDE, "#!include FILE" },
};

enum {
	N_WORDS = sizeof(words) / sizeof(words[0])
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void
trim(const char **text, size_t *len)
{
	while (*len > 0 && is_blank(**text)) {
		(*text)++;
		(*len)--;
	}
	while (*len > 0 && is_blank((*text)[*len - 1]))
		(*len)--;
}

static void
drop(const char **text, size_t *len, size_t n)
{
	*text += n;
	*len -= n;
	trim(text, len);
}

size_t
template_line_name(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len &&
	    (is_letter(text[n]) || text[n] == '_' ||
		(text[n] >= '0' && text[n] <= '9') ||
		(n > 0 && (text[n] == '.' || text[n] == '-'))))
		n++;
	return n < TEMPLATE_NAME_MAX ? n : 0;
}

static bool
keep_argument(struct template_line *line, const char *text, size_t len)
{
	if (len == 0 || len >= sizeof(line->argument) || memchr(text, 0, len))
		return false;
	memcpy(line->argument, text, len);
	line->argument[len] = '\0';
	return true;
}

/* NAME, or NAME = VALUE. */
static bool
read_condition(struct template_line *line, const char *text, size_t len)
{
	size_t name = template_line_name(text, len);

	if (name == 0)
		return false;
	memcpy(line->name, text, name);
	line->name[name] = '\0';
	drop(&text, &len, name);
	line->has_value = len > 0;
	if (len == 0)
		return true;
	if (*text != '=')
		return false;
	drop(&text, &len, 1);
	return keep_argument(line, text, len);
}

static bool
read_rest(struct template_line *line, enum template_line_kind kind,
    const char *text, size_t len)
{
	if (kind == TEMPLATE_LINE_END)
		return len == 0;
	if (kind == TEMPLATE_LINE_INCLUDE)
		return keep_argument(line, text, len);
	return read_condition(line, text, len);
}

/* The word that was meant, as far as a letter or two tell. */
static const char *
nearest(const char *word)
{
	for (size_t i = 0; i < N_WORDS; i++)
		if (text_distance(word, words[i].word) <=
		    strlen(words[i].word) / 3)
			return words[i].word;
	return NULL;
}

static void
read_word(struct template_line *line, const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && is_letter(text[n]))
		n++;
	if (n == 0 || n >= sizeof(line->word) ||
	    (n < len && !is_blank(text[n])))
		return;
	memcpy(line->word, text, n);
	line->word[n] = '\0';
	drop(&text, &len, n);
	for (size_t i = 0; i < N_WORDS; i++) {
		if (strcmp(line->word, words[i].word) != 0)
			continue;
		line->meant = words[i].form;
		line->kind = read_rest(line, words[i].kind, text, len)
		    ? words[i].kind
		    : TEMPLATE_LINE_BAD;
		return;
	}
	line->meant = nearest(line->word);
	if (line->meant)
		line->kind = TEMPLATE_LINE_MISSPELT;
}

void
template_line_read(const char *text, size_t len, struct template_line *ret_line)
{
	ret_line->kind = TEMPLATE_LINE_TEXT;
	trim(&text, &len);
	if (len > 2 && text[0] == '#' && text[1] == '!')
		read_word(ret_line, text + 2, len - 2);
}

/* SPDX-License-Identifier: ISC */
#include "tftpd/rewrite_rule.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- letters --- */

static const struct {
	char letter;
	unsigned flag;
} letters_known[] = {
	{ 'r', REWRITE_REPLACE },
	{ 'e', REWRITE_END },
	{ 'E', REWRITE_END_IF_FILE },
	{ 's', REWRITE_RESTART },
	{ 'a', REWRITE_REFUSE },
	{ 'j', REWRITE_JUMP },
	{ 'i', REWRITE_ANY_CASE },
	{ '~', REWRITE_NOT },
	{ '4', REWRITE_IPV4 },
	{ '6', REWRITE_IPV6 },
	{ 'G', REWRITE_READS },
	{ 'P', REWRITE_WRITES },
};

/* What contradicts itself; each row two letters. */
static const char contradictions[][3] = { "r~", "ra", "rj", "aj", "as", "ej",
	"ae", "es", "eE", "Ej", "aE", "Es" };

static unsigned
flag_of(char letter)
{
	for (size_t i = 0; i < sizeof(letters_known) / sizeof(letters_known[0]);
	     i++) {
		if (letters_known[i].letter == letter)
			return letters_known[i].flag;
	}
	return 0;
}

static int
check_flags(unsigned flags, char *ret_error)
{
	for (size_t i = 0;
	     i < sizeof(contradictions) / sizeof(contradictions[0]); i++) {
		const char *pair = contradictions[i];

		if (flags & flag_of(pair[0]) && flags & flag_of(pair[1])) {
			snprintf(ret_error, REWRITE_ERROR_MAX,
			    "%c and %c do not go together", pair[0], pair[1]);
			return 1;
		}
	}
	return 0;
}

/* A first g is @g, a second one means each place once. */
static int
read_letters(
    const char *letters, unsigned g, unsigned *ret_flags, char *ret_error)
{
	unsigned flags = 0;

	for (; *letters; letters++) {
		unsigned flag = flag_of(*letters);

		if (*letters == 'g')
			flag = flags & g ? REWRITE_EACH : g;
		if (flag == 0) {
			snprintf(ret_error, REWRITE_ERROR_MAX,
			    "'%c' is not one of the letters "
			    "r g i e E s a j G P 4 6 ~",
			    *letters);
			return 1;
		}
		flags |= flag;
	}
	*ret_flags = flags;
	return 0;
}

/* --- the list --- */

static int
out_of_memory(char *ret_error)
{
	snprintf(ret_error, REWRITE_ERROR_MAX, "out of memory");
	return 1;
}

static int
compile(regex_t *regex, const char *text, unsigned flags, char *ret_error)
{
	int r = regcomp(regex, text,
	    REG_EXTENDED | (flags & REWRITE_ANY_CASE ? REG_ICASE : 0));
	char reason[REWRITE_ERROR_MAX / 2];

	if (r == 0)
		return 0;
	regerror(r, regex, reason, sizeof(reason));
	snprintf(ret_error, REWRITE_ERROR_MAX, "'%.64s' is no regex: %s", text,
	    reason);
	return 1;
}

/* Make room for one rule more. */
static int
grow(struct rewrite *rewrite, char *ret_error)
{
	struct rewrite_rule *rules;

	if (rewrite->n == REWRITE_RULES_MAX) {
		snprintf(ret_error, REWRITE_ERROR_MAX, "more than %d rules",
		    REWRITE_RULES_MAX);
		return 1;
	}
	rules = reallocarray(
	    rewrite->rules, rewrite->n + 1, sizeof(*rewrite->rules));
	if (!rules)
		return out_of_memory(ret_error);
	rewrite->rules = rules;
	return 0;
}

/* Add a rule; of a label @regex is NULL and @replacement its name. */
static int
add(struct rewrite *rewrite, unsigned flags, const char *regex,
    const char *replacement, const char *where, char *ret_error)
{
	struct rewrite_rule rule = { .flags = flags };

	if (check_flags(flags, ret_error) != 0 ||
	    grow(rewrite, ret_error) != 0 ||
	    (regex && compile(&rule.regex, regex, flags, ret_error) != 0))
		return 1;
	rule.where = strdup(where);
	rule.replacement = strdup(replacement);
	if (rule.where && rule.replacement) {
		rewrite->rules[rewrite->n++] = rule;
		return 0;
	}
	free(rule.where);
	free(rule.replacement);
	if (regex)
		regfree(&rule.regex);
	return out_of_memory(ret_error);
}

/* --- /regex/replacement/letters --- */

/* Cut @text at the next @mark that no backslash stands before. Return: what
 * follows it; NULL where there is none. */
static char *
cut_at(char *text, char mark)
{
	for (; *text; text++) {
		if (*text == '\\' && text[1]) {
			text++;
		} else if (*text == mark) {
			*text = '\0';
			return text + 1;
		}
	}
	return NULL;
}

static int
add_parts(
    struct rewrite *rewrite, char *text, const char *where, char *ret_error)
{
	unsigned flags;
	char mark = text[0];
	char *replacement = cut_at(text + 1, mark);
	char *letters = replacement ? cut_at(replacement, mark) : NULL;

	if (!letters || text[1] == '\0') {
		snprintf(ret_error, REWRITE_ERROR_MAX,
		    "it is not like /regex/replacement/letters");
		return 1;
	}
	if (read_letters(letters, REWRITE_EACH, &flags, ret_error) != 0)
		return 1;
	if (!(flags & (REWRITE_REFUSE | REWRITE_JUMP | REWRITE_NOT)))
		flags |= REWRITE_REPLACE;
	return add(rewrite, flags, text + 1, replacement, where, ret_error);
}

int
rewrite_rule_add(struct rewrite *rewrite, const char *text, const char *where,
    char *ret_error)
{
	char *copy;
	int r;

	if (!ispunct((unsigned char)*text) || *text == '\\') {
		snprintf(ret_error, REWRITE_ERROR_MAX,
		    "it does not begin with a slash: "
		    "/regex/replacement/letters");
		return 1;
	}
	copy = strdup(text);
	if (!copy)
		return out_of_memory(ret_error);
	r = add_parts(rewrite, copy, where, ret_error);
	free(copy);
	return r;
}

/* --- tftp-hpa's map --- */

/* The next field of a line, ended with a NUL in place. Return: "" where there
 * is none. */
static char *
next_field(char **rest)
{
	char *field = *rest + strspn(*rest, " \t\v\f\r\n");
	char *end = field;

	while (*end && *end != '#' && !isspace((unsigned char)*end))
		end += end[0] == '\\' && end[1] ? 2 : 1;
	/* Behind a comment's beginning there is nothing more. */
	*rest = *end == '#' || *end == '\0' ? end : end + 1;
	*end = '\0';
	return field;
}

static int
add_fields(
    struct rewrite *rewrite, char *line, const char *where, char *ret_error)
{
	const char *letters = next_field(&line);
	const char *regex, *replacement;
	unsigned flags;

	if (*letters == '\0')
		return 0;
	if (*letters == ':')
		return add(rewrite, REWRITE_LABEL, NULL, letters + 1, where,
		    ret_error);
	if (read_letters(letters, REWRITE_REPEAT, &flags, ret_error) != 0)
		return 1;
	regex = next_field(&line);
	replacement = next_field(&line);
	if (*regex == '\0') {
		snprintf(ret_error, REWRITE_ERROR_MAX, "the regex is missing");
		return 1;
	}
	return add(rewrite, flags, regex, replacement, where, ret_error);
}

int
rewrite_rule_add_map(struct rewrite *rewrite, const char *line,
    const char *where, char *ret_error)
{
	char *copy = strdup(line);
	int r;

	if (!copy)
		return out_of_memory(ret_error);
	r = add_fields(rewrite, copy, where, ret_error);
	free(copy);
	return r;
}

/* --- labels --- */

static bool
has_label(const struct rewrite *rewrite, const char *label)
{
	for (size_t i = 0; i < rewrite->n; i++) {
		if (rewrite->rules[i].flags & REWRITE_LABEL &&
		    strcmp(rewrite->rules[i].replacement, label) == 0)
			return true;
	}
	return false;
}

const struct rewrite_rule *
rewrite_rule_unknown_label(const struct rewrite *rewrite)
{
	for (size_t i = 0; i < rewrite->n; i++) {
		const struct rewrite_rule *rule = &rewrite->rules[i];

		if (rule->flags & REWRITE_JUMP &&
		    !strchr(rule->replacement, '\\') &&
		    !has_label(rewrite, rule->replacement))
			return rule;
	}
	return NULL;
}

/* SPDX-License-Identifier: ISC */
#include "common/check/menu_ipxe.h"

#include <string.h>

#include "common/check/menu_variables.h"

struct reader {
	struct check_lines lines;
	struct menu_variables variables;
	unsigned section; /* labels seen */
	char label[128];
	struct menu_item item;
	menu_item_fn *fn;
	void *owner;
};

static void
end_entry(struct reader *reader)
{
	struct menu_item *item = &reader->item;

	if (item->file.text[0] || item->n_initrds > 0)
		reader->fn(reader->owner, item);
	memset(item, 0, sizeof(*item));
	memcpy(item->label, reader->label, sizeof(item->label));
}

static void
begin_section(struct reader *reader, struct http_span name)
{
	size_t len = name.len < sizeof(reader->label)
	    ? name.len
	    : sizeof(reader->label) - 1;

	end_entry(reader);
	menu_variables_forget(&reader->variables, 1);
	reader->section++;
	memcpy(reader->label, name.at, len);
	reader->label[len] = '\0';
	memcpy(reader->item.label, reader->label, sizeof(reader->label));
}

/* What stands before the first ||, by which a script catches a failure. */
static struct http_span
before_catch(struct http_span line)
{
	const char *catch =
	    line.len > 0 ? memmem(line.at, line.len, "||", 2) : NULL;

	if (catch)
		line.len = (size_t)(catch - line.at);
	return http_span_trim(line);
}

/* Whether the first command of @line decides about those behind it. */
static bool
is_condition(const struct http_span *line, const struct http_span *word)
{
	return http_span_is(word, "isset") || http_span_is(word, "iseq") ||
	    memmem(line->at, line->len, "&&", 2);
}

static void
take_set(struct reader *reader, struct http_span rest)
{
	char value[CHECK_WORD_MAX];
	struct http_span name;
	bool is_known;

	if (!check_word_next(&rest, &name))
		return;
	rest = http_span_trim(rest);
	is_known = menu_variables_fill(&reader->variables, false, &rest, value,
		       sizeof(value)) &&
	    !strchr(value, '$');
	menu_variables_set(&reader->variables, name.at, name.len,
	    is_known ? value : NULL, reader->section);
}

/* What a condition may set is not known, but for a default. */
static void
forget_sets(struct reader *reader, struct http_span line, bool is_default)
{
	struct http_span word;

	while (check_word_next(&line, &word))
		if (http_span_is(&word, "set") &&
		    check_word_next(&line, &word) &&
		    !(is_default &&
			menu_variables_get(
			    &reader->variables, word.at, word.len)))
			menu_variables_set(&reader->variables, word.at,
			    word.len, NULL, reader->section);
}

/* Whether an option of a fetching command takes the next word as its value. */
static bool
takes_value(const struct http_span *option)
{
	return !memchr(option->at, '=', option->len) &&
	    (http_span_is(option, "--name") || http_span_is(option, "-n") ||
		http_span_is(option, "--timeout") ||
		http_span_is(option, "-t"));
}

/* The place that a command fetches from. */
static bool
take_place(struct reader *reader, struct http_span *rest, char *out)
{
	struct http_span word;

	return check_word_next(rest, &word) &&
	    menu_variables_fill(
		&reader->variables, false, &word, out, CHECK_WORD_MAX) &&
	    !strchr(out, '$');
}

/* Go to the place behind --name VALUE and its like. */
static bool
skip_options(struct http_span *rest)
{
	struct http_span word, before = *rest;

	while (check_word_next(rest, &word)) {
		if (word.at[0] != '-') {
			*rest = before;
			return true;
		}
		if (takes_value(&word) && !check_word_next(rest, &word))
			return false;
		before = *rest;
	}
	return false;
}

static void
set_words(struct reader *reader, struct http_span rest)
{
	char words[MENU_WORDS_MAX];

	rest = http_span_trim(rest);
	if (rest.len > 0 &&
	    menu_variables_fill(
		&reader->variables, false, &rest, words, sizeof(words)))
		menu_item_set_words(&reader->item, reader->lines.line, words);
}

static void
take_kernel(struct reader *reader, struct http_span rest)
{
	struct menu_item *item = &reader->item;
	char name[CHECK_WORD_MAX];

	end_entry(reader);
	if (!skip_options(&rest))
		return;
	if (take_place(reader, &rest, name)) {
		memcpy(item->file.text, name, strlen(name) + 1);
		item->file.line = reader->lines.line;
	}
	set_words(reader, rest);
	/* Words alone are worth telling, too. */
	if (!item->file.text[0] && item->words_line > 0) {
		reader->fn(reader->owner, item);
		item->words_line = 0;
	}
}

static void
take_initrd(struct reader *reader, struct http_span rest)
{
	char name[CHECK_WORD_MAX];

	if (skip_options(&rest) && take_place(reader, &rest, name))
		menu_item_add_initrd(&reader->item, reader->lines.line, name);
}

/* chain of an image that imgfetch got before names no place, but a name
 * without a slash or a suffix: such are passed over. */
static void
take_chain(struct reader *reader, struct http_span rest)
{
	struct menu_item item = { .kind = MENU_LOADER };

	if (!skip_options(&rest) || !take_place(reader, &rest, item.file.text))
		return;
	if (!strpbrk(item.file.text, "/."))
		return;
	if (menu_item_has_suffix(item.file.text, ".ipxe"))
		item.kind = MENU_MENU;
	item.file.line = reader->lines.line;
	memcpy(item.label, reader->label, sizeof(item.label));
	reader->fn(reader->owner, &item);
}

static void
take_line(struct reader *reader, struct http_span line)
{
	struct http_span rest = before_catch(line), word;
	bool is_caught = rest.len < line.len;

	if (!check_word_next(&rest, &word))
		return;
	if (is_condition(&line, &word))
		forget_sets(reader, line, http_span_is(&word, "isset"));
	else if (http_span_is(&word, "set"))
		take_set(reader, rest);
	else if (http_span_is(&word, "kernel") || http_span_is(&word, "linux"))
		take_kernel(reader, rest);
	else if (http_span_is(&word, "initrd"))
		take_initrd(reader, rest);
	else if (http_span_is(&word, "chain") && !is_caught)
		take_chain(reader, rest);
	else if (http_span_is(&word, "imgargs") &&
	    check_word_next(&rest, &word))
		set_words(reader, rest);
}

static void
know_server(struct reader *reader, const char *server)
{
	static const char *const names[] = { "next-server", "dhcp-server",
		"net0/next-server", "net0/dhcp-server", "netX/next-server",
		"netX/dhcp-server" };

	for (size_t i = 0; *server && i < sizeof(names) / sizeof(names[0]); i++)
		menu_variables_set(
		    &reader->variables, names[i], strlen(names[i]), server, 0);
}

void
menu_ipxe_read(const char *text, size_t len, const char *server,
    menu_item_fn *fn, void *owner)
{
	struct reader reader = {
		.lines.rest = { text, len },
		.fn = fn,
		.owner = owner,
	};
	struct http_span line;

	know_server(&reader, server);
	while (check_lines_next(&reader.lines, &line)) {
		if (line.len == 0 || line.at[0] == '#')
			continue;
		if (line.at[0] == ':') {
			line.at++;
			line.len--;
			begin_section(&reader, http_span_trim(line));
		} else {
			take_line(&reader, line);
		}
	}
	end_entry(&reader);
}

/* SPDX-License-Identifier: ISC */
#include "common/check/menu_grub.h"

#include <stdio.h>
#include <string.h>

#include "common/check/menu_variables.h"
#include "common/cursor.h"

struct reader {
	struct check_lines lines;
	struct menu_variables variables;
	unsigned entry;	   /* scope of variables: 0 outside of entries */
	unsigned depth;	   /* open braces */
	unsigned n_ifs;	   /* open ifs */
	unsigned file_ifs; /* those of them from the first that asks for
			    * files on; 0: none does */
	char root[CHECK_WORD_MAX]; /* before a name without a device: "" is
				    * where GRUB came from */
	char outer_root[CHECK_WORD_MAX];
	bool has_root; /* whether @root is on the network */
	bool outer_has_root;
	char label[128];
	struct menu_item item;
	menu_item_fn *fn;
	void *owner;
};

/* --- names --- */

/* (tftp), (pxe), (http,HOST:PORT) and their like as the beginning of a URL.
 * Return: false for a device of another kind. */
static bool
read_device(const char *device, size_t len, char *out)
{
	static const char *const kinds[] = { "tftp", "http", "pxe" };
	const char *comma = memchr(device, ',', len);
	size_t kind_len = comma ? (size_t)(comma - device) : len;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strlen(kinds[i]) != kind_len ||
		    memcmp(kinds[i], device, kind_len) != 0)
			continue;
		out[0] = '\0';
		if (comma && len - kind_len > 1)
			snprintf(out, CHECK_WORD_MAX, "%s://%.*s",
			    i == 1 ? "http" : "tftp", (int)(len - kind_len - 1),
			    comma + 1);
		return true;
	}
	return false;
}

/* @word as a name or a URL. Return: false where it is not known, or lies on a
 * disk. */
static bool
read_name(struct reader *reader, const struct http_span *word, char *out)
{
	char filled[CHECK_WORD_MAX], plain[CHECK_WORD_MAX], *name = plain;
	char root[CHECK_WORD_MAX];
	struct http_span span;
	struct writer writer;

	if (!menu_variables_fill(
		&reader->variables, true, word, filled, sizeof(filled)))
		return false;
	span = (struct http_span){ filled, strlen(filled) };
	if (!check_word_copy(&span, plain) || strpbrk(plain, "$*\\"))
		return false;
	memcpy(root, reader->root, sizeof(root));
	if (*name == '(') {
		char *end = strchr(name, ')');

		if (!end ||
		    !read_device(name + 1, (size_t)(end - name - 1), root))
			return false;
		name = end + 1;
	} else if (!reader->has_root) {
		return false;
	}
	writer = writer_over(out, CHECK_WORD_MAX);
	writer_text(&writer, root);
	if (root[0] && *name != '/')
		writer_u8(&writer, '/');
	writer_string(&writer, name);
	return *name && !writer.failed;
}

/* --- variables --- */

static void
set_root(struct reader *reader, const char *value)
{
	size_t len = strlen(value);

	if (len > 1 && value[0] == '(' && value[len - 1] == ')') {
		value++;
		len -= 2;
	}
	reader->has_root = read_device(value, len, reader->root);
}

static void
take_set(struct reader *reader, struct http_span rest)
{
	char filled[CHECK_WORD_MAX], value[CHECK_WORD_MAX];
	struct http_span word, name;
	bool is_known;

	if (!check_word_next(&rest, &word) || !memchr(word.at, '=', word.len))
		return;
	name = http_span_cut(&word, '=');
	is_known = menu_variables_fill(&reader->variables, true, &word, filled,
		       sizeof(filled)) &&
	    !strchr(filled, '$') && reader->n_ifs == 0;
	word = (struct http_span){ filled, strlen(filled) };
	is_known = check_word_copy(&word, value) && is_known;
	if (http_span_is(&name, "root")) {
		set_root(reader, is_known ? value : "?");
		return;
	}
	menu_variables_set(&reader->variables, name.at, name.len,
	    is_known ? value : NULL, reader->entry);
}

/* search --set=root and --set alone look for a disk. */
static void
take_search(struct reader *reader, struct http_span rest)
{
	if (memmem(rest.at, rest.len, "--set=", 6) &&
	    !memmem(rest.at, rest.len, "--set=root", 10))
		return;
	reader->has_root = false;
}

/* --- entries --- */

static void
end_item(struct reader *reader)
{
	struct menu_item *item = &reader->item;

	if (item->file.text[0] || item->n_initrds > 0 || item->words_line > 0)
		reader->fn(reader->owner, item);
	memset(item, 0, sizeof(*item));
	memcpy(item->label, reader->label, sizeof(item->label));
}

static void
begin_entry(struct reader *reader, struct http_span rest)
{
	struct http_span word;
	char title[CHECK_WORD_MAX];

	reader->entry++;
	memcpy(reader->outer_root, reader->root, sizeof(reader->root));
	reader->outer_has_root = reader->has_root;
	if (check_word_next(&rest, &word) && check_word_copy(&word, title))
		snprintf(reader->label, sizeof(reader->label), "%.*s",
		    (int)sizeof(reader->label) - 1, title);
	end_item(reader);
}

static void
end_entry(struct reader *reader)
{
	end_item(reader);
	reader->label[0] = reader->item.label[0] = '\0';
	menu_variables_forget(&reader->variables, 1);
	memcpy(reader->root, reader->outer_root, sizeof(reader->root));
	reader->has_root = reader->outer_has_root;
}

static void
take_kernel(struct reader *reader, struct http_span rest)
{
	struct menu_item *item = &reader->item;
	char name[CHECK_WORD_MAX], words[MENU_WORDS_MAX];
	struct http_span word;

	end_item(reader);
	if (!check_word_next(&rest, &word))
		return;
	if (read_name(reader, &word, name)) {
		memcpy(item->file.text, name, strlen(name) + 1);
		item->file.line = reader->lines.line;
	}
	rest = http_span_trim(rest);
	if (rest.len > 0 &&
	    menu_variables_fill(
		&reader->variables, true, &rest, words, sizeof(words)))
		menu_item_set_words(item, reader->lines.line, words);
}

static void
take_initrds(struct reader *reader, struct http_span rest)
{
	char name[CHECK_WORD_MAX];
	struct http_span word;

	while (check_word_next(&rest, &word))
		if (read_name(reader, &word, name))
			menu_item_add_initrd(
			    &reader->item, reader->lines.line, name);
}

static void
tell(struct reader *reader, enum menu_kind kind, struct http_span rest)
{
	struct menu_item item = { .kind = kind };
	struct http_span word;

	do
		if (!check_word_next(&rest, &word))
			return;
	while (word.at[0] == '-');
	if (!read_name(reader, &word, item.file.text))
		return;
	item.file.line = reader->lines.line;
	memcpy(item.label, reader->label, sizeof(item.label));
	reader->fn(reader->owner, &item);
}

static bool
is_one_of(const struct http_span *word, const char *const *names)
{
	for (; *names; names++)
		if (http_span_is(word, *names))
			return true;
	return false;
}

static void
begin_if(struct reader *reader, const struct http_span *rest)
{
	static const char *const tests[] = { "-e", "-f", "-d", "-s", "!",
		NULL };
	struct http_span left = *rest, word;

	reader->n_ifs++;
	while (reader->file_ifs == 0 && check_word_next(&left, &word))
		if (is_one_of(&word, tests))
			reader->file_ifs = reader->n_ifs;
}

static void
end_if(struct reader *reader)
{
	if (reader->file_ifs == reader->n_ifs)
		reader->file_ifs = 0;
	reader->n_ifs -= reader->n_ifs > 0;
}

/* --- commands --- */

static void
take_reference(
    struct reader *reader, const struct http_span *word, struct http_span rest)
{
	static const char *const kernels[] = { "linux", "linuxefi", "linux16",
		NULL };
	static const char *const initrds[] = { "initrd", "initrdefi",
		"initrd16", NULL };
	static const char *const menus[] = { "configfile", "source", ".",
		NULL };

	if (is_one_of(word, kernels))
		take_kernel(reader, rest);
	else if (is_one_of(word, initrds))
		take_initrds(reader, rest);
	else if (is_one_of(word, menus))
		tell(reader, MENU_MENU, rest);
	else if (http_span_is(word, "chainloader"))
		tell(reader, MENU_LOADER, rest);
}

static void
take_command(struct reader *reader, struct http_span rest)
{
	struct http_span word;

	if (!check_word_next(&rest, &word))
		return;
	if (http_span_is(&word, "menuentry"))
		begin_entry(reader, rest);
	else if (http_span_is(&word, "set"))
		take_set(reader, rest);
	else if (http_span_is(&word, "search"))
		take_search(reader, rest);
	else if (http_span_is(&word, "if"))
		begin_if(reader, &rest);
	else if (http_span_is(&word, "fi"))
		end_if(reader);
	else if (http_span_is(&word, "then") || http_span_is(&word, "else"))
		take_command(reader, rest);
	else if (reader->file_ifs == 0)
		take_reference(reader, &word, rest);
}

/* Up to a semicolon, or a brace of its own, that no quotes hold. */
static struct http_span
next_command(struct http_span *rest, char *ret_end)
{
	struct http_span command = { rest->at, 0 };
	char quote = '\0', c;

	*ret_end = '\0';
	while (rest->len > 0) {
		c = *rest->at;
		rest->at++;
		rest->len--;
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == ';' ||
		    ((c == '{' || c == '}') &&
			(command.len == 0 || strchr(" \t;", rest->at[-2])) &&
			(rest->len == 0 || strchr(" \t;}", *rest->at)))) {
			*ret_end = c;
			break;
		}
		command.len++;
	}
	return command;
}

static void
take_line(struct reader *reader, struct http_span line)
{
	char end;

	while (line.len > 0) {
		struct http_span command = next_command(&line, &end);

		if (command.len > 0)
			take_command(reader, command);
		if (end == '{') {
			reader->depth++;
		} else if (end == '}' && reader->depth > 0) {
			reader->depth--;
			end_entry(reader);
		}
	}
}

void
menu_grub_read(const char *text, size_t len, const char *server,
    menu_item_fn *fn, void *owner)
{
	static const char *const names[] = { "net_default_server",
		"pxe_default_server" };
	struct reader reader = {
		.lines.rest = { text, len },
		.has_root = true,
		.outer_has_root = true,
		.fn = fn,
		.owner = owner,
	};
	struct http_span line;

	for (size_t i = 0; *server && i < 2; i++)
		menu_variables_set(
		    &reader.variables, names[i], strlen(names[i]), server, 0);
	while (check_lines_next(&reader.lines, &line))
		if (line.len > 0 && line.at[0] != '#')
			take_line(&reader, line);
	end_item(&reader);
}

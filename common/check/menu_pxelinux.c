/* SPDX-License-Identifier: ISC */
#include "common/check/menu_pxelinux.h"

#include <string.h>

struct reader {
	struct check_lines lines;
	struct menu_item item;
	bool is_help; /* inside TEXT HELP */
	menu_item_fn *fn;
	void *owner;
};

/* The entry is told once its last line was seen: APPEND may come first. */
static void
end_entry(struct reader *reader)
{
	struct menu_item *item = &reader->item;

	if (item->kind != MENU_ENTRY || item->file.text[0] ||
	    item->n_initrds > 0 || item->words_line > 0)
		reader->fn(reader->owner, item);
	memset(item, 0, sizeof(*item));
}

static void
begin_entry(struct reader *reader, const struct http_span *label)
{
	size_t len = label->len;

	end_entry(reader);
	if (len >= sizeof(reader->item.label))
		len = sizeof(reader->item.label) - 1;
	memcpy(reader->item.label, label->at, len);
}

static void
set_file(struct reader *reader, const struct http_span *value, bool is_module)
{
	struct menu_item *item = &reader->item;

	if (!check_word_copy(value, item->file.text))
		return;
	item->file.line = reader->lines.line;
	if (is_module || menu_item_has_suffix(item->file.text, ".c32"))
		item->kind = MENU_MODULE;
	else if (menu_item_has_suffix(item->file.text, ".0"))
		item->kind = MENU_LOADER;
}

/* A reference that is no entry's. */
static void
tell(struct reader *reader, enum menu_kind kind, const struct http_span *value)
{
	struct menu_item item = { .kind = kind };

	if (!check_word_copy(value, item.file.text) || !item.file.text[0])
		return;
	item.file.line = reader->lines.line;
	memcpy(item.label, reader->item.label, sizeof(item.label));
	reader->fn(reader->owner, &item);
}

static void
add_initrds(struct reader *reader, struct http_span value)
{
	char name[CHECK_WORD_MAX];

	while (value.len > 0) {
		struct http_span one = http_span_cut(&value, ',');

		if (check_word_copy(&one, name))
			menu_item_add_initrd(
			    &reader->item, reader->lines.line, name);
	}
}

static void
set_append(struct reader *reader, const struct http_span *value)
{
	char words[MENU_WORDS_MAX];
	size_t len =
	    value->len < sizeof(words) - 1 ? value->len : sizeof(words) - 1;

	if (len > 0)
		memcpy(words, value->at, len);
	words[len] = '\0';
	if (strcmp(words, "-") != 0 && strlen(words) == len)
		menu_item_set_words(&reader->item, reader->lines.line, words);
}

/* UI and DEFAULT name a module, or a label, with words behind it. */
static void
take_interface(struct reader *reader, struct http_span value)
{
	struct http_span word;
	char name[CHECK_WORD_MAX];

	if (check_word_next(&value, &word) && check_word_copy(&word, name) &&
	    menu_item_has_suffix(name, ".c32"))
		tell(reader, MENU_MODULE, &word);
}

static void
take_menu(struct reader *reader, struct http_span value)
{
	struct http_span word;

	if (check_word_next(&value, &word) &&
	    http_span_equal(&word, "include") && check_word_next(&value, &word))
		tell(reader, MENU_MENU, &word);
}

static bool
is_one_of(const struct http_span *word, const char *const *names)
{
	for (; *names; names++)
		if (http_span_equal(word, *names))
			return true;
	return false;
}

static void
take_line(struct reader *reader, struct http_span line)
{
	static const char *const kernels[] = { "kernel", "linux", NULL };
	static const char *const loaders[] = { "boot", "pxe", "bss", NULL };
	static const char *const menus[] = { "include", "config", NULL };
	struct http_span word, first;

	if (!check_word_next(&line, &word))
		return;
	line = http_span_trim(line);
	first = line;
	first.len = 0;
	if (http_span_equal(&word, "label")) {
		begin_entry(reader, &line);
	} else if (http_span_equal(&word, "append")) {
		set_append(reader, &line);
	} else if (http_span_equal(&word, "ui") ||
	    http_span_equal(&word, "default")) {
		take_interface(reader, line);
	} else if (http_span_equal(&word, "menu")) {
		take_menu(reader, line);
	} else if (http_span_equal(&word, "text")) {
		reader->is_help = http_span_equal(&line, "help");
	} else if (http_span_equal(&word, "initrd")) {
		add_initrds(reader, line);
	} else if (check_word_next(&line, &first)) {
		if (is_one_of(&word, kernels))
			set_file(reader, &first, false);
		else if (http_span_equal(&word, "com32"))
			set_file(reader, &first, true);
		else if (is_one_of(&word, loaders))
			tell(reader, MENU_LOADER, &first);
		else if (is_one_of(&word, menus))
			tell(reader, MENU_MENU, &first);
	}
}

void
menu_pxelinux_read(const char *text, size_t len, menu_item_fn *fn, void *owner)
{
	struct reader reader = {
		.lines.rest = { text, len },
		.fn = fn,
		.owner = owner,
	};
	struct http_span line;

	while (check_lines_next(&reader.lines, &line)) {
		if (reader.is_help)
			reader.is_help = !http_span_equal(&line, "endtext");
		else if (line.len > 0 && line.at[0] != '#')
			take_line(&reader, line);
	}
	end_entry(&reader);
}

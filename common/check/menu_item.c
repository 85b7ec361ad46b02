/* SPDX-License-Identifier: ISC */
#include "common/check/menu_item.h"

#include <string.h>

#include "common/text.h"

void
menu_item_set_words(struct menu_item *item, unsigned line, const char *words)
{
	size_t len = strlen(words);

	if (len >= sizeof(item->words)) {
		len = sizeof(item->words) - 1;
		while (len > 0 && words[len] != ' ')
			len--;
	}
	memcpy(item->words, words, len);
	item->words[len] = '\0';
	item->words_line = line;
}

void
menu_item_add_initrd(struct menu_item *item, unsigned line, const char *name)
{
	struct menu_name *initrd = &item->initrds[item->n_initrds];
	size_t len = strlen(name);

	if (len == 0 || len >= sizeof(initrd->text) ||
	    item->n_initrds == MENU_NAMES_MAX)
		return;
	memcpy(initrd->text, name, len + 1);
	initrd->line = line;
	item->n_initrds++;
}

bool
menu_item_has_suffix(const char *name, const char *suffix)
{
	size_t len = strlen(name), suffix_len = strlen(suffix);

	return len >= suffix_len && text_equal(name + len - suffix_len, suffix);
}

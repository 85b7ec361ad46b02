/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_COMMON_CHECK_MENU_TRACE_H
#define TESTS_UNIT_COMMON_CHECK_MENU_TRACE_H

#include <stdio.h>
#include <string.h>

#include "common/check/menu_item.h"

/* The items of a menu as one line: "kind line:file +line:initrd 'words'". */
struct menu_trace {
	char text[2048];
	size_t n;
};

static inline void
menu_trace_add(void *owner, const struct menu_item *item)
{
	static const char *const kinds[] = { "entry", "module", "menu",
		"loader" };
	struct menu_trace *trace = owner;

#define ADD(...)                                                               \
	trace->n += (size_t)snprintf(trace->text + trace->n,                   \
	    sizeof(trace->text) - trace->n, __VA_ARGS__)
	ADD("%s%s", trace->n ? "; " : "", kinds[item->kind]);
	if (item->file.text[0])
		ADD(" %u:%s", item->file.line, item->file.text);
	for (unsigned i = 0; i < item->n_initrds; i++)
		ADD(" +%u:%s", item->initrds[i].line, item->initrds[i].text);
	if (item->words_line)
		ADD(" '%s'", item->words);
#undef ADD
}

#endif

/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_print.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "dhcpd/import/import_machine.h"
#include "dhcpd/import/import_state.h"

/* Two times in the wrong order: the bound wins, as there. */
static void
order_times(struct import *import, struct import_section *section,
    const char *low, const char *high, const char *wins)
{
	struct import_entry *a = import_state_entry(section, low);
	struct import_entry *b = import_state_entry(section, high);
	struct import_entry *loser = strcmp(low, wins) == 0 ? b : a, kept;
	uint64_t low_ms, high_ms;

	if (!a || !b || !text_parse_duration(a->value, &low_ms) ||
	    !text_parse_duration(b->value, &high_ms) || low_ms <= high_ms)
		return;
	import_note(import, "[%s] %s = %s is beyond %s: left out",
	    section->title, loser->key, loser->value, wins);
	free(loser->key);
	free(loser->value);
	kept = section->entries[--section->n];
	*loser = kept;
}

static void
finish(struct import *import)
{
	struct import_section *section;

	for (size_t i = 0; i < import->n; i++) {
		section = import->sections[i];
		import_at(import, section->file, section->line);
		order_times(import, section, "min-lease-time", "max-lease-time",
		    "max-lease-time");
		order_times(import, section, "lease-time", "max-lease-time",
		    "max-lease-time");
		order_times(import, section, "min-lease-time", "lease-time",
		    "min-lease-time");
		if (section->is_host)
			import_machine_finish(import, section);
	}
}

/* Its length; written to @out where that is not NULL. */
static size_t
print_section(const struct import_section *section, char *out, size_t size)
{
	bool is_named = strchr(section->title, ' ');
	size_t len = 0;

	if (section->is_hidden || (section->is_host && !section->has_match) ||
	    (!is_named && section->n == 0))
		return 0;
	/* NULL and 0 ask for the length. */
	/* cppcheck-suppress nullPointer */
	len += (size_t)snprintf(out, size, "[%s]\n", section->title);
	for (size_t i = 0; i < section->n; i++)
		len += (size_t)snprintf(out ? out + len : NULL,
		    out ? size - len : 0, "%s = %s\n", section->entries[i].key,
		    section->entries[i].value);
	len += (size_t)snprintf(
	    out ? out + len : NULL, out ? size - len : 0, "\n");
	return len;
}

int
import_print(struct import *import, char **ret_text)
{
	size_t size = 1, len = 0;
	char *text;

	finish(import);
	for (size_t i = 0; i < import->n; i++)
		size += print_section(import->sections[i], NULL, 0);
	text = malloc(size);
	if (!text || import->has_failed) {
		free(text);
		return -ENOMEM;
	}
	text[0] = '\0';
	for (size_t i = 0; i < import->n; i++)
		len +=
		    print_section(import->sections[i], text + len, size - len);
	*ret_text = text;
	return 0;
}

/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_state.h"

#include <stdlib.h>
#include <string.h>

struct import_entry *
import_state_entry(const struct import_section *section, const char *key)
{
	for (size_t i = 0; i < section->n; i++)
		if (strcmp(section->entries[i].key, key) == 0)
			return &section->entries[i];
	return NULL;
}

void
import_state_add(struct import *import, struct import_section *section,
    const char *key, const char *value)
{
	struct import_entry *grown, entry = { strdup(key), strdup(value) };

	if (entry.key && entry.value && section->n == section->size) {
		section->size = section->size ? section->size * 2 : 8;
		grown = reallocarray(
		    section->entries, section->size, sizeof(*grown));
		if (grown)
			section->entries = grown;
		else
			section->size = section->n;
	}
	if (!entry.key || !entry.value || section->n == section->size) {
		free(entry.key);
		free(entry.value);
		import->has_failed = true;
		return;
	}
	section->entries[section->n++] = entry;
}

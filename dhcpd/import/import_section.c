/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_section.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "dhcpd/import/import_state.h"

enum {
	KEY_MAX = 48
};

/* --- sections ------------------------------------------------------------- */

static struct import_section *
find_section(const struct import *import, const char *title)
{
	for (size_t i = 0; i < import->n; i++)
		if (text_equal(import->sections[i]->title, title))
			return import->sections[i];
	return NULL;
}

static struct import_section *
add_section(struct import *import, const char *title)
{
	struct import_section *section = calloc(1, sizeof(*section)), **grown;

	if (section && import->n == import->size) {
		import->size = import->size ? import->size * 2 : 16;
		grown = reallocarray(import->sections, import->size,
		    sizeof(struct import_section *));
		if (!grown) {
			free(section);
			section = NULL;
		} else {
			import->sections = grown;
		}
	}
	if (!section) {
		import->has_failed = true;
		return NULL;
	}
	snprintf(section->title, sizeof(section->title), "%s", title);
	section->file = import->file;
	section->line = import->line;
	import->sections[import->n++] = section;
	return section;
}

struct import_section *
import_section(struct import *import, const char *name)
{
	struct import_section *section = find_section(import, name);

	return section ? section : add_section(import, name);
}

struct import_section *
import_subnet(struct import *import, const struct prefix *prefix)
{
	char title[IMPORT_TITLE_MAX], address[ADDRESS_TEXT_MAX];
	struct import_section *section;

	snprintf(title, sizeof(title), "subnet %s/%u",
	    address_text(address, prefix->network), prefix->len);
	section = find_section(import, title);
	for (size_t i = 0; !section && i < import->n; i++) {
		const struct import_section *other = import->sections[i];

		if (other->is_subnet &&
		    (prefix_has(&other->prefix, prefix->network) ||
			prefix_has(prefix, other->prefix.network))) {
			import_note(import, "%s overlaps %s: left out", title,
			    other->title);
			return NULL;
		}
	}
	if (!section)
		section = add_section(import, title);
	if (section) {
		section->is_subnet = true;
		section->prefix = *prefix;
	}
	return section;
}

/* What a section's name may hold, and no more than fits. */
static void
clean_name(char out[IMPORT_NAME_MAX], const char *name)
{
	size_t n = 0;

	for (; *name && n < IMPORT_NAME_MAX - 8; name++)
		out[n++] =
		    strchr("[];#\"= \t", *name) || *name < ' ' || *name > '~'
		    ? '_'
		    : *name;
	out[n] = '\0';
	if (n == 0)
		snprintf(out, IMPORT_NAME_MAX, "unnamed");
}

struct import_section *
import_named(struct import *import, const char *kind, const char *name)
{
	char clean[IMPORT_NAME_MAX], title[IMPORT_TITLE_MAX];
	struct import_section *section;

	clean_name(clean, name);
	snprintf(title, sizeof(title), "%s %s", kind, clean);
	for (unsigned i = 2; find_section(import, title) && i < 100000; i++)
		snprintf(title, sizeof(title), "%s %s-%u", kind, clean, i);
	section = add_section(import, title);
	if (section)
		section->is_host = strcmp(kind, "host") == 0;
	return section;
}

struct import_section *
import_hidden(struct import *import)
{
	struct import_section *section = import_named(import, "hidden", "");

	if (section)
		section->is_hidden = true;
	return section;
}

struct import_section *
import_find_subnet(const struct import *import, uint32_t address)
{
	for (size_t i = 0; i < import->n; i++)
		if (import->sections[i]->is_subnet &&
		    prefix_has(&import->sections[i]->prefix, address))
			return import->sections[i];
	return NULL;
}

const char *
import_named_as(const struct import_section *section)
{
	return strchr(section->title, ' ') + 1;
}

/* --- keys ----------------------------------------------------------------- */

bool
import_has(const struct import_section *section, const char *key)
{
	return section && import_state_entry(section, key);
}

/* One line of printable text, without what would begin a comment. */
static bool
is_writable(const char *value)
{
	size_t len = strlen(value);

	if (len >= IMPORT_VALUE_MAX || *value == ';' || *value == ' ' ||
	    (len > 0 && value[len - 1] == ' ') || strstr(value, " ;"))
		return false;
	for (; *value; value++)
		if ((unsigned char)*value < ' ' || *value == 0x7f)
			return false;
	return true;
}

static void
replace(struct import *import, const struct import_section *section,
    struct import_entry *entry, const char *value)
{
	char *copy = strdup(value);

	import_note(import,
	    "[%s] %s = %s, from above, is left out: the last one counts",
	    section->title, entry->key, *entry->value ? entry->value : "none");
	if (!copy) {
		import->has_failed = true;
		return;
	}
	free(entry->value);
	entry->value = copy;
}

void
import_set(struct import *import, struct import_section *section,
    const char *key, enum arch_class class, const char *value)
{
	const char *suffix = arch_class_name(class);
	struct import_entry *before;
	char full[KEY_MAX];

	if (!section)
		return;
	snprintf(full, sizeof(full), "%s%s%s", key, *suffix ? "." : "", suffix);
	before = import_state_entry(section, full);
	if (!is_writable(value))
		import_note(
		    import, "%s: an INI file cannot hold its value", full);
	else if (before && strcmp(before->value, value) != 0 &&
	    import->last_counts)
		replace(import, section, before, value);
	else if (before && strcmp(before->value, value) != 0)
		import_note(import, "[%s] has %s = %s already: %s is left out",
		    section->title, full, before->value,
		    *value ? value : "none");
	else if (!before)
		import_state_add(import, section, full, value);
}

void
import_inherit(struct import *import, struct import_section *section,
    const struct import_section *from)
{
	if (!section || !from)
		return;
	for (size_t i = 0; i < from->n; i++)
		if (!import_state_entry(section, from->entries[i].key))
			import_state_add(import, section, from->entries[i].key,
			    from->entries[i].value);
}

void
import_last_counts(struct import *import)
{
	import->last_counts = true;
}

/* --- sections around others ----------------------------------------------- */

/* The class that @full is @key for, if it is one that may be shadowed. */
static const char *
shadowed_class(const char *full, const char *key)
{
	size_t len = strlen(key);
	const char *class = full + len + 1;

	if (strncmp(full, key, len) != 0 || full[len] != '.')
		return NULL;
	if (strcmp(key, "filename") == 0 && strstr(class, "http"))
		return NULL;
	return class;
}

static void
shadow_one(struct import *import, struct import_section *section,
    const struct import_section *around, const char *key)
{
	const struct import_entry *own = import_state_entry(section, key);
	const struct import_entry *other;

	for (size_t i = 0; own && i < around->n; i++) {
		other = &around->entries[i];
		if (!shadowed_class(other->key, key) ||
		    strcmp(other->value, own->value) == 0 ||
		    import_state_entry(section, other->key))
			continue;
		import_state_add(import, section, other->key, own->value);
		/* The list may have moved. */
		own = import_state_entry(section, key);
	}
}

/* A machine may be in any subnet. */
static bool
is_around(
    const struct import_section *around, const struct import_section *section)
{
	bool is_machine = section->is_host ||
	    strncmp(section->title, "group ", strlen("group ")) == 0;

	return strcmp(around->title, "dhcpd") == 0 ||
	    (around->is_subnet && is_machine);
}

void
import_shadow(
    struct import *import, struct import_section *section, const char *key)
{
	for (size_t i = 0; i < import->n; i++)
		if (import->sections[i] != section &&
		    is_around(import->sections[i], section))
			shadow_one(import, section, import->sections[i], key);
}

void
import_shadow_all(struct import *import)
{
	static const char *const keys[] = { "filename", "next-server", "router",
		"dns", "domain" };

	for (size_t i = 0; i < import->n; i++)
		for (size_t j = 0; j < sizeof(keys) / sizeof(keys[0]); j++)
			import_shadow(import, import->sections[i], keys[j]);
}

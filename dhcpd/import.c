/* SPDX-License-Identifier: ISC */
#include "dhcpd/import.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "dhcpd/policy.h"

enum {
	NOTE_MAX = 512,
	KEY_MAX = 48,
	TITLE_MAX = 64,
};

struct entry {
	char *key, *value; /* owned */
};

struct import_section {
	char title[TITLE_MAX]; /* "subnet 192.168.10.0/24" */
	const char *file;
	unsigned line;
	bool is_subnet, is_host, is_hidden;
	struct prefix prefix;
	size_t n_ranges;
	struct lease_pool ranges[POLICY_RANGES_MAX];
	uint32_t address; /* of a host; 0 for none */
	bool has_match;
	struct entry *entries;
	size_t n, size;
};

struct import {
	import_note_fn *note;
	import_open_fn *open;
	void *owner;
	const char *file;
	unsigned line;
	struct import_section **sections;
	size_t n, size;
	char *names[IMPORT_FILES_MAX], *texts[IMPORT_FILES_MAX]; /* owned */
	size_t n_files;
	bool has_failed; /* out of memory */
};

struct import *
import_new(import_note_fn *note, import_open_fn *open, void *owner)
{
	struct import *import = calloc(1, sizeof(*import));

	if (!import)
		return NULL;
	import->note = note;
	import->open = open;
	import->owner = owner;
	import->file = "";
	return import;
}

void
import_free(struct import *import)
{
	if (!import)
		return;
	for (size_t i = 0; i < import->n; i++) {
		for (size_t j = 0; j < import->sections[i]->n; j++) {
			free(import->sections[i]->entries[j].key);
			free(import->sections[i]->entries[j].value);
		}
		free(import->sections[i]->entries);
		free(import->sections[i]);
	}
	for (size_t i = 0; i < import->n_files; i++) {
		free(import->names[i]);
		free(import->texts[i]);
	}
	free(import->sections);
	free(import);
}

void
import_at(struct import *import, const char *file, unsigned line)
{
	import->file = file;
	import->line = line;
}

const char *
import_file(const struct import *import)
{
	return import->file;
}

void
import_note(struct import *import, const char *format, ...)
{
	char text[NOTE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	import->note(import->owner, import->file, import->line, text);
}

int
import_open(struct import *import, const char *path, const char **ret_name,
    const char **ret_text, size_t *ret_len)
{
	char *name, *text = NULL;
	int r = -EMFILE;

	if (import->n_files < IMPORT_FILES_MAX)
		r = import->open(import->owner, path, &text, ret_len);
	if (r) {
		import_note(import, "%s: %s", path,
		    r == -EMFILE ? "too many files" : "cannot be read");
		return r;
	}
	name = strdup(path);
	if (!name) {
		free(text);
		import->has_failed = true;
		return -ENOMEM;
	}
	*ret_name = import->names[import->n_files] = name;
	*ret_text = import->texts[import->n_files++] = text;
	return 0;
}

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
	char title[TITLE_MAX], address[ADDRESS_TEXT_MAX];
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
	char clean[IMPORT_NAME_MAX], title[TITLE_MAX];
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

static struct entry *
find_entry(const struct import_section *section, const char *key)
{
	for (size_t i = 0; i < section->n; i++)
		if (strcmp(section->entries[i].key, key) == 0)
			return &section->entries[i];
	return NULL;
}

bool
import_has(const struct import_section *section, const char *key)
{
	return section && find_entry(section, key);
}

static void
add_entry(struct import *import, struct import_section *section,
    const char *key, const char *value)
{
	struct entry *grown, entry = { strdup(key), strdup(value) };

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

void
import_set(struct import *import, struct import_section *section,
    const char *key, enum arch_class class, const char *value)
{
	const char *suffix = arch_class_name(class);
	const struct entry *before;
	char full[KEY_MAX];

	if (!section)
		return;
	snprintf(full, sizeof(full), "%s%s%s", key, *suffix ? "." : "", suffix);
	before = find_entry(section, full);
	if (!is_writable(value))
		import_note(
		    import, "%s: an INI file cannot hold its value", full);
	else if (before && strcmp(before->value, value) != 0)
		import_note(import, "[%s] has %s = %s already: %s is left out",
		    section->title, full, before->value, value);
	else if (!before)
		add_entry(import, section, full, value);
}

void
import_inherit(struct import *import, struct import_section *section,
    const struct import_section *from)
{
	if (!section || !from)
		return;
	for (size_t i = 0; i < from->n; i++)
		if (!find_entry(section, from->entries[i].key))
			add_entry(import, section, from->entries[i].key,
			    from->entries[i].value);
}

/* --- ranges and hosts ----------------------------------------------------- */

/* Why a range does not fit; NULL where it does. */
static const char *
range_fault(const struct import_section *subnet, const struct lease_pool *range)
{
	const struct prefix *prefix = &subnet->prefix;
	uint32_t highest = prefix->network | ~prefix_mask(prefix->len);

	if (range->last < range->first)
		return "ends before it begins";
	if (!prefix_has(prefix, range->first) ||
	    !prefix_has(prefix, range->last))
		return "is not inside its subnet";
	if (prefix->len <= 30 &&
	    (range->first == prefix->network || range->last == highest))
		return "holds the network's own or its broadcast address";
	if (range->last - range->first >= LEASE_POOL_MAX)
		return "is too large";
	if (subnet->n_ranges == POLICY_RANGES_MAX)
		return "is one more than a subnet can have";
	for (size_t i = 0; i < subnet->n_ranges; i++)
		if (range->first <= subnet->ranges[i].last &&
		    subnet->ranges[i].first <= range->last)
			return "overlaps another";
	return NULL;
}

void
import_range(struct import *import, struct import_section *subnet,
    uint32_t first, uint32_t last)
{
	struct lease_pool range = { .first = first, .last = last };
	char a[ADDRESS_TEXT_MAX], b[ADDRESS_TEXT_MAX], text[IMPORT_VALUE_MAX];
	const char *fault = range_fault(subnet, &range);

	snprintf(text, sizeof(text), "%s - %s", address_text(a, first),
	    address_text(b, last));
	if (fault) {
		import_note(import, "range %s %s: left out", text, fault);
		return;
	}
	subnet->ranges[subnet->n_ranges++] = range;
	add_entry(import, subnet, "range", text);
}

void
import_host_address(
    struct import *import, struct import_section *host, uint32_t address)
{
	char text[ADDRESS_TEXT_MAX];

	address_text(text, address);
	for (size_t i = 0; i < import->n; i++)
		if (import->sections[i]->is_host &&
		    import->sections[i]->address == address) {
			import_note(import, "[%s] has %s already",
			    import->sections[i]->title, text);
			return;
		}
	if (host->address)
		import_note(
		    import, "a host has one address: %s is left out", text);
	else
		host->address = address;
}

/* Whether the list @value has @item. */
static bool
has_item(const char *value, const char *item)
{
	size_t len = strlen(item);
	const char *found = value;

	while ((found = strstr(found, item))) {
		if ((found == value || found[-1] == ' ') &&
		    (found[len] == '\0' || found[len] == ','))
			return true;
		found++;
	}
	return false;
}

void
import_host_match(struct import *import, struct import_section *host,
    const char *key, const char *value)
{
	char list[IMPORT_VALUE_MAX];
	struct entry *entry;
	char *copy;

	for (size_t i = 0; i < import->n; i++) {
		entry = find_entry(import->sections[i], key);
		if (import->sections[i]->is_host && entry &&
		    has_item(entry->value, value)) {
			import_note(import, "%s names [%s] already", value,
			    import->sections[i]->title);
			return;
		}
	}
	host->has_match = true;
	entry = find_entry(host, key);
	if (!entry) {
		add_entry(import, host, key, value);
		return;
	}
	if (snprintf(list, sizeof(list), "%s, %s", entry->value, value) >=
	    (int)sizeof(list)) {
		import_note(import, "%s: too many for one host", key);
		return;
	}
	copy = strdup(list);
	if (!copy) {
		import->has_failed = true;
		return;
	}
	free(entry->value);
	entry->value = copy;
}

/* --- the end -------------------------------------------------------------- */

static void
finish_host(struct import *import, struct import_section *host)
{
	char text[ADDRESS_TEXT_MAX];
	bool is_held = false;

	if (!host->address)
		return;
	address_text(text, host->address);
	for (size_t i = 0; i < import->n && !is_held; i++) {
		const struct import_section *subnet = import->sections[i];
		const struct prefix *prefix = &subnet->prefix;

		is_held = subnet->is_subnet &&
		    prefix_has(prefix, host->address) &&
		    (prefix->len > 30 ||
			(host->address != prefix->network &&
			    host->address !=
				(prefix->network | ~prefix_mask(prefix->len))));
	}
	if (is_held)
		import_set(import, host, "address", CLASS_ANY, text);
	else
		import_note(import,
		    "no subnet holds the address %s of [%s]: left out", text,
		    host->title);
}

/* Two times in the wrong order: the bound wins, as there. */
static void
order_times(struct import *import, struct import_section *section,
    const char *low, const char *high, const char *wins)
{
	struct entry *a = find_entry(section, low);
	struct entry *b = find_entry(section, high);
	struct entry *loser = strcmp(low, wins) == 0 ? b : a, kept;
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
		if (section->is_host && section->has_match)
			finish_host(import, section);
		else if (section->is_host)
			import_note(import,
			    "[%s] has no hardware address or client "
			    "identifier: left out",
			    section->title);
	}
}

/* Its length; written to @out where that is not NULL. */
static size_t
print_section(const struct import_section *section, char *out, size_t size)
{
	size_t len = 0;

	if (section->is_hidden || (section->is_host && !section->has_match))
		return 0;
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

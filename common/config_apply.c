/* SPDX-License-Identifier: ISC */
#include "common/config_apply.h"

#include <errno.h>
#include <search.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

/* Every section of the file, whoever reads it. */
static const char *const known_sections[] = { "site", "subnet", "group", "host",
	"dhcpd", "tftpd", "machine", "repod", "path", "repo", "kickstart",
	"preseed", "autoinstall", NULL };

enum {
	NAMES_MAX = 128
};

const char *
config_path(const struct config *config)
{
	return config->path;
}

const char *
config_nearest(const char *word, const char *const *names)
{
	const char *nearest = NULL;
	size_t least = (strlen(word) + 2) / 3;

	for (; *names; names++) {
		size_t distance = text_distance(word, *names);

		if (distance <= least && (!nearest || distance < least)) {
			least = distance;
			nearest = *names;
		}
	}
	return nearest;
}

static const struct config_section *
find_section(const struct config_section *sections, const char *name)
{
	for (; sections->name; sections++)
		if (strcmp(sections->name, name) == 0)
			return sections;
	return NULL;
}

static const struct config_key *
find_key(const struct config_key *keys, const char *name, size_t len)
{
	for (; keys->name; keys++)
		if (strncmp(keys->name, name, len) == 0 && !keys->name[len])
			return keys;
	return NULL;
}

/* The row for @name, which may end in .SUFFIX where the row allows it. */
static const struct config_key *
find_row(const struct config_key *keys, const char *name, const char **suffix)
{
	const struct config_key *key = find_key(keys, name, strlen(name));
	size_t stem = strcspn(name, ".");

	*suffix = "";
	if (key || !name[stem] || !name[stem + 1])
		return key;
	key = find_key(keys, name, stem);
	if (!key || !(key->flags & CONFIG_SUFFIX))
		return NULL;
	*suffix = name + stem + 1;
	return key;
}

bool
config_apply_knows(const struct config *config, const char *key)
{
	const struct config_section *section;
	const char *suffix;
	size_t i = config->n_entries;

	while (i > 0 && config->entries[i - 1].key)
		i--;
	if (i == 0 || !config->entries[i - 1].section)
		return false;
	section =
	    find_section(config->sections, config->entries[i - 1].section);
	return section && find_row(section->keys, key, &suffix);
}

/* --- duplicates --- */

static int
compare_sections(const void *a, const void *b)
{
	const struct config_entry *x = a, *y = b;
	int order = strcmp(x->section, y->section);

	return order ? order : strcmp(x->argument, y->argument);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct config_entry *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void
keep_entry(void *entry)
{
	(void)entry; /* The tree only points at what @config owns. */
}

/* Whether @entry is the first of its name in @seen, which it joins. */
static bool
is_first(struct config *config, void **seen, const struct config_entry *entry,
    int (*compare)(const void *, const void *))
{
	const struct config_entry **node = tsearch(entry, seen, compare);

	if (!node) {
		config_error(config, entry, "out of memory");
		return false;
	}
	if (*node == entry)
		return true;
	if (entry->key)
		config_error(config, entry, "'%s' is already set at line %u",
		    entry->key, (*node)->line);
	else
		config_error(config, entry, "[%s%s%s] is already at line %u",
		    entry->section, *entry->argument ? " " : "",
		    entry->argument, (*node)->line);
	return false;
}

/* --- applying --- */

static void
report_unknown_key(struct config *config, const struct config_entry *entry,
    const struct config_section *section)
{
	const char *names[NAMES_MAX + 1];
	char stem[CONFIG_NAME_MAX + 1];
	const char *nearest;
	size_t n = 0;

	for (const struct config_key *k = section->keys; k->name; k++)
		if (n < NAMES_MAX)
			names[n++] = k->name;
	names[n] = NULL;
	/* Without the suffix: that one is not what is unknown. */
	snprintf(stem, sizeof(stem), "%.*s", (int)strcspn(entry->key, "."),
	    entry->key);
	nearest = config_nearest(entry->key, names);
	if (!nearest)
		nearest = config_nearest(stem, names);
	if (nearest)
		config_error(config, entry,
		    "unknown key '%s' in [%s]; did you mean '%s'?", entry->key,
		    section->name, nearest);
	else
		config_error(config, entry, "unknown key '%s' in [%s]",
		    entry->key, section->name);
}

static void
apply_rest(struct config *config, const struct config_section *section,
    const struct config_entry *head, const struct config_entry *key,
    void *object)
{
	struct config_entry entry = *key;

	if (!object)
		return;
	entry.section = head->section;
	entry.argument = head->argument;
	entry.suffix = "";
	section->rest(config, &entry, object);
}

/* One key of @section, whose own line is @head, into @object. */
static void
apply_key(struct config *config, const struct config_section *section,
    const struct config_entry *head, const struct config_entry *key,
    void *object, void **seen)
{
	struct config_entry entry = *key;
	const struct config_key *row =
	    find_row(section->keys, key->key, &entry.suffix);

	if (!row && section->rest) {
		apply_rest(config, section, head, key, object);
		return;
	}
	if (!row) {
		report_unknown_key(config, key, section);
		return;
	}
	if (!(row->flags & CONFIG_REPEAT) &&
	    !is_first(config, seen, key, compare_keys))
		return;
	if (!*key->value && !(row->flags & CONFIG_SUFFIX)) {
		config_error(config, key, "'%s' has no value", key->key);
		return;
	}
	if (!object)
		return; /* The section was refused; its keys are only checked.
			 */
	entry.section = head->section;
	entry.argument = head->argument;
	entry.key = row->name;
	row->set(config, &entry, (char *)object + row->offset);
}

static void *
open_section(struct config *config, const struct config_section *section,
    const struct config_entry *head, void *settings)
{
	if (section->takes_argument && !*head->argument) {
		config_error(config, head, "[%s] needs a name: [%s NAME]",
		    section->name, section->name);
		return NULL;
	}
	if (!section->takes_argument && *head->argument) {
		config_error(config, head, "[%s] takes no name, but has '%s'",
		    section->name, head->argument);
		return NULL;
	}
	if (section->open)
		return section->open(config, head, settings);
	return (char *)settings + section->offset;
}

static void
report_foreign_section(struct config *config, const struct config_entry *head)
{
	const char *nearest = config_nearest(head->section, known_sections);

	if (!nearest)
		config_error(
		    config, head, "unknown section [%s]", head->section);
	else if (strcmp(nearest, head->section) != 0)
		config_error(config, head,
		    "unknown section [%s]; did you mean [%s]?", head->section,
		    nearest);
}

/* The section at entries[at]. Return: where the next one stands. */
static size_t
apply_section(struct config *config, size_t at, void *settings, void **seen)
{
	const struct config_entry *head = &config->entries[at];
	const struct config_section *section =
	    find_section(config->sections, head->section);
	void *keys_seen = NULL;
	void *object = NULL;

	if (!section)
		report_foreign_section(config, head);
	else if (is_first(config, seen, head, compare_sections))
		object = open_section(config, section, head, settings);
	for (at++; at < config->n_entries && config->entries[at].key; at++)
		if (section)
			apply_key(config, section, head, &config->entries[at],
			    object, &keys_seen);
	tdestroy(keys_seen, keep_entry);
	return at;
}

void
config_apply(struct config *config, void *settings)
{
	void *seen = NULL;
	size_t at = 0;

	while (at < config->n_entries)
		at = apply_section(config, at, settings, &seen);
	tdestroy(seen, keep_entry);
}

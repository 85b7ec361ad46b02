/* SPDX-License-Identifier: ISC */
#include "common/config_collect.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

static char *
keep(struct config *config, const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		config->is_out_of_memory = true;
	return copy;
}

static bool
make_room(struct config *config)
{
	size_t size = config->n_room ? config->n_room * 2 : 64;
	struct config_entry *grown;

	if (config->n_entries < config->n_room)
		return true;
	grown = reallocarray(config->entries, size, sizeof(*grown));
	if (!grown) {
		config->is_out_of_memory = true;
		return false;
	}
	config->entries = grown;
	config->n_room = size;
	return true;
}

/* A new record at the end; NULL when there is no room for one. */
static struct config_entry *
add_entry(struct config *config, unsigned line)
{
	const struct config_entry entry = { .line = line };

	if (config->n_entries == CONFIG_ENTRIES_MAX) {
		if (!config->is_full)
			config_error(config, &entry,
			    "more than %d sections and keys",
			    CONFIG_ENTRIES_MAX);
		config->is_full = true;
		return NULL;
	}
	if (!make_room(config))
		return NULL;
	config->entries[config->n_entries] = entry;
	return &config->entries[config->n_entries++];
}

void
config_collect_section(struct config *config, unsigned line, char *text)
{
	struct config_entry *entry = add_entry(config, line);
	char *argument = text + strcspn(text, " \t");

	if (!entry)
		return;
	if (*argument)
		*argument++ = '\0';
	entry->section = keep(config, text);
	entry->argument = keep(config, text_trim(argument));
}

bool
config_collect_key(
    struct config *config, unsigned line, const char *key, const char *value)
{
	const struct config_entry here = { .line = line };
	struct config_entry *entry;

	if (config->n_entries == 0 && config->section) {
		entry = add_entry(config, line);
		if (!entry)
			return false;
		entry->section = keep(config, config->section);
		entry->argument = keep(config, config->argument);
	}
	if (config->n_entries == 0) {
		config_error(config, &here,
		    "'%s' stands before the first [section]", key);
		return false;
	}
	entry = add_entry(config, line);
	if (!entry)
		return false;
	entry->key = keep(config, key);
	entry->value = keep(config, value);
	return true;
}

bool
config_collect_more(struct config *config, unsigned line, const char *joint,
    const char *part, size_t len)
{
	const struct config_entry here = { .line = line };
	struct config_entry *entry = &config->entries[config->n_entries - 1];
	char *joined;

	if (!*entry->value)
		joint = "";
	if (strlen(entry->value) + strlen(joint) + len > CONFIG_VALUE_MAX) {
		config_error(config, &here,
		    "the value of %s is longer than %d octets", entry->key,
		    CONFIG_VALUE_MAX);
		return false;
	}
	if (asprintf(&joined, "%s%s%.*s", entry->value, joint, (int)len, part) <
	    0) {
		config->is_out_of_memory = true;
		return false;
	}
	free((char *)(uintptr_t)entry->value);
	entry->value = joined;
	return true;
}

void
config_collect_free(struct config *config)
{
	for (size_t i = 0; i < config->n_entries; i++) {
		const struct config_entry *entry = &config->entries[i];

		free((char *)(uintptr_t)entry->section);
		free((char *)(uintptr_t)entry->argument);
		free((char *)(uintptr_t)entry->key);
		free((char *)(uintptr_t)entry->value);
	}
	free(config->entries);
}

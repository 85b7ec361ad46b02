/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CONFIG_COLLECT_H
#define COMMON_CONFIG_COLLECT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/config.h"

/*
 * What a file says, kept until the whole of it was read. Internal to
 * common/config.
 */

/** struct config - one reading: the entries in file order, owned */
struct config {
	const char *path;
	const char *section, *argument; /* of keys before any section; NULL:
					 * there may be none */
	const struct config_section *sections;
	struct config_entry *entries; /* a section's own line has no key; a
				       * key's section is the one before */
	size_t n_entries;
	size_t n_room;
	unsigned n_errors;
	bool is_full;
	bool is_out_of_memory;
};

/** config_collect_section() - keep a section's own line; @text, what is between
 * the brackets, is changed */
void config_collect_section(struct config *config, unsigned line, char *text);

/** config_collect_key() - keep a key and the beginning of its value. Return:
 * false where it was refused, reported. */
bool config_collect_key(
    struct config *config, unsigned line, const char *key, const char *value);

/**
 * config_collect_more() - append @joint and @len octets of @part to the value
 * that was kept last; an empty value gets no @joint
 *
 * Return: false where the value would be too long, reported.
 */
bool config_collect_more(struct config *config, unsigned line,
    const char *joint, const char *part, size_t len);

/** config_collect_free() - free what was kept, not @config itself */
void config_collect_free(struct config *config);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CONFIG_APPLY_H
#define COMMON_CONFIG_APPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "common/config.h"

/*
 * From what was collected to settings: each section and key is looked up in
 * the daemon's tables. Internal to common/config.
 */

/** struct config - one reading: the entries in file order, owned */
struct config {
	const char *path;
	const struct config_section *sections;
	struct config_entry *entries; /* a section's own line has no key; a
				       * key's section is the one before */
	size_t n_entries;
	size_t n_room;
	unsigned n_errors;
	bool is_full;
	bool is_out_of_memory;
};

/** config_apply() - hand every entry to its setter, into @settings; errors
 * are reported and counted in @config */
void config_apply(struct config *config, void *settings);

/** config_apply_knows() - whether @key stands in the table of the section
 * that was collected last */
bool config_apply_knows(const struct config *config, const char *key);

#endif

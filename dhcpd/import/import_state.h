/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_STATE_H
#define DHCPD_IMPORT_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "dhcpd/import/import_section.h"
#include "dhcpd/policy.h"

/*
 * What an import is made of. Only import.c, import_section.c and
 * import_machine.c look inside.
 */

enum {
	IMPORT_TITLE_MAX = 64
};

/** struct import_entry - KEY = VALUE */
struct import_entry {
	char *key, *value; /* owned */
};

/** struct import_section - a section */
struct import_section {
	char title[IMPORT_TITLE_MAX]; /* "subnet 192.168.10.0/24" */
	const char *file;
	unsigned line;
	bool is_subnet, is_host, is_hidden;
	struct prefix prefix;
	size_t n_ranges;
	struct lease_pool ranges[POLICY_RANGES_MAX];
	uint32_t address; /* of a host; 0 for none */
	bool has_match;
	struct import_entry *entries;
	size_t n, size;
};

/** struct import - all of it */
struct import {
	struct import_world world;
	const char *file;
	unsigned line;
	struct import_section **sections;
	size_t n, size;
	char *names[IMPORT_FILES_MAX], *texts[IMPORT_FILES_MAX]; /* owned */
	size_t n_files;
	bool last_counts; /* of two values of a key */
	bool has_failed;  /* out of memory */
};

/** import_state_entry() - the entry of @key; NULL for none */
struct import_entry *import_state_entry(
    const struct import_section *section, const char *key);

/** import_state_add() - one more entry, unchecked */
void import_state_add(struct import *import, struct import_section *section,
    const char *key, const char *value);

#endif

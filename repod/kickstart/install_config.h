/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_CONFIG_H
#define REPOD_KICKSTART_INSTALL_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "common/config.h"
#include "repod/kickstart/install.h"

/* What the INI file says in [kickstart NAME], [preseed NAME] and [autoinstall
 * NAME]. */

enum {
	/* Sections of the three kinds together. */
	INSTALL_CONFIG_MAX = 1000,
};

/** struct install_section - one of them; its texts are owned */
struct install_section {
	char name[CONFIG_NAME_MAX + 1];
	unsigned line; /* its own in the file */
	unsigned lines[N_INSTALL_FIELDS];
	struct install install;
};

/** struct install_config - all of them; all zero: none */
struct install_config {
	char *path;	       /* of the INI file */
	struct timespec mtime; /* when it was read */
	struct install_section **sections;
	size_t n;
};

/** install_config_free() - free what @config owns, not itself */
void install_config_free(struct install_config *config);

/** install_config_open() - a new section of @entry's name and kind. Return:
 * NULL where it cannot be, told. */
struct install_section *install_config_open(struct config *reading,
    const struct config_entry *entry, struct install_config *config);

/** What may stand in a section of each kind; the object is a struct
 * install_section. */
extern const struct config_key install_config_kickstart_keys[];
extern const struct config_key install_config_preseed_keys[];
extern const struct config_key install_config_autoinstall_keys[];

/** install_config_check() - once all is read: what a section lacks, or its
 * installer does not know; told as file:line: message. Return: how many. */
unsigned install_config_check(const struct install_config *config);

/** install_config_find() - the section of that kind and name. Return: NULL
 * where there is none. */
const struct install_section *install_config_find(
    const struct install_config *config, enum installer installer,
    const char *name);

#endif

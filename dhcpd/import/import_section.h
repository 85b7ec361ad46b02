/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_SECTION_H
#define DHCPD_IMPORT_SECTION_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"
#include "common/arch.h"
#include "dhcpd/import/import.h"

/*
 * The sections of an import and their keys.
 */

enum {
	IMPORT_VALUE_MAX = 1024, /* octets of a value, with its NUL */
	IMPORT_NAME_MAX = 40,	 /* of a host's or group's name, with it */
};

/** struct import_section - opaque */
struct import_section;

/** import_section() - [@name], made where it is not yet there: "site",
 * "dhcpd", "tftpd". Return: NULL without memory. */
struct import_section *import_section(struct import *import, const char *name);

/** import_subnet() - [subnet @prefix], made where it is not yet there.
 * Return: NULL, noted, where it overlaps another. */
struct import_section *import_subnet(
    struct import *import, const struct prefix *prefix);

/** import_named() - a new [@kind @name], "host" or "group"; a name that an
 * INI file cannot hold, or that is taken, is changed. Return: NULL without
 * memory. */
struct import_section *import_named(
    struct import *import, const char *kind, const char *name);

/** import_hidden() - a section that is not printed: for import_inherit() */
struct import_section *import_hidden(struct import *import);

/** import_inherit() - give @section what @from sets and it does not; NULL for
 * either is allowed */
void import_inherit(struct import *import, struct import_section *section,
    const struct import_section *from);

/** import_find_subnet() - the subnet that holds @address; NULL for none */
struct import_section *import_find_subnet(
    const struct import *import, uint32_t address);

/** import_named_as() - the name that import_named() gave it */
const char *import_named_as(const struct import_section *section);

/**
 * import_set() - KEY.CLASS = value in @section
 *
 * The first value of a key stays; another is noted. A value that the INI file
 * cannot hold is noted and left out, and so is everything for a NULL @section.
 */
void import_set(struct import *import, struct import_section *section,
    const char *key, enum arch_class class, const char *value);

/** import_last_counts() - from now on the last value of a key stays, and the
 * one before is noted: for a server that reads its file so */
void import_last_counts(struct import *import);

/**
 * import_shadow() - give @key = VALUE of @section, set for all classes, to each
 * class, too, for which a section around it has another
 *
 * Here the class decides first and the section second; other servers take the
 * nearest section alone. A file for HTTP Boot stays: one by TFTP would be of no
 * use to such a client.
 */
void import_shadow(
    struct import *import, struct import_section *section, const char *key);

/** import_shadow_all() - import_shadow() for every section and key */
void import_shadow_all(struct import *import);

/** import_has() - whether @section sets @key for all classes */
bool import_has(const struct import_section *section, const char *key);

#endif

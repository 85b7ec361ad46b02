/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_H
#define DHCPD_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/arch.h"

/*
 * A bootyard.ini(5) that is being made from another server's configuration.
 * What goes in is checked on the way, so that what comes out passes dhcpd -t;
 * what does not fit is named, with the file and line that it came from, and
 * left out. Running out of memory is kept until import_print().
 */

enum {
	IMPORT_VALUE_MAX = 1024, /* octets of a value, with its NUL */
	IMPORT_NAME_MAX = 40,	 /* of a host's or group's name, with it */
	IMPORT_FILES_MAX = 256,	 /* that are included */
};

/** What cannot be carried over, for the administrator. */
typedef void import_note_fn(
    void *owner, const char *file, unsigned line, const char *text);

/** import_open_fn - the text of the file @path for an include, malloc'd.
 * Return: 0; -errno. */
typedef int import_open_fn(
    void *owner, const char *path, char **ret_text, size_t *ret_len);

/** struct import, struct import_section - opaque */
struct import;
struct import_section;

/** import_new() - nothing yet. Return: NULL without memory. */
struct import *import_new(
    import_note_fn *note, import_open_fn *open, void *owner);

/** import_free() - NULL is allowed */
void import_free(struct import *import);

/**
 * import_open() - read the file @path for an include
 * @ret_name, @ret_text: @import's
 *
 * Return: 0; -errno, noted, also for more than IMPORT_FILES_MAX files.
 */
int import_open(struct import *import, const char *path, const char **ret_name,
    const char **ret_text, size_t *ret_len);

/** import_at() - what follows comes from this line of @file, which must live as
 * long as @import */
void import_at(struct import *import, const char *file, unsigned line);

/** import_file() - the file of import_at() */
const char *import_file(const struct import *import);

/** import_note() - say that something of the present line is not carried
 * over, or what an administrator must look at */
void import_note(struct import *import, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

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

/** import_has() - whether @section sets @key for all classes */
bool import_has(const struct import_section *section, const char *key);

/** import_range() - range = @first - @last of a subnet, where it fits */
void import_range(struct import *import, struct import_section *subnet,
    uint32_t first, uint32_t last);

/** import_host_address() - the address of a host; whether a subnet holds it
 * is looked at when all is known */
void import_host_address(
    struct import *import, struct import_section *host, uint32_t address);

/** import_host_match() - @key, "mac" or "client-id", names the host; one more
 * of the same key makes a list. What names another host is noted. */
void import_host_match(struct import *import, struct import_section *host,
    const char *key, const char *value);

/**
 * import_print() - the INI file, after the last checks
 * @ret_text: malloc'd, with a NUL
 *
 * Return: 0; -ENOMEM.
 */
int import_print(struct import *import, char **ret_text);

#endif

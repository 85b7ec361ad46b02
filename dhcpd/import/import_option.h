/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_OPTION_H
#define DHCPD_IMPORT_OPTION_H

#include "dhcpd/import/import_section.h"

/*
 * Boot parameters and options of another server as keys of the INI file.
 * @classes is a set of 1 << enum arch_class: the clients that get it.
 */

/** import_option_code() - the number of an option that ISC dhcpd, dnsmasq or
 * this house has a name for. Return: 1..254; -1. */
int import_option_code(const char *name);

/** import_option_set() - option @code = @value, spelt as the INI file wants
 * it; those with a key of their own go there. Noted where it does not fit. */
void import_option_set(struct import *import, struct import_section *section,
    uint64_t classes, uint8_t code, const char *value);

/** import_option_key() - the key of option @code, one of its own or option.N,
 * with its name where @by_name and it has one */
void import_option_key(uint8_t code, bool by_name, char *out, size_t size);

/** import_filename_set() - filename = @name */
void import_filename_set(struct import *import, struct import_section *section,
    uint64_t classes, const char *name);

/** import_next_server_set() - next-server = @text; a name instead of an
 * address is noted */
void import_next_server_set(struct import *import,
    struct import_section *section, uint64_t classes, const char *text);

/** import_key_set() - any key for each of @classes, unchecked */
void import_key_set(struct import *import, struct import_section *section,
    uint64_t classes, const char *key, const char *value);

#endif

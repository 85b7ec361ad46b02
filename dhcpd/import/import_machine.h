/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_MACHINE_H
#define DHCPD_IMPORT_MACHINE_H

#include "dhcpd/import/import_section.h"

/*
 * The ranges and machines of an import, each address and machine once.
 */

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

/** import_host_named() - the title, as "host web1", of the host that @key with
 * @value names already; NULL for none */
const char *import_host_named(
    const struct import *import, const char *key, const char *value);

/** import_machine_finish() - when all is known: what is noted and left out of
 * @host, where its address lies in no subnet or nothing names it */
void import_machine_finish(struct import *import, struct import_section *host);

#endif

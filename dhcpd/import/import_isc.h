/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_ISC_H
#define DHCPD_IMPORT_ISC_H

#include "dhcpd/import/import.h"

/**
 * import_isc() - carry an ISC dhcpd.conf(5) over into @import
 * @file: its name, which must live as long as @import
 * @text: its @len octets
 *
 * Files that it includes are read by import_open(). What has no counterpart
 * is noted. Return: 0; -ENOMEM.
 */
int import_isc(
    struct import *import, const char *file, const char *text, size_t len);

#endif

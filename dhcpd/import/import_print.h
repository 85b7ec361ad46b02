/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_PRINT_H
#define DHCPD_IMPORT_PRINT_H

#include "dhcpd/import/import.h"

/**
 * import_print() - the INI file, after the last checks
 * @ret_text: malloc'd, with a NUL
 *
 * Return: 0; -ENOMEM.
 */
int import_print(struct import *import, char **ret_text);

#endif

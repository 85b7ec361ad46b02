/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_VALUE_H
#define DHCPD_IMPORT_VALUE_H

#include <stdbool.h>

#include "common/cursor.h"

/*
 * Values of options as the INI file spells them: octets are 0x and pairs of
 * digits, which every option takes. Pure.
 */

/** import_value_hex() - append @len octets as pairs of digits */
void import_value_hex(struct writer *out, const void *bytes, size_t len);

/** import_value_text() - append @text, in quotes if @is_quoted; as octets
 * where the INI file could not hold it */
void import_value_text(struct writer *out, const char *text, bool is_quoted);

/** import_value_labels() - append a domain name as the digits of its labels,
 * not compressed (RFC 3397, RFC 1035 3.1). Return: false for no such name. */
bool import_value_labels(struct writer *out, const char *name);

#endif

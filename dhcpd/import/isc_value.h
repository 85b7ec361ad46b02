/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ISC_VALUE_H
#define DHCPD_ISC_VALUE_H

#include <stdint.h>

#include "dhcpd/import/isc_token.h"

/** enum isc_type - what `option NAME code N = TYPE` says */
enum isc_type {
	ISC_TYPE_NONE, /* an option that needs no definition */
	ISC_TYPE_ADDRESS,
	ISC_TYPE_TEXT,
	ISC_TYPE_BOOL,
	ISC_TYPE_U8,
	ISC_TYPE_U16,
	ISC_TYPE_U32,
	ISC_TYPE_OTHER, /* records, encapsulations */
};

/** isc_type_read() - the type that @n words name; arrays are as their items */
enum isc_type isc_type_read(const struct isc_token *tokens, size_t n);

/**
 * isc_value_read() - the value of option @code as the INI file spells it
 * @tokens: the @n words behind the option's name, with commas between items
 *
 * Return: false where they are no such value, or do not fit @size.
 */
bool isc_value_read(uint8_t code, enum isc_type type,
    const struct isc_token *tokens, size_t n, char *out, size_t size);

#endif

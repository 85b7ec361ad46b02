/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_FORMAT_H
#define DHCPD_IMPORT_FORMAT_H

#include "dhcpd/import/import.h"

/** struct import_format - whose configuration a file is */
struct import_format {
	const char *name; /* "ISC dhcpd" */
	/* Carry it over, as import_isc() does; NULL where nobody here can. */
	int (*read)(struct import *import, const char *file, const char *text,
	    size_t len);
};

/** import_format() - the format of @text, by its first line that says anything;
 * never NULL: what is of nobody else is taken for ISC's */
const struct import_format *import_format(const char *text, size_t len);

#endif

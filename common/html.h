/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HTML_H
#define COMMON_HTML_H

#include <stdint.h>

#include "common/cursor.h"

/* Text made fit for a page of HTML. Pure. */

enum {
	/* An octet becomes at the most "&quot;". */
	HTML_ESCAPED_MAX = 6,
};

/** html_text() - append @text, for an element's content or an attribute in
 * double quotes; controls become "?" */
void html_text(struct writer *writer, const char *text);

/** html_size() - append @octets for a person: 0 B, 999 B, 1.0 KiB, 12 KiB. The
 * blank is one that does not break, which also keeps lftp from reading the
 * number alone as octets. */
void html_size(struct writer *writer, uint64_t octets);

/** html_count() - append @n in groups of three digits: 12,345 */
void html_count(struct writer *writer, uint64_t n);

#endif

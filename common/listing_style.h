/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LISTING_STYLE_H
#define COMMON_LISTING_STYLE_H

/** listing_style() - the style sheet of a folder's page, for a <style>: of the
 * colours that the reader prefers, dark or light, and fit for a phone. Static.
 * Pure. */
const char *listing_style(void);

#endif

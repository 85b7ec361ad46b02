/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_LOADER_CHECK_H
#define COMMON_CHECK_LOADER_CHECK_H

#include "common/check/check_place.h"

/** loader_check_run() - whether each PXELINUX of the boot tree has its
 * ldlinux.c32, of its own Syslinux, and what that and its menus need, of one
 * build
 */
void loader_check_run(const struct check_place *place);

#endif

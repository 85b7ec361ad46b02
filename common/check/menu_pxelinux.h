/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_MENU_PXELINUX_H
#define COMMON_CHECK_MENU_PXELINUX_H

#include "common/check/menu_item.h"

/**
 * menu_pxelinux_read() - the items of a file in pxelinux.cfg/
 *
 * Pictures, fonts and help texts are no items: a machine boots without them.
 * Words before the first label are an entry without a kernel.
 * Pure. Source: the Syslinux wiki, SYSLINUX and Config.
 */
void menu_pxelinux_read(
    const char *text, size_t len, menu_item_fn *fn, void *owner);

#endif

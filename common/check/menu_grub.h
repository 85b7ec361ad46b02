/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_MENU_GRUB_H
#define COMMON_CHECK_MENU_GRUB_H

#include "common/check/menu_item.h"

/**
 * menu_grub_read() - the items of a grub.cfg that GRUB read over the network
 * @server: what $net_default_server is; "" for not known
 *
 * Names on a disk ($root set to one, or searched) are left out, and so is what
 * stands inside an if that asks for files. A variable that an if sets is not
 * known.
 * Pure. Source: the GRUB manual, Shell-like scripting and Network.
 */
void menu_grub_read(const char *text, size_t len, const char *server,
    menu_item_fn *fn, void *owner);

#endif

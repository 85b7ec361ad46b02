/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_MENU_IPXE_H
#define COMMON_CHECK_MENU_IPXE_H

#include "common/check/menu_item.h"

/**
 * menu_ipxe_read() - the items of an iPXE script
 * @server: what ${next-server} and ${dhcp-server} are; "" for not known
 *
 * The script is read from its top to its end: a variable that is set behind a
 * label counts up to the next one; what isset, iseq or && decide about does not
 * count, nor does a chain whose failure is caught.
 * Pure. Source: ipxe.org/cmd and ipxe.org/scripting.
 */
void menu_ipxe_read(const char *text, size_t len, const char *server,
    menu_item_fn *fn, void *owner);

#endif

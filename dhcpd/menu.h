/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_MENU_H
#define DHCPD_MENU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dhcpd/offer.h"

/*
 * PXE boot menus (Intel PXE 2.1, table 2-1 and section 2.2.3): the items that
 * an offer shows in option 43, and the one that a client comes back for.
 */

enum {
	/* Firmware reads the first piece of option 43 alone: neither EDK2 nor
	 * iPXE joins the pieces of RFC 3396. */
	MENU_OCTETS_MAX = 255,
	/* EDK2 cuts longer lines (PxeBcBoot.h, PXEBC_DISPLAY_MAX_LINE). */
	MENU_TEXT_MAX = 70,
	MENU_TIMEOUT_NONE = 255, /* wait for a choice */
	MENU_TIMEOUT_S = 10,	 /* where nobody configured one */
};

/**
 * menu_is_for() - whether the client of @offer is shown a menu
 *
 * PXE firmware is, where an item is configured for it, unless the
 * administrator wrote option 43 himself, and unless it is iPXE with a script
 * of its own or a machine of the table of exceptions.
 */
bool menu_is_for(const struct offer *offer);

/** menu_len() - octets of the menu for clients with @scopes; over
 * MENU_OCTETS_MAX it cannot be sent */
size_t menu_len(const struct policy_scopes *scopes);

/**
 * menu_write() - the menu as option 43
 * @server: the boot server that each item is asked of, host order
 * @bytes: room for MENU_OCTETS_MAX
 *
 * Return: octets written; 0 for a menu that is too long.
 */
size_t menu_write(
    const struct policy_scopes *scopes, uint32_t server, uint8_t *bytes);

/** enum menu_asked - what a request has to do with the menu */
enum menu_asked {
	MENU_NOT_ASKED,	   /* it names no item, or has no menu */
	MENU_ITEM_ASKED,   /* one of its menu's */
	MENU_ITEM_UNKNOWN, /* one that its menu has not, or the local disk */
};

/**
 * menu_find_asked() - the item that the client of @offer came back for
 * @ret_item: set only on MENU_ITEM_ASKED
 */
enum menu_asked menu_find_asked(
    const struct offer *offer, const struct policy_value **ret_item);

/**
 * menu_write_asked() - option 43 of the answer to a request for an item: the
 * item again
 * @bytes: room for MENU_OCTETS_MAX
 *
 * Return: octets written.
 */
size_t menu_write_asked(const struct dhcp_packet *request, uint8_t *bytes);

#endif

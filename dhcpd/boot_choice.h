/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_BOOT_CHOICE_H
#define DHCPD_BOOT_CHOICE_H

#include <stdbool.h>

#include "dhcpd/offer.h"

/* Which boot file a client gets. */

/**
 * boot_choice_file() - what this client shall load
 *
 * The item that it chose of a menu; else `filename.CLASS` comes first; then the
 * `filename` of its own [host]; then, for all but a plain BIOS, what the boot
 * tree holds for its class, as a `filename` without class is mostly BIOS's;
 * then that `filename`; then what the tree holds for BIOS. iPXE is never given
 * iPXE from the tree. HTTP Boot gets nothing that is no URL; of a name from the
 * tree one is made, below `http-root` or else the next-server.
 *
 * Return: borrowed from the policy, or @offer->url; NULL for none.
 */
const char *boot_choice_file(const struct offer *offer);

/** boot_choice_is_scripted() - whether the client is iPXE, and there is a boot
 * file for iPXE alone: `filename.ipxe`, or its script in the tree */
bool boot_choice_is_scripted(const struct offer *offer);

#endif

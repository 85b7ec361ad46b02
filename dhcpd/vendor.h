/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_VENDOR_H
#define DHCPD_VENDOR_H

#include "common/dhcp_builder.h"
#include "dhcpd/offer.h"

/*
 * What firmware reads between the lines: option 60, by which it sorts offers,
 * and option 43, in which PXE speaks (Intel PXE 2.1; RFC 4578).
 */

/**
 * vendor_put() - options 60 and 43 of @offer
 * @file: its boot file; NULL for none
 *
 * The administrator's own values come first. UEFI HTTP Boot takes no offer
 * without "HTTPClient", and GRUB compares it as a C string, so a NUL follows.
 * A PXE client gets neither with an address and a file, as that offer is
 * complete; an offer of boot information alone has "PXEClient", and says in
 * 43 that the file is to be loaded at once. Where there is a boot menu for it,
 * both have that, and in the answer to a choice the choice.
 */
void vendor_put(
    struct dhcp_builder *out, const struct offer *offer, const char *file);

#endif

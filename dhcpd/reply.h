/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_REPLY_H
#define DHCPD_REPLY_H

#include <stddef.h>
#include <stdint.h>

#include "dhcpd/offer.h"

/* What goes on the wire: the header and the options of an answer, from the
 * terms of its offer (RFC 2131 table 3). */

/** reply_write() - the OFFER, ACK or BOOTREPLY. @bytes: DHCP_REPLY_LEN_MAX.
 * Return: octets written. */
size_t reply_write(const struct offer *offer, uint8_t *bytes);

/** reply_write_nak() - the NAK; @reason goes into option 56. Return: octets
 * written. */
size_t reply_write_nak(
    const struct offer *offer, const char *reason, uint8_t *bytes);

#endif

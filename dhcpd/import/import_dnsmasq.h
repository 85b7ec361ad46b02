/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_DNSMASQ_H
#define DHCPD_IMPORT_DNSMASQ_H

#include "dhcpd/import/import.h"

/**
 * import_dnsmasq() - carry the DHCP and TFTP part of a dnsmasq.conf(5) over
 * @file, @text: its name and @len octets; must live as long as @import
 *
 * Whatever stands there but of DNS, of IPv6 and of the process itself is
 * carried over or noted. Return: 0; -ENOMEM.
 */
int import_dnsmasq(
    struct import *import, const char *file, const char *text, size_t len);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_VALUE_H
#define DHCPD_DNSMASQ_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "dhcpd/import/dnsmasq_line.h"

/** enum dnsmasq_value - what a dhcp-option's value is */
enum dnsmasq_value {
	DNSMASQ_VALUE_READ,
	DNSMASQ_VALUE_OWN, /* 0.0.0.0: the server's own address */
	DNSMASQ_VALUE_NONE /* nothing that option can carry, or too long */
};

/**
 * dnsmasq_value_read() - the value of option @code as the INI file spells it
 * @line: its items from @first on; none means that the option is not sent
 *
 * Pure. As dnsmasq, what a value looks like decides what it is: addresses, a
 * number (with b, s or i for one, two or four octets), octets parted by colons,
 * networks with a slash, else text with all its commas.
 */
enum dnsmasq_value dnsmasq_value_read(uint8_t code,
    const struct dnsmasq_line *line, size_t first, char *out, size_t size);

#endif

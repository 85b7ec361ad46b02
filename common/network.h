/* SPDX-License-Identifier: ISC */
#ifndef COMMON_NETWORK_H
#define COMMON_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"

/* Networks of either family. Pure. */

/** struct network - its lowest address, an IPv4 one as ::ffff:a.b.c.d, and how
 * many leading bits count; all zero: every address of both families */
struct network {
	uint8_t address[16];
	uint8_t len;
};

/** network_parse() - 192.168.10.0/24, 2001:db8::/32, one address, or all; bits
 * that do not count must be zero */
bool network_parse(const char *text, struct network *ret_network);

/** network_has() - whether @endpoint's address lies in @network; an IPv4-mapped
 * IPv6 address is an IPv4 one */
bool network_has(const struct network *network, const union endpoint *endpoint);

#endif

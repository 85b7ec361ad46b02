/* SPDX-License-Identifier: ISC */
#ifndef COMMON_NEIGHBOURS_H
#define COMMON_NEIGHBOURS_H

#include "common/address.h"

#define NEIGHBOURS_TABLE "/proc/net/arp"

enum {
	NEIGHBOURS_LINES_MAX = 16384
};

/**
 * neighbours_find() - the MAC of a machine on a network of ours
 * @table: NEIGHBOURS_TABLE, the kernel's ARP table, see proc_net(5)
 *
 * Return: 0; -ENOENT for one that is not there, behind a router or asking by
 * IPv6; -errno of the table.
 */
int neighbours_find(
    const char *table, const union endpoint *machine, uint8_t ret_mac[MAC_LEN]);

#endif

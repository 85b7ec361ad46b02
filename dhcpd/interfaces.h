/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_INTERFACES_H
#define DHCPD_INTERFACES_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"

/* The network interfaces of this host and their IPv4 addresses. */

enum {
	INTERFACES_MAX = 256,
	INTERFACE_ADDRESSES_MAX = 16,
	INTERFACES_OWN_MAX = 1024,
};

/** struct interface - one of them */
struct interface {
	unsigned index;
	char name[IF_NAMESIZE];
	bool has_mac;
	uint8_t mac[MAC_LEN];
	size_t n_addresses;
	uint32_t addresses[INTERFACE_ADDRESSES_MAX]; /* host order */
};

/** struct interfaces - all of them, as they were at the last reading */
struct interfaces {
	size_t n;
	struct interface list[INTERFACES_MAX];
	size_t n_own;
	uint32_t own[INTERFACES_OWN_MAX]; /* every address of every one */
};

/** interfaces_read() - ask the kernel anew. Return: 0; -errno, and @interfaces
 * stays as it was. */
int interfaces_read(struct interfaces *interfaces);

/** interfaces_find() - the one with the kernel's number @index; NULL for none.
 * Good until the next reading. */
const struct interface *interfaces_find(
    const struct interfaces *interfaces, unsigned index);

#endif

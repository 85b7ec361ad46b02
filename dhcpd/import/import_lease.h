/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_LEASE_H
#define DHCPD_IMPORT_LEASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/dhcp_client.h"

/*
 * A lease that another DHCP server keeps in a file. Each format has a reader of
 * its own; import_lease_format.h knows them all. Pure.
 */

enum {
	/* The end of a lease that has none: 2106, the last second that 32 bits
	 * count from 1970. A later one counts as this. */
	IMPORT_LEASE_NEVER = UINT32_MAX,
};

/** struct import_lease - what the file says of an address at one place; what
 * it says of it further down counts */
struct import_lease {
	uint32_t address;
	bool is_over;	  /* given back or expired, whatever @until_s says */
	bool is_declined; /* found in use by a stranger */
	bool has_mac;
	uint8_t mac[MAC_LEN];
	uint8_t client_id[DHCP_IDENTITY_MAX];
	uint8_t client_id_len; /* 0 for none */
	int64_t until_s;       /* since 1970 */
	unsigned line;
};

/** struct import_lease_sink - where readers put what they find */
struct import_lease_sink {
	void (*take)(void *owner, const struct import_lease *lease);
	/* What cannot be read. */
	void (*note)(void *owner, unsigned line, const char *text);
	void *owner;
};

/** import_lease_client() - set whose @lease is from a hardware address and a
 * client identifier in hexadecimal; one that is none is left out */
void import_lease_client(
    struct import_lease *lease, const char *mac, const char *client_id);

#endif

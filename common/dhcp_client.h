/* SPDX-License-Identifier: ISC */
#ifndef COMMON_DHCP_CLIENT_H
#define COMMON_DHCP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/arch.h"
#include "common/dhcp_packet.h"

/*
 * Who is asking: what one message says of its machine, its firmware and its
 * needs. The one table of clients that need an exception is here. Pure.
 */

enum {
	/* An identity is kept whole up to here; a longer client identifier is
	 * cut (RFC 2132 allows 255; DUIDs have 130 at most, RFC 8415). */
	DHCP_IDENTITY_MAX = 132,
	DHCP_CLIENT_NAME_MAX = 64,
};

/** enum dhcp_identify - what makes two messages one machine */
enum dhcp_identify {
	/* One address from firmware to installed system, whatever client
	 * identifier each stage sends. A deviation from RFC 2131 4.2. */
	DHCP_IDENTIFY_BY_MAC,
	/* RFC 2131 4.2 to the letter, but that 01 + MAC is the bare MAC. */
	DHCP_IDENTIFY_BY_CLIENT_ID,
};

/** struct dhcp_identity - the key of a lease; @bytes beyond @len are 0 */
struct dhcp_identity {
	uint8_t len;
	uint8_t bytes[DHCP_IDENTITY_MAX];
};

/** struct dhcp_client - the answers; borrows from the packet it is from */
struct dhcp_client {
	bool has_mac; /* false: neither chaddr nor option 61 holds one */
	uint8_t mac[MAC_LEN];
	const uint8_t *client_id; /* option 61 as it came; NULL for none */
	size_t client_id_len;
	const uint8_t *uuid; /* option 97 behind its type octet; or NULL */
	size_t uuid_len;
	int arch;	  /* the number of option 93; ARCH_NONE */
	uint64_t classes; /* of 1 << enum arch_class; CLASS_ANY is always in */
	bool is_ipxe, is_http, is_pxe, is_bootp, is_uefi;
	/* A row of the table of exceptions, or NULL. */
	const struct dhcp_exception *exception;
};

/** struct dhcp_exception - a client that needs more than the rules give */
struct dhcp_exception {
	const char *name;
	uint8_t oui[3];
	const uint8_t *vendor_options; /* option 43 in place of the usual one */
	size_t vendor_options_len;
};

/** dhcp_client_read() - what @packet says of its sender. @ret_client borrows
 * from @packet. Never fails: what a message leaves out stays unknown. */
void dhcp_client_read(
    const struct dhcp_packet *packet, struct dhcp_client *ret_client);

/** dhcp_client_identity() - the key of this client's leases; len 0 where the
 * message names nobody (hlen 0 and no client identifier) */
void dhcp_client_identity(const struct dhcp_packet *packet,
    const struct dhcp_client *client, enum dhcp_identify by,
    struct dhcp_identity *ret_identity);

/** dhcp_client_name() - its MAC for people, else its identifier in
 * hexadecimal, else "unknown". @out: room for DHCP_CLIENT_NAME_MAX.
 * Return: @out. */
char *dhcp_client_name(char *out, const struct dhcp_client *client);

/** dhcp_client_arch_name() - "x64-uefi", "ipxe/bios" and the like into @out,
 * DHCP_CLIENT_NAME_MAX; "-" where the client told none. Return: @out. */
char *dhcp_client_arch_name(char *out, const struct dhcp_client *client);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_OFFER_H
#define DHCPD_OFFER_H

#include <stddef.h>
#include <stdint.h>

#include "common/dhcp_builder.h"
#include "common/dhcp_client.h"
#include "dhcpd/policy.h"

/*
 * The terms of an offer: from whom the boot file is, for how long the address.
 * The policy's values, and nothing of leases. What builds on it, each on those
 * before: boot_choice (which boot file), menu, vendor (options 43 and 60),
 * reply (the octets).
 */

enum {
	OFFER_URL_MAX = 256
};

/** struct offer - the terms of one reply */
struct offer {
	const struct policy *policy;
	const struct dhcp_packet *request;
	const struct dhcp_client *client;
	const struct policy_subnet *subnet;
	struct policy_scopes scopes;
	uint8_t type;	 /* of enum dhcp_type; DHCP_BOOTP for a BOOTREPLY */
	uint32_t yiaddr; /* 0 for INFORM */
	uint32_t ciaddr;
	uint32_t server_id;    /* this server, as this client reaches it */
	uint32_t lease_s;      /* 0: no times are sent */
	const char *boot_file; /* boot_choice_file()'s, and its server */
	uint32_t next_server;
	char *url; /* room for OFFER_URL_MAX octets; NULL: none is made */
	bool is_boot_only; /* nothing of addresses and networks */
	/* What the client chose of its boot menu; NULL for nothing. */
	const struct policy_value *item;
};

/** offer_next_server() - whom it shall load that from, host order; of several
 * always the same one, as spread_choose() says */
uint32_t offer_next_server(const struct offer *offer);

/** offer_put_configured() - the administrator's value of option @code. Return:
 * whether he set one, if to nothing. */
bool offer_put_configured(
    struct dhcp_builder *out, const struct offer *offer, uint8_t code);

/** offer_lease_s() - how long this client gets an address: what it asks for,
 * between min-lease-time and max-lease-time; else lease-time */
uint32_t offer_lease_s(const struct offer *offer);

#endif

/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_RELAY_H
#define DHCPD_RELAY_H

#include "common/dhcp_packet.h"
#include "dhcpd/origin.h"

/* What a relay, or a switch that snoops, adds to a request: option 82 (RFC
 * 3046), and its own address. */

enum relay_suboption {
	RELAY_CIRCUIT_ID = 1,
	RELAY_REMOTE_ID = 2,
	RELAY_LINK_SELECTION = 5,   /* RFC 3527 */
	RELAY_SERVER_OVERRIDE = 11, /* RFC 5107 */
};

enum {
	RELAY_PORT_TEXT_MAX = 100,
};

/** relay_origin() - which relay and port @packet came by. The port is a digest
 * of circuit and remote identifier; equal ones give equal digests, on every
 * machine and for ever: journals have them. */
struct origin relay_origin(const struct dhcp_packet *packet);

/** relay_address() - the address in sub-option @tag, host order; 0 where it is
 * not there or not of four octets */
uint32_t relay_address(const struct dhcp_packet *packet, uint8_t tag);

/** relay_port_text() - those two identifiers for people, escaped and cut to
 * what fits. @out: RELAY_PORT_TEXT_MAX; "" where the packet has none.
 * Return: @out. */
const char *relay_port_text(char *out, const struct dhcp_packet *packet);

#endif

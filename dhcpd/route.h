/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ROUTE_H
#define DHCPD_ROUTE_H

#include <stdint.h>

#include "common/dhcp_packet.h"

/** enum route_how - the way a reply travels */
enum route_how {
	ROUTE_BROADCAST, /* 255.255.255.255, on the interface it came by */
	ROUTE_RELAY,	 /* an ordinary datagram to the relay */
	ROUTE_CLIENT,	 /* an ordinary datagram: the client has an address */
	ROUTE_FRAME,	 /* to an address that its owner cannot yet answer ARP
			  * for: a frame to its hardware address */
};

/** struct route - where a reply goes */
struct route {
	enum route_how how;
	uint32_t address; /* host order */
	uint16_t port;
};

/**
 * route_reply() - where the reply to @request goes
 * @type: the reply's, of enum dhcp_type
 * @ciaddr: the address that the client uses now; 0 where it has none, also
 *	where it put a wrong one into a DISCOVER
 * @yiaddr: the address that the reply gives; 0 for none
 *
 * The whole of RFC 2131 4.1. Pure.
 */
struct route route_reply(const struct dhcp_packet *request, uint8_t type,
    uint32_t ciaddr, uint32_t yiaddr);

#endif

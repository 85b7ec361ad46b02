/* SPDX-License-Identifier: ISC */
#include "dhcpd/route.h"

#include <netinet/in.h>

#include "common/address.h"

enum {
	HTYPE_ETHERNET = 1
};

struct route
route_reply(const struct dhcp_packet *request, uint8_t type, uint32_t ciaddr,
    uint32_t yiaddr)
{
	struct route route = { ROUTE_BROADCAST, INADDR_BROADCAST,
		DHCP_PORT_CLIENT };

	if (request->giaddr) {
		route = (struct route){ ROUTE_RELAY, request->giaddr,
			DHCP_PORT_SERVER };
	} else if (type == DHCP_NAK) {
		/* Its address is wrong: nothing sent there would arrive. */
	} else if (ciaddr) {
		route.how = ROUTE_CLIENT;
		route.address = ciaddr;
	} else if (!(request->flags & DHCP_FLAG_BROADCAST) && yiaddr &&
	    request->htype == HTYPE_ETHERNET && request->hlen == MAC_LEN) {
		route.how = ROUTE_FRAME;
		route.address = yiaddr;
	}
	return route;
}

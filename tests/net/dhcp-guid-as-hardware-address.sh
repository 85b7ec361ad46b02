#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Firmware that sends its GUID as a hardware address of 16 octets has its MAC in
# option 61 (edk2): it is known by that MAC, and answered by broadcast.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "unknown-clients = deny"
cat >>"$CONFIG" <<-END
	[host odd]
	mac = 52:54:00:00:00:01
END
serve_dhcpd
client_does <<-'END'
	guid = bytes(range(16))
	reply = wire.ask(message(guid, [kind(DISCOVER), (61, b"\1" + mac(1))],
	                         hlen=16))
	equal("an OFFER", OFFER, reply.type)
	equal("chaddr as it came", guid, reply.chaddr)
	equal("by broadcast", "255.255.255.255", reply.destination)
END

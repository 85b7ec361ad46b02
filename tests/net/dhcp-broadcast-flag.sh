#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A client that sets the broadcast flag gets its reply by broadcast, and the
# flag back (RFC 2131 4.1). OVMF and syslinux.efi set it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	reply = wire.discover(mac(1), flags=0x8000)
	equal("flags", 0x8000, reply.flags)
	equal("destination", "255.255.255.255", reply.destination)
	equal("to every MAC", BROADCAST, reply.to_mac)
	equal("port", 68, reply.port)
	equal("source", SERVER, reply.source)
	true("an address", reply.yiaddr != "0.0.0.0")
END

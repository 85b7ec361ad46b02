#!/bin/bash
# SPDX-License-Identifier: ISC
#
# REQUEST in state RENEWING: unicast with ciaddr, no server identifier; the ACK
# goes to ciaddr, and the lease begins anew (RFC 2131 4.3.2, 4.4.5, 4.1).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	import subprocess
	me = mac(1)
	address = wire.bind(me).yiaddr
	# The kernel answers the server's ARP for the address, as a client's does.
	subprocess.run(["ip", "link", "set", "eth0", "address", mac_text(me)],
	               check=True)
	subprocess.run(["ip", "address", "add", address + "/24", "dev", "eth0"],
	               check=True)
	ack = wire.ask(message(me, [kind(REQUEST)], ciaddr=address),
	               source=address, destination=SERVER)
	equal("an ACK", ACK, ack.type)
	equal("to the client's address", address, ack.destination)
	equal("port", 68, ack.port)
	equal("to its MAC", me, ack.to_mac)
	equal("ciaddr", address, ack.ciaddr)
	equal("yiaddr", address, ack.yiaddr)
	equal("lease", 3600, ack.number(51))
END

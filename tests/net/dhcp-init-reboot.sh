#!/bin/bash
# SPDX-License-Identifier: ISC
#
# REQUEST in state INIT-REBOOT: a client that comes up with a remembered address
# gets it again; a wrong one, or one of another network, is answered with a NAK
# (RFC 2131 3.2, 4.3.2). Laptops and installed systems do this at each start.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	me = mac(1)
	address = wire.bind(me).yiaddr

	def reboot(want):
	    return wire.ask(message(me, [kind(REQUEST), (50, ip(want))]))

	ack = reboot(address)
	equal("an ACK", ACK, ack.type)
	equal("the same address", address, ack.yiaddr)
	equal("another address", NAK, reboot("192.168.10.200").type)
	nak = reboot("10.9.8.7")
	equal("another network", NAK, nak.type)
	equal("by broadcast", "255.255.255.255", nak.destination)
END
log_has 'NAK 10.9.8.7: that address is of another network'

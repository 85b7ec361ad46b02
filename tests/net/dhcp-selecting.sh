#!/bin/bash
# SPDX-License-Identifier: ISC
#
# REQUEST in state SELECTING: an ACK for what was offered, again for a repeated
# one, a NAK for what is another's; whoever names another server gets silence,
# and what was held for it is free (RFC 2131 3.1, 4.3.2). Clients repeat
# REQUEST within a quarter of a second (iPXE).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/- 192.168.10.109/- 192.168.10.100/' "$CONFIG"
serve_dhcpd
client_does <<-'END'
	one, two = mac(1), mac(2)
	address = wire.discover(one).yiaddr
	wire.expect_silence(message(one, [kind(REQUEST),
	    (54, ip("192.168.10.3")), (50, ip(address))]))
	# The only address of the range is free for another at once.
	equal("freed", address, wire.bind(two).yiaddr)
	equal("an ACK again", ACK, wire.select(two, address).type)
	reply = wire.select(one, address)
	equal("a NAK", NAK, reply.type)
	equal("a NAK gives no address", "0.0.0.0", reply.yiaddr)
	equal("a NAK is from a server", SERVER, reply.address(54))
	true("a NAK says why", len(reply.options[56]) > 0)
	equal("a NAK is broadcast", "255.255.255.255", reply.destination)
END
log_has "another server's offer"
log_has 'REQUEST -> NAK 192.168.10.100: '

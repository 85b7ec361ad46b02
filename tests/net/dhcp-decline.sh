#!/bin/bash
# SPDX-License-Identifier: ISC
#
# DECLINE: the address rests and is offered to nobody, across a restart too;
# only its holder may decline it, and only to this server (RFC 2131 4.3.3).
# ISC dhcpd retires another client's lease on anybody's DECLINE.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/- 192.168.10.109/- 192.168.10.101/' "$CONFIG"
serve_dhcpd
client_does <<-'END'
	one, two = mac(1), mac(2)
	address = wire.bind(one).yiaddr

	def decline(chaddr, server):
	    wire.expect_silence(message(chaddr, [kind(DECLINE),
	        (50, ip(address)), (54, ip(server))]), seconds=0.3)

	decline(two, SERVER)
	decline(one, "192.168.10.3")
	equal("still its own", address, wire.discover(one).yiaddr)
	decline(one, SERVER)
	other = wire.bind(one).yiaddr
	true("another address", other != address)
	wire.expect_silence(message(two, [kind(DISCOVER)]))
END
log_has 'DECLINE 192.168.10.10[01]: the client found it in use'
log_has 'no free address in 192.168.10.0/24'
stop dhcpd KILL || true
serve_dhcpd
client_does <<-'END'
	wire.expect_silence(message(mac(2), [kind(DISCOVER)]))
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# RELEASE: the address is free for others, across a restart too; a RELEASE of
# another's address, or meant for another server, changes nothing (RFC 2131
# 4.3.4). ISC dhcpd takes a RELEASE that names another server.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/- 192.168.10.109/- 192.168.10.100/' "$CONFIG"
serve_dhcpd
client_does <<-'END'
	one, two = mac(1), mac(2)
	address = wire.bind(one).yiaddr

	def release(chaddr, server):
	    wire.expect_silence(message(chaddr, [kind(RELEASE),
	        (54, ip(server))], ciaddr=address), seconds=0.3,
	        source=address, destination=SERVER)

	release(two, SERVER)
	release(one, "192.168.10.3")
	wire.expect_silence(message(two, [kind(DISCOVER)]))
	release(one, SERVER)
END
log_has 'RELEASE 192.168.10.100'
stop dhcpd KILL || true
serve_dhcpd
client_does <<-'END'
	equal("free", "192.168.10.100", wire.bind(mac(2)).yiaddr)
END

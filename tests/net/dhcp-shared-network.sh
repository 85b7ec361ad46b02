#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Two subnets on one wire, which the server has an address in each of: when the
# first has given all, the next machine gets an address, mask and router of the
# other one, and keeps it, after a restart too. A site that has outgrown its first
# network would suffer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END
	shared-network = lab
	router         = 192.168.10.1
	[subnet 192.168.20.0/25]
	range          = 192.168.20.10 - 192.168.20.19
	router         = 192.168.20.1
	shared-network = lab
END
ip -n "$SERVER" address add 192.168.20.1/25 dev eth0
serve_dhcpd
client_does <<-'END'
	first = [wire.bind(mac(i)).yiaddr for i in range(1, 11)]
	true("the first network first",
	     all(address.startswith("192.168.10.") for address in first))
	ack = wire.bind(mac(11))
	true("then the other", ack.yiaddr.startswith("192.168.20."))
	equal("its mask", "255.255.255.128", ack.address(1))
	equal("its router", "192.168.20.1", ack.address(3))
	again = wire.ask(message(mac(11), [kind(REQUEST), (50, ip(ack.yiaddr))]))
	equal("it may keep it", (ACK, ack.yiaddr), (again.type, again.yiaddr))
END
stop dhcpd
serve_dhcpd
client_does <<-'END'
	again = wire.discover(mac(11)).yiaddr
	true("the same after a restart", again.startswith("192.168.20."))
	given = {wire.bind(mac(i)).yiaddr for i in range(11, 21)}
	equal("all of the other network", 10, len(given))
	wire.expect_silence(message(mac(21), [kind(DISCOVER)]))
END
log_has 'no free address'

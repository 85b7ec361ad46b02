#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Two networks on two interfaces: each request is answered from the subnet of the
# interface that it came by, on that interface, under that interface's address;
# an interface that [site] leaves out is not served.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
ip link add eth1 netns "$SERVER" type veth peer name eth1 netns "$CLIENT"
ip -n "$SERVER" address add 192.168.20.1/24 dev eth1
ip -n "$SERVER" link set eth1 up
ip -n "$CLIENT" link set eth1 up
write_dhcp_config
printf '%s\n' "[subnet 192.168.20.0/24]" "range = 192.168.20.100 - 192.168.20.109" \
	>>"$CONFIG"
serve_dhcpd
log_has 'serving 192.168.20.0/24 on eth1'
client_does <<-'END'
	second = Wire("eth1")
	for flags in (0, 0x8000):
	    for which, net in ((wire, "192.168.10."), (second, "192.168.20.")):
	        reply = which.discover(mac(1), flags=flags)
	        true("an address of %s" % net, reply.yiaddr.startswith(net))
	        equal("server", net + "1", reply.address(54))
	        equal("source", net + "1", reply.source)
	        equal("siaddr", net + "1", reply.siaddr)
	for reply in wire.replies(0.2):
	    raise AssertionError("a reply on the wrong wire")
END
stop dhcpd
sed -i 's/^root.*/&\ninterface = eth1/' "$CONFIG"
serve_dhcpd
client_does <<-'END'
	wire.expect_silence(message(mac(1), [kind(DISCOVER)]), seconds=0.5)
	Wire("eth1").bind(mac(1))
END

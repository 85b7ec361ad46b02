#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A thousand machines that are switched on in one instant are all answered
# without a retransmission: the receive buffer has room for them (its peers
# answer 171 to 332 of them).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/192.168.10/10.20/g; s,^\[subnet.*,[subnet 10.20.0.0/16],; s/^range.*/range = 10.20.1.0 - 10.20.20.255/' "$CONFIG"
ip -n "$SERVER" address add 10.20.0.1/16 dev eth0
serve_dhcpd
client_does <<-'END'
	octets = [message(mac(i), [kind(DISCOVER)], xid=i) for i in range(1000)]
	for each in octets:
	    wire.send(each)
	answered = set()
	for reply in wire.replies(5):
	    answered.add(reply.xid)
	    if len(answered) == 1000:
	        break
	equal("answered", 1000, len(answered))
END

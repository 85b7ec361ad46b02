#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Beyond a relay an address that somebody uses without a lease answers an ICMP
# echo (RFC 2131 4.4.1 and 2.2: the server should probe): it is not offered, the
# log says so, and the client gets another in the same second. Twenty clients at
# once are asked for side by side: none waits for another's.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i '/^conflict-check/d' "$CONFIG"
cat >>"$CONFIG" <<-END
	[subnet 10.1.0.0/16]
	range = 10.1.0.100 - 10.1.0.129
END
net_client_address 192.168.10.2
# Not /16: all of that would be loopback, and would answer.
ip -n "$CLIENT" address add 10.1.0.1/32 dev lo
for i in 100 101 102 103 104; do
	ip -n "$CLIENT" address add "10.1.0.$i/32" dev lo
done
ip -n "$SERVER" route add 10.1.0.0/16 via 192.168.10.2
serve_dhcpd
client_does <<-'END'
	relay = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
	relay.bind(("10.1.0.1", 67))
	relay.settimeout(5)
	start = time.monotonic()
	for i in range(20):
	    relay.sendto(message(mac(i), [kind(DISCOVER)], giaddr="10.1.0.1"),
	                 (SERVER, 67))
	given = {}
	while len(given) < 20:
	    reply = Reply(relay.recvfrom(2048)[0])
	    equal("an OFFER", OFFER, reply.type)
	    given[reply.chaddr[:6]] = reply.yiaddr
	took = time.monotonic() - start
	used = {"10.1.0.%d" % i for i in range(100, 105)}
	equal("none that is in use", set(), used & set(given.values()))
	equal("none twice", 20, len(set(given.values())))
	true("side by side: %.2f s" % took, took < 2.5)
	true("they were asked: %.2f s" % took, took >= 0.25)
END
log_has '10.1.0.10[0-4] is in use by a machine, who has no lease for it'

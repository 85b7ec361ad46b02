#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Networks change under a server: the address is removed and comes back, the link
# goes down and up, the interface is renamed, another one appears. It goes on
# serving without a restart.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
# shellcheck disable=SC2034 # WIRE is for client_does
net_pair
write_dhcp_config
serve_dhcpd
served_again() {
	WIRE=$1
	client_does <<-END
		for _ in range(8):
		    wire.send(message(mac(1), [kind(DISCOVER)]))
		    if any(reply.type == OFFER for reply in wire.replies(1)):
		        break
		else:
		    raise AssertionError("not served again: $2")
	END
}
served_again eth0 "at first"

ip -n "$SERVER" address del 192.168.10.1/24 dev eth0
# Within 5 s it is noticed.
sleep 6
client_does <<-'END'
	wire.expect_silence(message(mac(1), [kind(DISCOVER)]))
END
log_has 'eth0 are not answered: it has no IPv4 address'
ip -n "$SERVER" address add 192.168.10.1/24 dev eth0
served_again eth0 "the address is back"

ip -n "$SERVER" link set eth0 down
ip -n "$SERVER" link set eth0 up
served_again eth0 "the link is back"

ip -n "$SERVER" link set eth0 down
ip -n "$SERVER" link set eth0 name lan0
ip -n "$SERVER" link set lan0 up
served_again eth0 "renamed"

ip -n "$SERVER" link delete lan0
ip link add eth9 netns "$SERVER" type veth peer name eth9 netns "$CLIENT"
ip -n "$SERVER" address add 192.168.10.1/24 dev eth9
ip -n "$SERVER" link set eth9 up
ip -n "$CLIENT" link set eth9 up
served_again eth9 "another interface"

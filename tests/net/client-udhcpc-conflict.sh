#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An address that somebody uses without a lease is not given away: dhcpd asks
# the wire first (RFC 2131 2.2, 4.3.1). udhcpc, which would take it without a
# look of its own, gets another one, in the time that firmware has patience for.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
peer BUSYBOX busybox-static busybox
net_pair
# Two addresses, one of them held by a machine beside the client, on the same
# wire by a macvlan.
write_config
sed -i 's/^range .*/range = 192.168.10.130 - 192.168.10.131/' "$CONFIG"
net_namespace "$CLIENT-squatter"
ip -n "$CLIENT" link add link eth0 name squatter type macvlan mode bridge
ip -n "$CLIENT" link set squatter netns "$CLIENT-squatter"
ip -n "$CLIENT-squatter" address add 192.168.10.130/24 dev squatter
ip -n "$CLIENT-squatter" link set squatter up
serve_dhcpd
wait_for 5 ip netns exec "$CLIENT-squatter" ping -c 1 -W 1 192.168.10.1

began=$EPOCHREALTIME
udhcpc_bind eth0 -r 192.168.10.130
expect_equal "the free one" 192.168.10.131 "$(lease_says ip)"
expect "within 4 s, when firmware asks again" awk \
	"BEGIN { exit !($EPOCHREALTIME - $began < 4) }"

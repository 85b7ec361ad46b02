#!/bin/bash
# SPDX-License-Identifier: ISC
#
# busybox udhcpc finds, by ARP, that somebody already uses the address it was
# given, and declines it: it gets another, and nobody gets the declined one for
# a while (RFC 2131 3.1.5, 4.3.3, 4.4.4).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
peer BUSYBOX busybox-static busybox
net_pair
write_config
# The server shall not find the conflict first.
printf '\n[dhcpd]\nconflict-check = no\n' >>"$CONFIG"
serve_dhcpd
# The squatter: whoever answers ARP for this address.
ip -n "$SERVER" address add 192.168.10.130/32 dev eth0

expect "udhcpc gets a lease in the end" on_client timeout 60 "$BUSYBOX" udhcpc -f -q -n \
	-i eth0 -t 5 -T 2 -A 1 -s "$UDHCPC_SCRIPT" -a -r 192.168.10.130
expect_said "the address is in use" 'address is in use'
wait_for 5 grep -Ei "decline.*192\.168\.10\.130" "$TMP/dhcpd.log"
address=$(lease_says ip)
expect "an address of the range" in_range "$address"
expect_not "another address" test "$address" = 192.168.10.130

# Another machine does not get it either, however it asks.
ip -n "$CLIENT" link set eth0 address 02:00:00:00:00:99
udhcpc_bind eth0 -r 192.168.10.130
expect "an address of the range" in_range "$(lease_says ip)"
expect_not "not the declined one" test "$(lease_says ip)" = 192.168.10.130

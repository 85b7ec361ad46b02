#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Two hundred times kill -9 at a random moment, under load that never pauses:
# every ACK that a client saw is in the journal that is there after the kill, no
# address was ever acknowledged to two, and in the end every machine is offered
# the address that was acknowledged to it last (DESIGN: promised only when on
# disk). The range is so tight that a lost lease shows as another's address.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
. "$(dirname "$0")/lib-dhcp-kill.sh"
KILLS=200
SECONDS_MAX=80
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.2 - 192.168.10.250/' "$CONFIG"
serve_dhcpd
load_begins
n=0
end=$((SECONDS + SECONDS_MAX))
while [ "$n" -lt "$KILLS" ] && [ "$SECONDS" -lt "$end" ]; do
	sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"
	stop dhcpd KILL 2>/dev/null || true
	load_after_kill "$n"
	n=$((n + 1))
	start dhcpd "$BUILD/dhcpd" -v -c "$CONFIG"
	[ $((n % 10)) -ne 0 ] || wait_log dhcpd serving
done
wait_log dhcpd serving
sleep 1
load_ends
[ "$n" -ge 100 ] || fail "only $n kills in $SECONDS_MAX s prove too little"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Strangers that take and decline every address of a range keep others out for a
# minute, not for the ten that a declined address rests (RFC 2131 4.3.3 names no
# time): then the one that rested for longest is tried again, and asked for by
# ARP first; one that is really in use rests anew. What is leased stays so. A
# restart changes nothing. Every new machine of that network would suffer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
needs cc python3
. "$(dirname "$0")/lib-clock.sh"
net_pair
write_dhcp_config
sed -i 's/- 192.168.10.109/- 192.168.10.103/; s/^conflict-check.*//' "$CONFIG"
n_starts=0
serve_shifted() {
	start dhcpd "${SHIFTED[@]}" "$BUILD/dhcpd" -v -c "$CONFIG"
	n_starts=$((n_starts + 1))
	wait_log_times dhcpd serving "$n_starts"
}

serve_shifted
client_does <<-'END'
	held = wire.bind(mac(1)).yiaddr
	for number in range(11, 14):
	    address = wire.bind(mac(number)).yiaddr
	    wire.expect_silence(message(mac(number), [kind(DECLINE),
	        (50, ip(address)), (54, ip(SERVER))]), seconds=0.1)
	wire.expect_silence(message(mac(2), [kind(DISCOVER)]))
	print(held)
END
log_has 'no free address in 192.168.10.0/24'
BOOT=50 clocks
client_does <<-'END'
	wire.expect_silence(message(mac(2), [kind(DISCOVER)]))
END
# The record is what counts, not the memory of this process.
stop dhcpd KILL || true
serve_shifted
BOOT=50 clocks
client_does <<-'END'
	wire.expect_silence(message(mac(2), [kind(DISCOVER)]))
END
# The one that rested for longest is in use by a machine that speaks no DHCP.
first=$(sed -nE 's/.*DECLINE (192[0-9.]*): the client found it.*/\1/p' \
	"$TMP/dhcpd.log" | head -n 1)
on_client ip address add "$first/24" dev eth0
BOOT=65 clocks
client_does <<-END
	reply = wire.ask(message(mac(2), [kind(DISCOVER)]))
	equal("an OFFER", OFFER, reply.type)
	true("not the one in use", reply.yiaddr != "$first")
	equal("an ACK", ACK, wire.select(mac(2), reply.yiaddr).type)
	ack = wire.ask(message(mac(1), [kind(DISCOVER)]))
	equal("offered its own", OFFER, ack.type)
END
log_has "nothing else is free in 192.168.10.0/24"
log_has "$first is in use by"

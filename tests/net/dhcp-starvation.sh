#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Starvation with unknown-clients = allow: a new MAC in each of thousands of
# DISCOVERs, and DECLINEs of everything there is. What is leased or reserved is
# given to its machine all the while, renewals are answered, the log has a line
# a minute that says where, not one a packet, and memory and descriptors stay.
# A [host] with an address, machines with a lease, and whoever reads the log
# would suffer; once the flood is over a new machine is served again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
net_client_address 192.168.10.3
write_dhcp_config
cat >>"$CONFIG" <<-END
	[host reserved]
	mac = 52:54:00:00:00:01
	address = 192.168.10.105
END
serve_dhcpd
# 8 of 10 addresses are for the flood: one is reserved, one is leased.
cat >"$TMP/flood.py" <<-'END'
	RELAY = "192.168.10.3"
	leased, reserved = mac(2), mac(1)
	mine = wire.bind(leased).yiaddr
	for number in range(FIRST, FIRST + 4000):
	    wire.send(message(mac(number), [kind(DISCOVER)]))
	    if number % 10 == 0:
	        wire.send(message(mac(number), [kind(DECLINE), (54, ip(SERVER)),
	            (50, ip(random.choice([mine, "192.168.10.105"])))]))
	    if number % 500 == 0:
	        renewal = wire.ask(message(leased, [kind(REQUEST)], ciaddr=mine,
	            giaddr=RELAY), source=RELAY, destination=SERVER, ports=(67, 67))
	        equal("renewed", (ACK, mine), (renewal.type, renewal.yiaddr))
	        equal("offered again", mine, wire.discover(leased).yiaddr)
	        equal("the reserved one", "192.168.10.105",
	              wire.bind(reserved).yiaddr)
END
flood() {
	{
		echo "FIRST = $1"
		cat "$TMP/flood.py"
	} | client_does
}
flood 100000
before=$(resident_kb dhcpd)
before_fds=$(descriptors dhcpd)
flood 200000
expect_resident dhcpd $((before + 512))
expect_equal "descriptors" "$before_fds" "$(descriptors dhcpd)"

log_has '192.168.10.0/24 is leased or offered; .* somebody starves the range'
log_has 'starves the range.*\(-, eth0\)'
told=$(grep -c 'starves the range' "$TMP/dhcpd.log")
expect "a line a minute, not $told" test "$told" -le 2
# The others are of machines that are known, or were first.
lines=$(wc -l <"$TMP/dhcpd.log")
expect "few lines, not $lines" test "$lines" -le 1000

# The worst that strangers can do: take all that is free, and decline it.
{
	echo "FIRST = 300000"
	cat <<-'END'
		wire.bind(mac(3))
		for number in range(9):
		    wire.send(message(mac(number + FIRST), [kind(DISCOVER)]))
		    for reply in wire.replies(0.1):
		        wire.send(message(mac(number + FIRST), [kind(DECLINE),
		            (54, ip(SERVER)), (50, ip(reply.yiaddr))]))
		        break
		wire.expect_silence(message(mac(4), [kind(DISCOVER)]), seconds=0.3)
		wire.bind(mac(3))
	END
	sed '/^	*for/,$d' "$TMP/flood.py"
	echo 'equal("still leased", mine, wire.bind(leased).yiaddr)'
	echo 'equal("still reserved", "192.168.10.105", wire.bind(reserved).yiaddr)'
} | client_does
log_has 'no free address in 192.168.10.0/24'

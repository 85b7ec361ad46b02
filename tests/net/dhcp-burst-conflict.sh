#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A thousand new machines on one wire in one instant, with conflict-check = yes
# and some addresses in use by strangers: no address is offered unasked, the
# questions wait their turn, 256 at once, and each machine has an offer that is
# nobody else's within seconds (iPXE asks at 0, 1, 3 and 7 s, OVMF at 0 and 4
# s). A second burst, larger than what may wait, is let go and counted,
# and the machines that are known are answered all the while.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/192.168.10/10.20/g; s,^\[subnet.*,[subnet 10.20.0.0/16],; s/^conflict-check.*/conflict-check = yes/' "$CONFIG"
sed -i 's/^range.*/range = 10.20.1.0 - 10.20.19.255/' "$CONFIG"
ip -n "$SERVER" address add 10.20.0.1/16 dev eth0
# The strangers have 48 of 4,864 addresses, all over the range, with the client
# namespace's own MAC.
for third in {1..16}; do
	for last in 7 77 177; do
		echo "address add 10.20.$third.$last/32 dev eth0"
	done
done >"$TMP/strangers"
ip -n "$CLIENT" -batch "$TMP/strangers"
serve_dhcpd
client_does <<-'END'
	squatted = {"10.20.%d.%d" % (third, last)
	            for third in range(1, 17) for last in (7, 77, 177)}
	known = mac(5000)
	first = wire.bind(known).yiaddr
	octets = [message(mac(i), [kind(DISCOVER)], xid=i) for i in range(1000)]
	began = time.monotonic()
	for each in octets:
	    wire.send(each)
	answered = {}
	for reply in wire.replies(8):
	    answered[reply.xid] = reply.yiaddr
	    if len(answered) == 1000:
	        break
	took = time.monotonic() - began
	equal("answered", 1000, len(answered))
	equal("each another", 1000, len(set(answered.values())))
	equal("none in use", set(), squatted & set(answered.values()))
	true("four turns of a quarter of a second: %.2f s" % took, took > 0.9)
	true("soon: %.2f s" % took, took < 5)

	# Twice as many as may wait.
	for i in range(4096):
	    wire.send(message(mac(100000 + i), [kind(DISCOVER)], xid=100000 + i))
	equal("known ones do not wait", first, wire.discover(known).yiaddr)
END
log_has 'is in use by .*, who has no lease for it'
log_has 'messages dropped: .*[0-9] while too many addresses were asked for'

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What was acknowledged is there after kill -9 in the middle of a burst: no
# client loses its address, none is given to two. dnsmasq loses all of them,
# others a third.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.10 - 192.168.10.250/' "$CONFIG"
serve_dhcpd
for round in 1 2 3; do
	cat >"$TMP/burst.py" <<-END
		from lib_dhcp import *
		wire = Wire()
		for i in range(60):
		    wire.send(message(mac($round * 1000 + i), [kind(DISCOVER)], xid=i))
		for reply in wire.replies(3):
		    if reply.type == OFFER:
		        wire.send(message(reply.chaddr[:6], [kind(REQUEST),
		            (54, ip(SERVER)), (50, ip(reply.yiaddr))], xid=reply.xid))
		    elif reply.type == ACK:
		        print(mac_text(reply.chaddr[:6]), reply.yiaddr, flush=True)
	END
	: >"$TMP/acks.$round"
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/net on_client \
		/usr/bin/python3 "$TMP/burst.py" >"$TMP/acks.$round" &
	burst=$!
	wait_for 5 test -s "$TMP/acks.$round"
	stop dhcpd KILL || true
	wait "$burst"
	serve_dhcpd
done
cat "$TMP"/acks.[123] | sort -u >"$TMP/acks"
expect_equal "no address twice" "" "$(awk '{ print $2 }' "$TMP/acks" | sort | uniq -d)"
[ "$(wc -l <"$TMP/acks")" -ge 3 ] || fail "too few ACKs to prove anything"
client_does <<-END
	for line in open("$TMP/acks"):
	    chaddr, address = line.split()
	    chaddr = bytes.fromhex(chaddr.replace(":", ""))
	    equal(line, address, wire.discover(chaddr).yiaddr)
END

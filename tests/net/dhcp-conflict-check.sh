#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An address that somebody uses without a lease is found by ARP before it is
# offered for the first time, set aside and told; other clients are not held up
# meanwhile (dnsmasq's 3 s ping, one after another, makes the sixth of six
# machines give up).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/conflict-check = no/conflict-check = yes/' "$CONFIG"
# The squatters have nine of ten addresses.
for i in 0 1 2 3 4 5 6 7 8; do
	net_client_address 192.168.10.10$i
done
serve_dhcpd
client_does <<-'END'
	def first_offer(chaddr):
	    for _ in range(6):
	        wire.send(message(chaddr, [kind(DISCOVER)]))
	        for reply in wire.replies(2):
	            return reply.yiaddr

	equal("the free one", "192.168.10.109", first_offer(mac(1)))
END
log_has 'is in use by .*, who has no lease for it'
expect "it is recorded" grep -q '^declined 192.168.10.10[0-8] ' "$TMP/state/leases"

sed -i 's/^range.*/range = 192.168.10.20 - 192.168.10.90/' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-'END'
	began = time.monotonic()
	for i in range(20):
	    wire.send(message(mac(100 + i), [kind(DISCOVER)], xid=i))
	seen = {}
	for reply in wire.replies(3):
	    seen[reply.xid] = reply.yiaddr
	    if len(seen) == 20:
	        break
	took = time.monotonic() - began
	equal("all of them", 20, len(seen))
	equal("each another", 20, len(set(seen.values())))
	true("side by side: %.2f s" % took, took < 1.5)
END

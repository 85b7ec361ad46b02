#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Lengths that lie, options cut short, hardware lengths over 16, packets cut at
# every length and thousands of random changes: no answer that breaks the rules,
# no crash, no growth of memory or descriptors (CVE-2010-2156, CVE-2012-3571,
# CVE-2018-20679, CVE-2009-2958, CVE-2021-41054), and no line for each: they are
# counted by reason, in a line and an event a minute at most.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
descriptors() {
	find "/proc/${PIDS[dhcpd]}/fd" -mindepth 1 | wc -l
}
memory_kb() {
	awk '/^VmRSS/ { print $2 }' "/proc/${PIDS[dhcpd]}/status"
}
client_does <<-'END'
	wire.bind(mac(1))
END
before=$(descriptors)
memory=$(memory_kb)
client_does <<-'END'
	import glob
	random.seed(7)
	vectors = [open(name, "rb").read()
	           for name in sorted(glob.glob("tests/vectors/dhcp/*.bin"))]
	true("vectors", len(vectors) > 10)
	whole = message(mac(1), [kind(DISCOVER), (61, b""), (12, b"h" * 255),
	    (55, b""), (57, b"\1"), (50, b"\1\2\3"), (54, b""), (82, b"")])
	for length in range(0, len(whole)):
	    wire.send(whole[:length], source_mac=mac(1))
	for hlen in (0, 1, 16, 17, 255):
	    wire.send(message(mac(1), [kind(DISCOVER)], hlen=hlen))
	for number in range(6000):
	    octets = bytearray(random.choice(vectors))
	    for _ in range(random.randint(1, 12)):
	        octets[random.randrange(len(octets))] = random.randrange(256)
	    wire.send(bytes(octets), source_mac=mac(1))
	    if number % 200 == 0:
	        for _ in wire.replies(0.02):
	            pass
	for _ in wire.replies(0.5):
	    pass
	wire.ask(message(mac(1), [kind(REQUEST), (50, ip("10.0.0.1"))]))
END
expect_equal "descriptors" "$before" "$(descriptors)"
[ "$(memory_kb)" -lt $((memory + 4096)) ] || fail "memory grew from $memory to $(memory_kb) kB"
log_has 'warning: [0-9]+ messages dropped: .*with an option that runs over the end'
told() {
	grep -c 'messages dropped' "$TMP/dhcpd.log"
}
expect "a line a minute, not $(told)" test "$(told)" -le 1
# What came since is told when it stops; known shapes, each counted.
client_does <<-'END'
	wire.send(message(mac(1), [kind(DISCOVER)])[:200], source_mac=mac(1))
	for _ in range(2):
	    wire.send(message(mac(1), [kind(OFFER)], op=2))
	for _ in range(3):
	    wire.send(message(mac(1), [kind(OFFER)]))
	wire.send(message(mac(1), [kind(REQUEST)]))
	wire.ask(message(mac(1), [kind(REQUEST), (50, ip("10.0.0.1"))]))
END
stop dhcpd
last=$(grep 'messages dropped' "$TMP/dhcpd.log" | tail -n 1)
for counted in ' shorter than a BOOTP header' ' BOOTREPLY' \
	" with a server's message type" ' REQUEST that names no address' \
	'the last one from 0.0.0.0, eth0'; do
	[[ $last = *"$counted"* ]] || fail "not told: $counted in: $last"
done
expect "as an event" grep -q '"step":"drop".*"outcome":"dropped".*BOOTREPLY' \
	"$TMP/state/events/dhcpd.jsonl"
expect "no line for each" test "$(grep -c 'runs over' "$TMP/dhcpd.log")" -le 2

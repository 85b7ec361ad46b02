#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Lengths that lie, options cut short, hardware lengths over 16, packets cut at
# every length and 20,000 random changes: no answer that breaks the rules, no
# crash, no growth of memory or descriptors, and no line for each: they are
# counted by reason, in a line and an event a minute at most. The shapes that
# brought other servers down are named below; every machine would suffer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	wire.bind(mac(1))
END
before=$(descriptors dhcpd)
memory=$(resident_kb dhcpd)
client_does <<-'END'
	import glob
	random.seed(7)
	vectors = [open(name, "rb").read()
	           for name in sorted(glob.glob("tests/vectors/dhcp/*.bin"))]
	true("vectors", len(vectors) > 10)
	me = mac(1)

	def discover(*options, **fields):
	    return message(me, [kind(DISCOVER), *options], **fields)

	whole = discover((61, b""), (12, b"h" * 255), (55, b""), (57, b"\1"),
	                 (50, b"\1\2\3"), (54, b""), (82, b""))
	many = [(code, b"x") for code in range(60, 255)] * 4
	relay = b"\1\xff" + b"p" * 20
	lying = {
	    "CVE-2015-8605": [(discover(), size) for size in
	                      (0, 7, 8, 9, 100, 244, 247, 300, 2000, 65535)],
	    "CVE-2010-2156": [discover((61, b"")), discover((61, b"\0"))],
	    "CVE-2012-3571": [discover((61, b""), (12, b""), (60, b""))],
	    "CVE-2018-20679": [discover((code, b"\1\2\3"[:size]))
	                       for code in (1, 3, 50, 51, 54, 118)
	                       for size in range(4)],
	    "CVE-2007-5365": [discover((57, bytes([size >> 8, size & 255])))
	                      for size in (0, 1, 240, 300, 575)],
	    "CVE-2009-2958": [discover(end=False) + bytes([code])
	                      for code in range(1, 255)],
	    "CVE-2021-41054": [discover(*many[:n]) for n in (200, 300, 400)],
	    "option at the very end": [discover((12, b"h" * size), end=False)
	                               for size in (1, 63, 64, 255)],
	    "option over the end": [discover(end=False) + bytes([code, 200, 1])
	                            for code in (12, 52, 53, 55, 61, 82)],
	    "relay's suboption over the end": [discover((82, relay))],
	    "overload without end": [discover((52, bytes([n]))) for n in range(6)],
	    "hlen": [discover(hlen=hlen) for hlen in (0, 1, 5, 7, 16, 17, 255)],
	    "cut": [whole[:size] for size in range(len(whole))],
	}

	def lives(what):
	    for _ in wire.replies(0.01):
	        pass
	    answer = wire.ask(message(me, [kind(REQUEST), (50, ip("10.0.0.1"))]))
	    equal("lives after " + what, NAK, answer.type)

	for what, shapes in lying.items():
	    for shape in shapes:
	        octets, size = shape if type(shape) is tuple else (shape, None)
	        wire.send(octets, source_mac=me, udp_len=size)
	    lives(what)
	for number in range(20000):
	    octets = bytearray(random.choice(vectors))
	    for _ in range(random.randint(1, 12)):
	        octets[random.randrange(len(octets))] = random.randrange(256)
	    wire.send(bytes(octets), source_mac=me)
	    if number % 500 == 0:
	        lives("%d changes" % number)
	lives("all changes")
END
expect_equal "descriptors" "$before" "$(descriptors dhcpd)"
expect_resident dhcpd $((memory + 4096))
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

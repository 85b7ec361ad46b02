#!/bin/bash
# SPDX-License-Identifier: ISC
#
# max-leases-per-port and max-leases-per-relay (option 82, RFC 3046): one port
# that asks under ever new MACs gets so many addresses and no more, the next
# port is served; a machine that has an address keeps it, and a [host] is not
# counted. The journal remembers the ports, so a restart changes nothing, nor
# does a journal of a version that did not. Who shares a relay with a starving
# tool would suffer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "max-leases-per-port = 2" "max-leases-per-relay = 4"
cat >>"$CONFIG" <<-END
	[subnet 10.1.0.0/16]
	range = 10.1.0.100 - 10.1.0.199
	[host known]
	mac = 52:54:00:00:00:63
END
net_client_address 192.168.10.2
ip -n "$CLIENT" address add 10.1.0.1/16 dev lo
ip -n "$SERVER" route add 10.1.0.0/16 via 192.168.10.2
serve_dhcpd
cat >"$TMP/relay.py" <<-'END'
	relay = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
	relay.bind(("10.1.0.1", 67))

	def ask(number, port, *options):
	    agent = b"\1" + bytes([len(port)]) + port + b"\2\2sw"
	    octets = message(mac(number), [*options, (82, agent)], giaddr="10.1.0.1")
	    relay.sendto(octets, (SERVER, 67))
	    relay.settimeout(PATIENCE)
	    try:
	        return Reply(relay.recv(2048))
	    except socket.timeout:
	        return None

	PATIENCE = 5

	def bind(number, port):
	    offer = ask(number, port, kind(DISCOVER))
	    ack = ask(number, port, kind(REQUEST), (54, ip(SERVER)),
	              (50, ip(offer.yiaddr)))
	    equal("an ACK", ACK, ack.type)
	    return ack.yiaddr

	def refused(number, port):
	    global PATIENCE
	    PATIENCE = 0.2
	    equal("refused", None, ask(number, port, kind(DISCOVER)))
	    PATIENCE = 5
END
clients_do() {
	cat "$TMP/relay.py" - | client_does
}
clients_do <<-'END'
	bind(1, b"ge-0/0/1")
	bind(2, b"ge-0/0/1")
	refused(3, b"ge-0/0/1")
	refused(4, b"ge-0/0/1")
	bind(1, b"ge-0/0/1")
	bind(0x63, b"ge-0/0/1")
	bind(5, b"ge-0/0/2")
	bind(6, b"ge-0/0/3")
	refused(7, b"ge-0/0/4")
	wire.bind(mac(8))
END
log_has '52:54:00:00:00:03 DISCOVER: max-leases-per-port = 2, and the machines behind circuit ge-0/0/1 remote sw have as many \(.*relay 10.1.0.1\)'
log_has '52:54:00:00:00:07 DISCOVER: max-leases-per-relay = 4, and .*relay 10.1.0.1'
expect_equal "one line a minute" 1 "$(grep -c 'max-leases-per-port' "$TMP/dhcpd.log")"
expect "in the journal" grep -Eq '^bound 10.1.0.1[0-9]+ .* relay=10.1.0.1 port=[0-9a-f]{16} crc=' \
	"$TMP/state/leases"

stop dhcpd KILL || true
serve_dhcpd
clients_do <<-'END'
	refused(3, b"ge-0/0/1")
	refused(7, b"ge-0/0/4")
	bind(2, b"ge-0/0/1")
	bind(5, b"ge-0/0/2")
END

# The same leases as an older version wrote them.
stop dhcpd
python3 - "$TMP/state/leases" <<-'END'
	import re, sys, zlib
	lines = []
	for line in open(sys.argv[1]):
	    text = re.sub(r"( relay=\S+)?( port=\S+)? crc=\S+\n", "", line)
	    lines.append("%s crc=%08x\n" % (text, zlib.crc32(text.encode())))
	open(sys.argv[1], "w").writelines(lines)
END
serve_dhcpd
expect_not "read as it is" grep 'bad lines' "$TMP/dhcpd.log"
clients_do <<-'END'
	bind(1, b"ge-0/0/1")
	bind(2, b"ge-0/0/1")
	refused(3, b"ge-0/0/1")
END

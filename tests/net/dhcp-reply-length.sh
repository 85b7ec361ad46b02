#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Replies have 300 octets at least (RFC 951; kernels and ROMs drop shorter ones)
# and at most what option 57 allows, 548 without it and 1472 ever (RFC 2132
# 9.10); option 57 below 576 is no size (CVE-2007-5365).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
# Five long values: more than 548 octets take, less than 1472.
for code in 224 225 226 227 228; do
	echo "option.$code = \"$(printf 'x%.0s' {1..200})\""
done >"$TMP/long"
sed -i "/^lease-time/r $TMP/long" "$CONFIG"
serve_dhcpd
client_does <<-'END'
	def length(size, machine):
	    options = [] if size is None else [(57, size.to_bytes(2, "big"))]
	    reply = wire.discover(mac(machine), *options)
	    true("the address is there", reply.yiaddr != "0.0.0.0")
	    true("server and times are there", {51, 53, 54} <= set(reply.options))
	    return len(reply.octets)

	for machine, size in enumerate([None, 0, 100, 575, 576]):
	    true("option 57 of %s" % size, 300 <= length(size, machine) <= 548)
	true("1000", 548 < length(1000, 7) <= 1000 - 28)
	true("1500", 1200 < length(1500, 8) <= 1472)
	true("65535", length(65535, 9) <= 1472)
END
sed -i '/^option/d' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-'END'
	equal("padded", 300, len(wire.discover(mac(1)).octets))
	equal("a NAK, too", 300, len(wire.ask(message(mac(1), [kind(REQUEST),
	    (50, ip("10.0.0.1"))])).octets))
END

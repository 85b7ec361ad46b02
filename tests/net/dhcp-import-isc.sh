#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dhcpd --import carries an ISC dhcpd.conf over: what it prints passes dhcpd -t,
# gives a client what the old server would have, and everything left out is named
# with its file and line. Who changes servers must not lose a machine unawares.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
VECTORS=tests/vectors/import
INI=$TMP/imported.ini

# import FILE - into $INI, what is told into $TMP/told; the old file alone
# decides, not what is configured here
import() {
	"$BUILD/dhcpd" --import "$1" >"$INI" 2>"$TMP/told" ||
		fail "--import $1 ended with $?"
}

import "$VECTORS/isc-rack.conf"
expect "the rack passes -t" "$BUILD/dhcpd" -t -c "$INI"
expect "the rack is as expected" diff <(tail -n +3 "$INI") "$VECTORS/isc-rack.ini"
expect "what is told is as expected" diff "$TMP/told" "$VECTORS/isc-rack.told"

import "$VECTORS/isc-plain.conf"
expect_equal "nothing is left out" "" "$(cat "$TMP/told")"
net_pair
mkdir -p "$ROOT"
chmod 755 "$ROOT"
{
	printf '%s\n' "[site]" "root = $ROOT" "state = $TMP/state"
	cat "$INI"
} >"$CONFIG"
serve_dhcpd
client_does <<-'END'
	offer = wire.bind(bytes.fromhex("525400123456"))
	equal("the host's address", "192.168.10.50", offer.yiaddr)
	equal("the host's file", b"web.0", offer.options[67].rstrip(b"\0"))
	equal("its group's router", ip("192.168.10.254"), offer.options[3])
END

expect_not "no such file" "$BUILD/dhcpd" --import "$TMP/missing"
expect_not "no file" "$BUILD/dhcpd" --import

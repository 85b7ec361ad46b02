#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dhcpd --import carries a configuration of ISC dhcpd or dnsmasq over: what it
# prints passes dhcpd -t, gives a client what the old server gives it, and
# everything left out is named with its file and line. Who changes servers must
# not lose a machine unawares.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
. "$(dirname "$0")/lib-dhcp-peers.sh"
VECTORS=tests/vectors/import
INI=$TMP/imported.ini

# import FILE - into $INI, what is told into $TMP/told; the old file alone
# decides, not what is configured here
import() {
	"$BUILD/dhcpd" --import "$1" >"$INI" 2>"$TMP/told" ||
		fail "--import $1 ended with $?"
}

# serve_imported - dhcpd by $INI
serve_imported() {
	mkdir -p "$ROOT"
	chmod 755 "$ROOT"
	{
		printf '%s\n' "[site]" "root = $ROOT" "state = $TMP/state"
		sed '/^\[site\]/,/^$/d' "$INI"
	} >"$CONFIG"
	rm -rf "$TMP/state"
	serve_dhcpd
}

# offers FILE - what some machines are offered, a line each, into FILE
offers() {
	client_does <<-END >"$1"
		def offer(name, chaddr, arch=None, *options):
		    asked = bytes([1, 3, 6, 12, 15, 42, 66, 67])
		    if arch is not None:
		        vendor = b"PXEClient:Arch:%05d:UNDI:003000" % arch
		        options += ((60, vendor), (93, bytes([0, arch])))
		    text = message(chaddr, [kind(DISCOVER), (55, asked), *options])
		    got = wire.ask(text)
		    file = got.file or got.options.get(67, b"").rstrip(b"\0").decode()
		    address = got.yiaddr.split(".")[3]
		    print(name, "in the range" if int(address) >= 100 else address,
		          got.siaddr, file, *(got.options.get(code, b"").hex()
		                              for code in (1, 3, 6, 12, 15, 42)))
		ipxe = (77, b"iPXE"), (175, b"\xb1\x01\x01")
		web1, web2, known = (bytes.fromhex("5254001234" + end)
		                     for end in ("56", "57", "99"))
		for name, machine in ("web1", web1), ("web2", web2), ("known", known):
		    for arch in 0, 6, 7, 9, 11:
		        offer("%s, arch %d" % (name, arch), machine, arch)
		    offer(name + ", iPXE", machine, 0, *ipxe)
		    offer(name + ", plain", machine)
	END
}

# same_offers PEER CONFIG [REGEX] - both servers, one after the other; REGEX: the
# machines that are told to be offered more here
same_offers() {
	"start_$1" "$2"
	offers "$TMP/theirs"
	stop "$1" || true
	import "$2"
	serve_imported
	offers "$TMP/ours"
	stop dhcpd
	: >"$TMP/dhcpd.log"
	expect_equal "$2: all machines" 21 "$(wc -l <"$TMP/theirs")"
	expect "$2: the same offers" diff <(grep -Ev "${3:-^$}" "$TMP/theirs") \
		<(grep -Ev "${3:-^$}" "$TMP/ours")
}

for conf in "$VECTORS"/*.conf; do
	import "$conf"
	expect "$conf passes -t" "$BUILD/dhcpd" -t -c "$INI"
	expect "$conf: as expected" diff <(tail -n +3 "$INI") "${conf%.conf}.ini"
	expect "$conf: what is told" diff "$TMP/told" "${conf%.conf}.told"
done

# What the packages bring along, with every line in use. This machine's own
# folders and /etc/ethers are none of a test's business.
peer DNSMASQ dnsmasq-base dnsmasq
sed -E 's/^#([a-z])/\1/; /^(conf-(file|dir)=|read-ethers)/d' \
	"$PEERS/dnsmasq-base/usr/share/doc/dnsmasq-base/examples/dnsmasq.conf.example" \
	>"$TMP/dnsmasq.conf"
import "$TMP/dnsmasq.conf"
expect "dnsmasq's example passes -t" "$BUILD/dhcpd" -t -c "$INI"
expect "it has what can be carried over" \
	grep -qx "range = 192.168.0.50 - 192.168.0.150" "$INI"
expect_not "every line is known" grep -E "not known|cannot be read" "$TMP/told"
sed -E 's/^#([a-z}]|  )/\1/' "$PEERS/isc-dhcp-server/etc/dhcp/dhcpd.conf" \
	>"$TMP/dhcpd.conf"
import "$TMP/dhcpd.conf"
expect "Debian's dhcpd.conf passes -t" "$BUILD/dhcpd" -t -c "$INI"
expect "it has its ranges" grep -qx "range = 10.5.5.26 - 10.5.5.30" "$INI"
expect_not "it is understood" grep semicolon "$TMP/told"
expect_not "Kea's is not read" "$BUILD/dhcpd" --import "$PEERS/kea-dhcp4-server/etc/kea/kea-dhcp4.conf"
expect_said "and why" "a configuration of Kea, which is not read"
expect_not "no such file" "$BUILD/dhcpd" --import "$TMP/missing"
expect_not "no file" "$BUILD/dhcpd" --import

net_pair
same_offers dnsmasq "$VECTORS/dnsmasq-debian-installer.conf"
# The condition PXEClient is told to be left out.
same_offers isc "$VECTORS/isc-cobbler.conf" ", plain"
same_offers isc "$VECTORS/isc-foreman.conf"

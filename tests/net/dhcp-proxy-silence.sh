#!/bin/bash
# SPDX-License-Identifier: ISC
#
# mode = proxy stays silent where it has nothing to say, as each needless offer
# makes firmware wait or choose wrongly: no firmware at all, an architecture
# that is unknown or has no boot file, a refused host, and every message of port
# 67 but DISCOVER, for those are between the client and the server of its
# address (Intel PXE 2.1, 2.2).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
mkdir -p "$ROOT"
touch "$ROOT/pxelinux.0"
cat >"$CONFIG" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	[dhcpd]
	mode = proxy
	[subnet 192.168.10.0/24]
	range = 192.168.10.100 - 192.168.10.200
	[host web1]
	mac = 52:54:00:00:00:01
	deny = yes
	[host web2]
	mac = 52:54:00:00:00:02
	filename = special.0
END
serve_dhcpd
client_does <<-'END'
	pxe = (60, b"PXEClient:Arch:00000:UNDI:002001")
	bios, unknown = (93, b"\0\0"), (93, b"\x12\x34")

	def silent(machine, type_, *options, **fields):
	    wire.expect_silence(message(mac(machine), [kind(type_), *options],
	                        **fields), seconds=0.4)

	equal("the server is there", "pxelinux.0",
	      wire.discover(mac(3), pxe, bios).file)
	silent(3, DISCOVER)
	silent(3, DISCOVER, (60, b"udhcp 1.35.0"))
	silent(3, DISCOVER, pxe, (93, b"\0\x0b"))
	silent(3, DISCOVER, pxe, unknown)
	silent(1, DISCOVER, pxe, bios)
	silent(3, REQUEST, pxe, bios, (54, ip("192.168.10.2")),
	       (50, ip("192.168.10.150")))
	silent(3, REQUEST, pxe, bios, (54, ip(SERVER)), (50, ip("192.168.10.150")))
	silent(3, REQUEST, pxe, bios, (50, ip("192.168.10.150")))
	silent(3, REQUEST, pxe, bios, ciaddr="192.168.10.150")
	silent(3, INFORM, pxe, bios, ciaddr="192.168.10.150")
	silent(3, RELEASE, pxe, bios, ciaddr="192.168.10.150")
	wire.expect_silence(message(mac(3), []), seconds=0.4)
	equal("a host of a known architecture", "special.0",
	      wire.discover(mac(2), pxe, bios).file)
END
log_has '52:54:00:00:00:01 DISCOVER: .host web1. says deny = yes'

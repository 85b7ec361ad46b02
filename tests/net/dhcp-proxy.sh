#!/bin/bash
# SPDX-License-Identifier: ISC
#
# mode = proxy: beside another DHCP server, PXE firmware gets an offer of boot
# information alone. No yiaddr, no lease, nothing of the network; option 60, by
# which EDK2 and iPXE know such an offer, and 43.6 = 8, without which EDK2 asks
# port 4011 instead of loading the file (Intel PXE 2.1; edk2 PxeBcDhcp4.c).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
mkdir -p "$ROOT"
touch "$ROOT/pxelinux.0" "$ROOT/grubx64.efi" "$ROOT/boot.ipxe"
cat >"$CONFIG" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	[dhcpd]
	mode = proxy
	next-server = 192.168.10.9
	dns = 192.168.10.1
	option.209 = menu.cfg
	option.42 = 192.168.10.1
	[subnet 192.168.10.0/24]
	router = 192.168.10.254
	lease-time = 1h
	filename.x64-uefi-http = http://192.168.10.1/grubx64.efi
END
serve_dhcpd
client_does <<-'END'
	def offer(machine, arch, *more, vendor=b"PXEClient:Arch:00000:UNDI:002001",
	          **fields):
	    return wire.discover(mac(machine), (60, vendor), (93, arch), *more,
	                         **fields)

	uuid = (97, bytes(range(17)))
	for arch, file in [(b"\0\0", "pxelinux.0"), (b"\0\7", "grubx64.efi")]:
	    reply = offer(1, arch, uuid)
	    equal("no address", "0.0.0.0", reply.yiaddr)
	    equal("file", file, reply.file)
	    equal("siaddr", "192.168.10.9", reply.siaddr)
	    equal("sname", "192.168.10.9", reply.sname)
	    equal("option 67", file.encode() + b"\0", reply.options[67])
	    equal("option 54", SERVER, reply.address(54))
	    equal("option 60", b"PXEClient", reply.options[60])
	    equal("option 43", b"\6\1\x08\xff", reply.options[43])
	    equal("option 97", uuid[1], reply.options[97])
	    equal("option 209", b"menu.cfg", reply.options[209])
	    equal("nothing of the network", {53, 54, 66, 67, 60, 43, 97, 209},
	          set(reply.options))
	    equal("broadcast, as it has no address", "255.255.255.255",
	          reply.destination)
	    equal("port", 68, reply.port)
	ipxe = offer(2, b"\0\0", (77, b"iPXE"))
	equal("iPXE's script", "boot.ipxe", ipxe.file)
	true("iPXE is not told that no proxy comes", 175 not in ipxe.options)
	http = offer(3, b"\0\x10", vendor=b"HTTPClient:Arch:00016:UNDI:003000")
	equal("HTTPClient", b"HTTPClient\0", http.options[60])
	equal("its URL", "http://192.168.10.1/grubx64.efi", http.file)
	equal("no address", "0.0.0.0", http.yiaddr)
END
log_has 'DISCOVER -> boot OFFER, boot file grubx64.efi'
[ ! -e "$TMP/state/leases" ] || fail "a proxy has no leases, and yet a journal"

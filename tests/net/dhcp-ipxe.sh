#!/bin/bash
# SPDX-License-Identifier: ISC
#
# iPXE gets its script where there is one, never iPXE again, and is told that no
# proxy will come (175.176 = 1: it waits 2 s for one otherwise). Without a
# script QEMU's iPXE ROM is a PXE ROM like any other and gets pxelinux.0.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
touch "$ROOT/pxelinux.0" "$ROOT/undionly.kpxe"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
cat >"$TMP/ipxe.py" <<-'END'
	pxe = [(60, b"PXEClient:Arch:00000:UNDI:002001"), (93, b"\0\0")]
	ways = [[(77, b"iPXE")], [(77, b"\4iPXE")], [(175, b"\xb1\1\1")]]
END
client_does <<-END
	$(cat "$TMP/ipxe.py")
	for number, way in enumerate(ways):
	    reply = wire.discover(mac(number), *pxe, *way)
	    equal("no script: the ROM's file", "pxelinux.0", reply.file)
	    equal("no proxy", b"\xb0\1\1", reply.options[175])
	reply = wire.discover(mac(9), *pxe)
	equal("a ROM", "pxelinux.0", reply.file)
	true("not iPXE", 175 not in reply.options)
END
rm "$ROOT/pxelinux.0"
touch "$ROOT/boot.ipxe"
kill -s HUP "${PIDS[dhcpd]}"
wait_log_times dhcpd 'read again' 2
client_does <<-END
	$(cat "$TMP/ipxe.py")
	equal("a ROM loads iPXE", "undionly.kpxe", wire.discover(mac(9), *pxe).file)
	for number, way in enumerate(ways):
	    equal("iPXE its script", "boot.ipxe",
	          wire.discover(mac(number), *pxe, *way).file)
END
sed -i 's,^range,filename.ipxe = http://192.168.10.1/menu.ipxe\nrange,' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
wait_log_times dhcpd 'read again' 3
client_does <<-END
	$(cat "$TMP/ipxe.py")
	equal("as configured", "http://192.168.10.1/menu.ipxe",
	      wire.discover(mac(1), *pxe, *ways[0]).file)
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# With nothing but a [subnet] and a boot tree every architecture of option 93
# that the tree holds something for gets it: BIOS, UEFI of x86, x64, ARM, RISC-V
# and LoongArch, the same over HTTP as a URL with "HTTPClient" (edk2
# HttpBootDhcp4.c), iPXE its script, and a Raspberry Pi, known by its OUI, the
# menu in option 43 without which its ROM takes no offer
# (raspberrypi/firmware#859). Who asks for the boot file's size (EDK2 does, and
# spares itself a transfer then) is told what it was when dhcpd looked last, not
# long ago, in blocks of 512 octets.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.100 - 192.168.10.200/' "$CONFIG"
serve_dhcpd
touch "$ROOT"/{pxelinux.0,bootia32.efi,shimx64.efi,grubx64.efi,grubarm.efi} \
	"$ROOT"/{grubaa64.efi,grubriscv64.efi,grubloongarch64.efi,boot.ipxe}
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-'END'
	def offer(arch, *more, kind=b"PXEClient", machine=None):
	    return wire.discover(machine or mac(arch), (93, bytes([0, arch])),
	        (60, kind + b":Arch:%05d:UNDI:003000" % arch), *more)

	pxe = {0: "pxelinux.0", 6: "bootia32.efi", 7: "shimx64.efi",
	       9: "shimx64.efi", 10: "grubarm.efi", 11: "grubaa64.efi",
	       27: "grubriscv64.efi", 39: "grubloongarch64.efi"}
	http = {15: 6, 16: 7, 17: 9, 18: 10, 19: 11, 28: 27, 40: 39}
	for arch, file in pxe.items():
	    reply = offer(arch)
	    equal("architecture %d" % arch, file, reply.file)
	    equal("option 67", file.encode() + b"\0", reply.options[67])
	    equal("siaddr", SERVER, reply.siaddr)
	    true("a complete offer has no option 60", 60 not in reply.options)
	    if arch != 0:
	        equal("iPXE on %d" % arch, "boot.ipxe",
	              offer(arch, (77, b"iPXE")).file)
	for arch, same in http.items():
	    reply = offer(arch, kind=b"HTTPClient")
	    url = "http://%s/%s" % (SERVER, pxe[same])
	    equal("architecture %d, file" % arch, url, reply.file)
	    equal("option 67", url.encode() + b"\0", reply.options[67])
	    equal("option 60", b"HTTPClient\0", reply.options[60])
	true("nothing for MIPS", not offer(33).file)
	for number, oui in enumerate(("b827eb", "dca632", "e45f01", "d83add",
	                              "28cdc1", "2ccf67", "88a29e")):
	    pi = offer(0, machine=bytes.fromhex(oui + "0000%02x" % number))
	    equal("option 60", b"PXEClient", pi.options[60])
	    true("its menu", b"\x09\x14\0\0\x11Raspberry Pi Boot" in pi.options[43])
	    true("its prompt", b"\x0a\x04\0PXE\xff" in pi.options[43])
	true("no such menu for others", 43 not in offer(0).options)
END
sed -i 's,^range,http-root.x64-uefi-http = https://boot.example/tree\nrange,' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
wait_log_times dhcpd 'read again' 2
client_does <<-'END'
	def url(arch):
	    return wire.discover(mac(1), (60, b"HTTPClient"),
	                         (93, bytes([0, arch]))).file

	equal("http-root", "https://boot.example/tree/shimx64.efi", url(16))
	equal("of its class alone", "http://%s/grubaa64.efi" % SERVER, url(19))
END
truncate -s 1025 "$ROOT/shimx64.efi"
client_does <<-'END'
	import time

	def size(arch, asked=b"\x01\x0d\x43"):
	    return wire.discover(mac(2), (60, b"PXEClient"), (55, asked),
	                         (93, bytes([0, arch]))).options.get(13)

	begun = time.monotonic()
	while size(7) != b"\0\3":
	    true("option 13", time.monotonic() - begun < 8)
	    time.sleep(0.2)
	equal("of an empty file", None, size(11))
	equal("unless asked for", None, size(7, b"\x01\x43"))
END
sed -i 's,^range,option.boot-size = 7\nrange,' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
wait_log_times dhcpd 'read again' 3
client_does <<-'END'
	equal("one's own size", b"\0\7", wire.discover(mac(2), (60, b"PXEClient"),
	      (55, b"\x01\x0d"), (93, b"\0\7")).options[13])
END
printf '%s\n' 'http-root.http = ftp://192.168.10.1/' >>"$CONFIG"
expect_not "an URL of HTTP" "$BUILD/dhcpd" -t -c "$CONFIG"
expect_said "what it wants" 'http-root = ftp://192.168.10.1/: not a URL'

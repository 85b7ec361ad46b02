#!/bin/bash
# SPDX-License-Identifier: ISC
#
# PXE boot menus (Intel PXE 2.1, 2.2.3 and table 2-1), in server and in proxy
# mode: 43.6 = 7, this server in 43.8 for each item, the items in 43.9 and the
# prompt in 43.10; the client asks port 4011, or by broadcast port 67, with 43.71
# for what was chosen, and gets that item's file. iPXE that has its own script,
# HTTP Boot and a host without a prompt see none. EDK2 and iPXE ignore a server
# that is not in 43.8.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
net_client_address 192.168.10.150
mkdir -p "$ROOT"
touch "$ROOT/pxelinux.0" "$ROOT/boot.ipxe"
for mode in proxy server; do
	cat >"$CONFIG" <<-END
		[site]
		root = $ROOT
		state = $TMP/state
		[dhcpd]
		mode = $mode
		conflict-check = no
		[subnet 192.168.10.0/24]
		$([ "$mode" = proxy ] || echo "range = 192.168.10.100 - 192.168.10.109")
		menu-timeout = 5s
		menu.1 = Disk, local
		menu.2 = Install, quickly, install.0
		menu.2.x64-uefi = Install, efi/install.efi
		filename.x64-uefi-http = http://192.168.10.1/a.efi
		[host plain]
		mac = 52:54:00:00:00:09
		menu-prompt =
	END
	serve_dhcpd
	client_does <<-'END'
		def pxe(arch, *more, vendor=b"PXEClient:Arch:00000:UNDI:002001"):
		    return [(60, vendor), (93, arch), (57, b"\5\xc0"), *more]

		def menu(item):
		    return (b"\6\1\7\x08\7\x80\2\1\xc0\xa8\x0a\1" +
		            bytes([9, 10 + len(item), 0, 0, 4]) + b"Disk\x80\2" +
		            bytes([len(item)]) + item +
		            b"\x0a\x1b\5Press F8 for the boot menu\xff")

		for arch, item, file in [
		        (b"\0\0", b"Install, quickly", "install.0"),
		        (b"\0\7", b"Install", "efi/install.efi")]:
		    offer = wire.discover(mac(1), *pxe(arch))
		    equal("the menu", menu(item), offer.options[43])
		    equal("option 60", b"PXEClient", offer.options[60])
		    equal("option 54", SERVER, offer.address(54))
		    choice = (43, b"\x47\4\x80\2\0\0\xff")
		    request = message(mac(1), [kind(REQUEST), *pxe(arch), choice],
		                      ciaddr="192.168.10.150")
		    answers = [wire.ask(request, source="192.168.10.150")]
		    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
		        udp.bind(("192.168.10.150", 4011))
		        udp.settimeout(3)
		        udp.sendto(request, (SERVER, 4011))
		        octets, source = udp.recvfrom(2048)
		        equal("from the port asked", (SERVER, 4011), source)
		        answers.append(Reply(octets))
		        udp.settimeout(0.3)
		        udp.sendto(request.replace(b"\x80\2", b"\x80\1"),
		                   (SERVER, 4011))
		        try:
		            true("the disk is no boot server's", not udp.recvfrom(2048))
		        except socket.timeout:
		            pass
		    for answer in answers:
		        equal("ACK", ACK, answer.type)
		        equal("the item's file", file, answer.file)
		        equal("option 67", file.encode() + b"\0", answer.options[67])
		        equal("the item again", choice[1], answer.options[43])
		        equal("no address", "0.0.0.0", answer.yiaddr)
		        true("no lease", 51 not in answer.options)
		silent = [wire.discover(mac(2), *pxe(b"\0\0", (77, b"iPXE"))),
		          wire.discover(mac(9), *pxe(b"\0\0")),
		          wire.discover(mac(3), *pxe(b"\0\x10",
		              vendor=b"HTTPClient:Arch:00016:UNDI:003000"))]
		for offer in silent:
		    true("no menu", b"Install" not in offer.octets)
		equal("iPXE's script", "boot.ipxe", silent[0].file)
	END
	log_has 'DISCOVER -> .*OFFER.*, boot menu, boot file pxelinux.0 .bios'
	log_has 'REQUEST -> boot ACK 192.168.10.150, boot file install.0 .bios'
	stop dhcpd
done

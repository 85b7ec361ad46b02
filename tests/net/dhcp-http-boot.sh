#!/bin/bash
# SPDX-License-Identifier: ISC
#
# UEFI HTTP Boot takes an offer only with option 60 "HTTPClient", and its URL
# from option 67 or `file`; GRUB compares option 60 as a C string. A [host] that
# names a boot file for BIOS does not hide it (xcat-core#7743), and a file that
# is no URL is not offered.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END
	filename = pxelinux.0
	filename.x64-uefi-http = http://192.168.10.1/efi/grubx64.efi
	dns = 192.168.10.1
	dns.http =
	[host web1]
	mac = 52:54:00:00:00:01
	filename = special.0
END
serve_dhcpd
client_does <<-'END'
	http = [(60, b"HTTPClient:Arch:00016:UNDI:003000"), (93, b"\0\x10")]
	url = "http://192.168.10.1/efi/grubx64.efi"
	for machine in (1, 2):
	    reply = wire.bind(mac(machine), *http)
	    equal("option 60", b"HTTPClient\0", reply.options[60])
	    equal("option 67", url.encode() + b"\0", reply.options[67])
	    equal("file", url, reply.file)
	    true("dns.http = nothing", 6 not in reply.options)
	equal("BIOS", "special.0", wire.discover(mac(1), (93, b"\0\0")).file)
	reply = wire.discover(mac(2), (93, b"\0\0"))
	equal("BIOS", "pxelinux.0", reply.file)
	true("it gets dns", 6 in reply.options)
	arm = [(60, b"HTTPClient:Arch:00019:UNDI:003000"), (93, b"\0\x13")]
	equal("no URL for it", "", wire.discover(mac(3), *arm).file)
END

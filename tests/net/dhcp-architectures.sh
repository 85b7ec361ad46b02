#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Each architecture (option 93) gets its boot file: 7 and 9 both x64 UEFI, as
# RFC 4578 and firmware disagree; each entry of a list is looked at; KEY.CLASS
# for every key, and what the boot tree holds where no key says it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END
	filename.arm64-uefi = arm/grubaa64.efi
	next-server.arm64-uefi = 192.168.10.9
	lease-time.bios = 10m
	domain.uefi = uefi.example
END
mkdir -p "$ROOT"
touch "$ROOT/pxelinux.0" "$ROOT/grubx64.efi" "$ROOT/syslinux.efi" "$ROOT/bootia32.efi"
serve_dhcpd
client_does <<-'END'
	def offer(arch, machine=1):
	    return wire.discover(mac(machine), (93, arch),
	        (60, b"PXEClient:Arch:00000:UNDI:003000"))

	for arch, file in [(b"\0\0", "pxelinux.0"), (b"\0\7", "grubx64.efi"),
	                   (b"\0\x09", "grubx64.efi"), (b"\0\6", "bootia32.efi"),
	                   (b"\0\x0b", "arm/grubaa64.efi"),
	                   (b"\xff\xff\0\7", "grubx64.efi"), (b"\0\x1b", ""),
	                   (b"\0", "pxelinux.0")]:
	    equal("architecture %s" % arch.hex(), file, offer(arch).file)
	arm = offer(b"\0\x0b")
	equal("next-server.arm64-uefi", "192.168.10.9", arm.siaddr)
	equal("option 66", b"192.168.10.9\0", arm.options[66])
	equal("domain.uefi", b"uefi.example", arm.options[15])
	bios = offer(b"\0\0")
	equal("lease-time.bios", 600, bios.number(51))
	true("no domain for BIOS", 15 not in bios.options)
	plain = wire.discover(mac(2))
	equal("no boot file for an operating system", "", plain.file)
	true("nor options", not {66, 67} & set(plain.options))
END
touch "$ROOT/shimx64.efi"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-'END'
	equal("shim before GRUB", "shimx64.efi", wire.discover(mac(1),
	    (93, b"\0\7"), (60, b"PXEClient:Arch:00007:UNDI:003000")).file)
END

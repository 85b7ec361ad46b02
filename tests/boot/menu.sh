#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A PXE boot menu (Intel PXE 2.1) on the screens of two machines, side by side:
# OVMF and iPXE each show it, and what is chosen there, the second item, is what
# tftpd sends and what starts. A third machine, whose first item starts at once,
# goes on to its disk.
. "$(dirname "$0")/../net/lib.sh"
. "$(dirname "$0")/../net/lib-serve.sh"
. "$(dirname "$0")/../net/lib-machine.sh"
machines_tree
cat >"$CONFIG" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	[subnet 192.168.10.0/24]
	range = 192.168.10.100 - 192.168.10.200
	menu-prompt = The boot menu
	menu-timeout = none
	menu.1 = From the disk, local
	menu.2.bios = Install by BIOS, pxelinux.0
	menu.2.uefi = Install by UEFI, syslinux.efi
	[host disk]
	mac = 52:54:00:b0:07:03
	menu-timeout = 0s
END
machines_net
serve_dhcpd
serve_tftpd
machine_bios bios 52:54:00:b0:07:01
machine_uefi uefi 52:54:00:b0:07:02
machine_bios disk 52:54:00:b0:07:03

# chooses NAME MAC TEXT FILE - the menu, a step down, Enter; the file; life
chooses() {
	wait_for 120 has_said "$1" 'From the disk'
	has_said "$1" "$3" || fail "$1 does not show $3"
	type_keys "$1" '\x1b[B'
	type_keys "$1" '\r'
	wait_log dhcpd "$2 REQUEST -> boot ACK .*, boot file $4" 120
	wait_log tftpd "sent $4" 120
	wait_alive "$2"
}
chooses bios 52:54:00:b0:07:01 'Install by BIOS' pxelinux.0
chooses uefi 52:54:00:b0:07:02 'Install by UEFI' syslinux.efi
wait_for 120 has_said disk 'Booting from Hard Disk'
! grep '07:03 REQUEST -> boot ACK' "$TMP/dhcpd.log" ||
	fail "the disk is no boot server's"

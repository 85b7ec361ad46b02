#!/bin/bash
# SPDX-License-Identifier: ISC
#
# mode = proxy beside dnsmasq, which gives addresses and knows nothing of boot
# files: iPXE in a BIOS machine and OVMF, side by side, each take the boot file
# that dhcpd names from tftpd, and their loaders reach the prompt. A second OVMF
# has a boot menu, whose first item starts at once.
. "$(dirname "$0")/../net/lib.sh"
. "$(dirname "$0")/../net/lib-serve.sh"
. "$(dirname "$0")/../net/lib-machine.sh"
peer DNSMASQ dnsmasq-base dnsmasq
machines_tree
cp "$ROOT/syslinux.efi" "$ROOT/chosen.efi"
cat >"$CONFIG" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	[dhcpd]
	mode = proxy
	[subnet 192.168.10.0/24]
	[host chooses]
	mac = 52:54:00:b0:07:03
	menu-timeout = 0s
	menu.1 = The first, chosen.efi
	menu.2 = The second, pxelinux.0
END

machines_net
start_client dnsmasq "$DNSMASQ" -k -C /dev/null --port=0 --interface=br0 \
	--user=root --dhcp-range=192.168.10.100,192.168.10.200,1h --log-dhcp \
	--dhcp-leasefile="$TMP/dnsmasq.leases" --log-facility=- --no-ping
wait_log dnsmasq started
serve_dhcpd
serve_tftpd
machine_bios bios 52:54:00:b0:07:01
machine_uefi uefi 52:54:00:b0:07:02
machine_uefi menu 52:54:00:b0:07:03

# menus N - the loaders of N machines have fetched their menu
menus() {
	[ "$(grep -c 'sent pxelinux.cfg/default' "$TMP/tftpd.log")" -ge "$1" ]
}

# boots MAC OFFER FILE - the offer, the file, and life
boots() {
	wait_log dhcpd "$1 $2" 120
	wait_log tftpd "sent $3" 120
	wait_alive "$1"
}
boots 52:54:00:b0:07:01 'DISCOVER -> boot OFFER, boot file pxelinux.0' pxelinux.0
boots 52:54:00:b0:07:02 'DISCOVER -> boot OFFER, boot file syslinux.efi' \
	syslinux.efi
wait_log dhcpd '52:54:00:b0:07:03 DISCOVER -> boot OFFER, boot menu' 120
boots 52:54:00:b0:07:03 'REQUEST -> boot ACK .*, boot file chosen.efi' chosen.efi
wait_for 120 menus 3

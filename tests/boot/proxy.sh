#!/bin/bash
# SPDX-License-Identifier: ISC
#
# mode = proxy beside dnsmasq, which gives addresses and knows nothing of boot
# files: iPXE in a BIOS machine and OVMF, side by side, each take the boot file
# that dhcpd names from tftpd, and their loaders reach the prompt.
. "$(dirname "$0")/../net/lib.sh"
needs qemu-system-x86_64
peer DNSMASQ dnsmasq-base dnsmasq
ROOT=$TMP/root
for file in /usr/lib/PXELINUX/pxelinux.0 /usr/share/OVMF/OVMF_CODE_4M.fd \
	/usr/lib/SYSLINUX.EFI/efi64/syslinux.efi /usr/lib/ipxe/qemu/pxe-virtio.rom; do
	[ -e "$file" ] || skip "$file is not installed"
done

mkdir -p "$ROOT/pxelinux.cfg"
cp /usr/lib/PXELINUX/pxelinux.0 /usr/lib/SYSLINUX.EFI/efi64/syslinux.efi \
	/usr/lib/syslinux/modules/bios/ldlinux.c32 \
	/usr/lib/syslinux/modules/efi64/ldlinux.e64 "$ROOT"
printf '%s\n' 'SERIAL 0 115200' 'SAY The menu is here.' 'PROMPT 1' \
	'LABEL local' 'LOCALBOOT 0' >"$ROOT/pxelinux.cfg/default"
cat >"$TMP/bootyard.ini" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	[dhcpd]
	mode = proxy
	[subnet 192.168.10.0/24]
END

net_pair
ip -n "$CLIENT" link add br0 type bridge
ip -n "$CLIENT" link set eth0 master br0
ip -n "$CLIENT" link set br0 up
ip -n "$CLIENT" address add 192.168.10.2/24 dev br0
for tap in tap0 tap1; do
	ip -n "$CLIENT" tuntap add "$tap" mode tap
	ip -n "$CLIENT" link set "$tap" master br0 up
done
start_client dnsmasq "$DNSMASQ" -k -C /dev/null --port=0 --interface=br0 \
	--user=root --dhcp-range=192.168.10.100,192.168.10.200,1h --log-dhcp \
	--dhcp-leasefile="$TMP/dnsmasq.leases" --log-facility=- --no-ping
wait_log dnsmasq started
start dhcpd "$BUILD/dhcpd" -v -c "$TMP/bootyard.ini"
wait_log dhcpd serving
start tftpd "$BUILD/tftpd" -v -c "$TMP/bootyard.ini"
wait_log tftpd serving

# machine NAME MAC TAP ROM WORD... - without a disk; its console is NAME-serial
machine() {
	local name=$1 mac=$2 tap=$3 rom=$4
	shift 4
	start_client "$name" qemu-system-x86_64 -nodefaults -no-user-config \
		-display none -m 256 -cpu qemu64,+rdrand "$@" \
		-serial "file:$TMP/$name-serial" \
		-netdev "tap,id=net,ifname=$tap,script=no,downscript=no" \
		-device "virtio-net-pci,disable-legacy=on,netdev=net,mac=$mac,bootindex=1,romfile=$rom"
}
cp /usr/share/OVMF/OVMF_VARS_4M.fd "$TMP/variables"
machine bios 52:54:00:b0:07:01 tap0 /usr/lib/ipxe/qemu/pxe-virtio.rom \
	-machine pc,accel=tcg,graphics=off
machine uefi 52:54:00:b0:07:02 tap1 '' -machine q35,accel=tcg \
	-drive if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd \
	-drive "if=pflash,format=raw,file=$TMP/variables"

# has_said NAME REGEX - on its console
has_said() {
	grep -aq "$2" "$TMP/$1-serial"
}

# menus N - the loaders of N machines have fetched their menu
menus() {
	[ "$(grep -c 'sent pxelinux.cfg/default' "$TMP/tftpd.log")" -ge "$1" ]
}

# boots NAME MAC FILE SIGN - the offer, the file, and life
boots() {
	wait_log dhcpd "$2 DISCOVER -> boot OFFER, boot file $3" 60
	wait_log tftpd "sent $3" 60
	wait_for 20 has_said "$1" "$4"
}
boots bios 52:54:00:b0:07:01 pxelinux.0 'The menu is here'
boots uefi 52:54:00:b0:07:02 syslinux.efi 'Getting cached packet'
wait_for 30 menus 2

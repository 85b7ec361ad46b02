#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/classroom-centos as it stands: from a known machine's lease over
# the menu to kernel, initrd, kickstart and the tree that it names, for CentOS 6.9
# and 7.3; a stranger has no answer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-host.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
needs curl
net_pair
example classroom-centos
cp -r "$EXAMPLE/tftpboot/." "$ROOT"
cp -r "$EXAMPLE/ftp/." "$FTP"
modules=/usr/lib/syslinux/modules/bios
cp /usr/lib/PXELINUX/pxelinux.0 "$modules"/{ldlinux,libutil,menu}.c32 "$ROOT"
for version in 6.9 7.3; do
	random_file "$ROOT/centos$version/vmlinuz" 300001
	random_file "$ROOT/centos$version/initrd.img" 1000017
	random_file "$FTP/pub/centos/${version%.*}/.treeinfo" 200
done
host_serves dhcpd tftpd repod
ip -n "$CLIENT" link set eth0 address 02:00:00:00:00:01
expect_not "a stranger" on_client timeout 20 "$BUSYBOX" udhcpc -f -q -n -i eth0 \
	-t 2 -T 1 -s "$UDHCPC_SCRIPT" "${PXE_BIOS[@]}"
ip -n "$CLIENT" link set eth0 address 52:54:00:00:00:01
lease_leads_to_boot_file "${PXE_BIOS[@]}"

# fetched URL FILE - it gives the file
fetched() {
	expect "fetch $1" on_client curl -sS -f -m 20 -o "$TMP/got" "$1"
	expect_same_file "$1" "$2" "$TMP/got"
}
menu=$ROOT/pxelinux.cfg/default
tftp=tftp://192.168.10.1
fetched "$tftp/pxelinux.cfg/default" "$menu"
for version in 6.9 7.3; do
	entry=$(sed -n "/^LABEL centos$version/,/^\$/p" "$menu")
	kernel=$(awk '$1 == "KERNEL" { print $2 }' <<<"$entry")
	initrd=$(grep -o 'initrd=[^ ]*' <<<"$entry" | cut -d= -f2)
	ks=$(grep -o 'ks=[^ ]*' <<<"$entry" | cut -d= -f2)
	fetched "$tftp/$kernel" "$ROOT/centos$version/vmlinuz"
	fetched "$tftp/$initrd" "$ROOT/centos$version/initrd.img"
	fetched "$ks" "$FTP/pub/ks/ks${version%.*}.cfg"
	tree=$(sed -n 's/^url --url=//p' "$TMP/got")
	fetched "$tree/.treeinfo" "$FTP/pub/centos/${version%.*}/.treeinfo"
done

# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib-serve.sh by scripts that switch on bare machines in QEMU: a
# bridge br0 in $CLIENT, with the server's cable and one for each machine.

PXE_ROM=/usr/lib/ipxe/qemu/pxe-virtio.rom
OVMF=/usr/share/OVMF
needs qemu-system-x86_64
for file in "$OVMF/OVMF_CODE_4M.fd" "$PXE_ROM" /usr/lib/PXELINUX/pxelinux.0 \
	/usr/lib/SYSLINUX.EFI/efi64/syslinux.efi; do
	[ -e "$file" ] || skip "$file is not installed"
done

# machines_tree - a boot tree in $ROOT: PXELINUX and its UEFI sister, and a menu
machines_tree() {
	mkdir -p "$ROOT/pxelinux.cfg"
	cp /usr/lib/PXELINUX/pxelinux.0 /usr/lib/SYSLINUX.EFI/efi64/syslinux.efi \
		/usr/lib/syslinux/modules/bios/ldlinux.c32 \
		/usr/lib/syslinux/modules/efi64/ldlinux.e64 "$ROOT"
	printf '%s\n' 'PROMPT 1' 'LABEL local' 'LOCALBOOT 0' \
		>"$ROOT/pxelinux.cfg/default"
}

# machines_net - two namespaces and the bridge, which is 192.168.10.2
machines_net() {
	net_pair
	ip -n "$CLIENT" link add br0 type bridge
	ip -n "$CLIENT" link set eth0 master br0
	ip -n "$CLIENT" link set br0 up
	ip -n "$CLIENT" address add 192.168.10.2/24 dev br0
}

# machine NAME MAC ROM WORD... - without a disk; its console is NAME-serial
machine() {
	local name=$1 mac=$2 rom=$3
	shift 3
	ip -n "$CLIENT" tuntap add "tap-$name" mode tap
	ip -n "$CLIENT" link set "tap-$name" master br0 up
	start_client "$name" qemu-system-x86_64 -nodefaults -no-user-config \
		-display none -m 256 -cpu qemu64,+rdrand "$@" \
		-chardev "socket,id=console,path=$TMP/$name-console,server=on,wait=off,logfile=$TMP/$name-serial" \
		-serial chardev:console \
		-netdev "tap,id=net,ifname=tap-$name,script=no,downscript=no" \
		-device "virtio-net-pci,disable-legacy=on,netdev=net,mac=$mac,bootindex=1,romfile=$rom"
}

# machine_bios NAME MAC - SeaBIOS with iPXE's ROM, which talks on the serial
# line as there is no screen
machine_bios() {
	machine "$1" "$2" "$PXE_ROM" -machine pc,accel=tcg,graphics=off
}

# machine_uefi NAME MAC - OVMF with its own network stack
machine_uefi() {
	cp "$OVMF/OVMF_VARS_4M.fd" "$TMP/$1-variables"
	machine "$1" "$2" '' -machine q35,accel=tcg \
		-drive "if=pflash,format=raw,readonly=on,file=$OVMF/OVMF_CODE_4M.fd" \
		-drive "if=pflash,format=raw,file=$TMP/$1-variables"
}

# wait_alive MAC - until the loader runs: its first request names the machine.
# The console is no sign: there the firmware's copy of the screen and what the
# loader writes itself fall in between each other.
wait_alive() {
	wait_log tftpd "pxelinux.cfg/01-${1//:/-}" 120
}

# has_said NAME REGEX - on its console
has_said() {
	grep -aq -- "$2" "$TMP/$1-serial"
}

# type_keys NAME TEXT - at its console; \xNN as in printf
type_keys() {
	/usr/bin/python3 - "$TMP/$1-console" "$2" <<-'END'
		import socket, sys, time
		with socket.socket(socket.AF_UNIX) as console:
		    console.connect(sys.argv[1])
		    console.sendall(sys.argv[2].encode().decode("unicode_escape").encode())
		    console.settimeout(0.5)
		    try:
		        while console.recv(4096):
		            pass
		    except socket.timeout:
		        pass
	END
}

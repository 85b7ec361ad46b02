#!/bin/bash
# SPDX-License-Identifier: ISC
#
# [repo] boot = yes: the kernel and the initrd of an image are NAME/vmlinuz and
# NAME/initrd.img, by TFTP from the boot tree and by HTTP, octet by octet,
# whatever the window; found by .treeinfo, else where distributions keep them; a
# real file of the name wins, and -t says so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-image.sh"
needs curl python3
net_pair
net_client_address 192.168.10.2
mkdir -p "$IMAGES" "$ROOT"

# tree NAME KERNEL INITRD - an install tree with these two
tree() {
	mkdir -p "$TMP/$1/$(dirname "$2")" "$TMP/$1/$(dirname "$3")"
	random_file "$TMP/$1/$2" 3000017
	random_file "$TMP/$1/$3" 5000011
}
tree marked boot/x86/linux boot/x86/initrd
printf '[general]\narch = x86_64\n[images-x86_64]\nkernel = boot/x86/linux\ninitrd = boot/x86/initrd\n' \
	>"$TMP/marked/.treeinfo"
tree pxeboot images/pxeboot/vmlinuz images/pxeboot/initrd.img
tree isolinux isolinux/vmlinuz isolinux/initrd.img
tree casper casper/vmlinuz casper/initrd
tree debian install.amd/vmlinuz install.amd/initrd.gz
tree folder images/pxeboot/vmlinuz images/pxeboot/initrd.img
mkdir -p "$TMP/none" && echo nothing >"$TMP/none/file"
ln -s images/pxeboot "$TMP/pxeboot/link"
chmod -R a+rX "$TMP"/{marked,pxeboot,isolinux,casper,debian,folder,none}
sections=("[repo folder]" "source = $TMP/folder" "boot = yes")
for name in marked pxeboot isolinux casper debian; do
	make_image xorriso "$TMP/$name"
	mv "$IMAGES/xorriso.iso" "$IMAGES/$name.iso"
	sections+=("[repo $name]" "path = os/$name" "source = $IMAGES/$name.iso" "boot = yes")
done
image_config "${sections[@]}"
serve_tftpd
serve_repod
kernel_of() {
	find "$TMP/$1" -type f -size 3000017c
}
initrd_of() {
	find "$TMP/$1" -type f -size 5000011c
}
get() {
	on_client curl -s -f --max-time 30 -o "$TMP/got" "$@"
}
for name in marked pxeboot isolinux casper debian folder; do
	expect "$name: kernel by TFTP" get "tftp://192.168.10.1/$name/vmlinuz"
	expect_same_file "$name: kernel by TFTP" "$(kernel_of $name)" "$TMP/got"
	expect "$name: initrd by TFTP" get --tftp-blksize 8192 "tftp://192.168.10.1/$name/initrd.img"
	expect_same_file "$name: initrd by TFTP" "$(initrd_of $name)" "$TMP/got"
	expect "$name: kernel by HTTP" get "http://192.168.10.1/$name/vmlinuz"
	expect_same_file "$name: kernel by HTTP" "$(kernel_of $name)" "$TMP/got"
	expect "$name: initrd by FTP" get "ftp://192.168.10.1/$name/initrd.img"
	expect_same_file "$name: initrd by FTP" "$(initrd_of $name)" "$TMP/got"
done
# Windows: what is read ahead, and sent as one, is of the image's middle.
for window in 1 4 16 64; do
	expect "window $window" on_client env ROOT="$ROOT" PYTHONPATH=tests/net \
		PYTHONDONTWRITEBYTECODE=1 timeout 60 python3 - "$(initrd_of pxeboot)" $window <<'END'
from tftp_client import *
want = open(sys.argv[1], "rb").read()
options = [("blksize", 1428), ("windowsize", sys.argv[2]), ("tsize", 0)]
equal("its octets", want, Client().fetch("pxeboot/initrd.img", options))
END
done
expect_equal "descriptors of an image" 1 \
	"$(find "/proc/${PIDS[tftpd]}/fd" -lname "$IMAGES/pxeboot.iso" | wc -l)"
expect_not "nothing beside them" get "tftp://192.168.10.1/pxeboot/images/pxeboot/vmlinuz"

# A real file wins; both say so.
mkdir -p "$ROOT/casper"
random_file "$ROOT/casper/vmlinuz" 1000
expect "the real file" get "tftp://192.168.10.1/casper/vmlinuz"
expect_same_file "the real file" "$ROOT/casper/vmlinuz" "$TMP/got"
for daemon in tftpd repod; do
	expect "$daemon -t" on_server "$BUILD/$daemon" -t -c "$CONFIG"
	expect_said "$daemon -t" "$ROOT/casper/vmlinuz is a file of its own"
done

# What has none is an error of -t.
make_image xorriso "$TMP/none"
image_config "[repo none]" "path = none" "source = $IMAGES/xorriso.iso" "boot = yes"
for daemon in tftpd repod; do
	expect_not "$daemon -t without a kernel" on_server "$BUILD/$daemon" -t -c "$CONFIG"
	expect_said "$daemon -t without a kernel" "repo none. boot = yes, but .* is no kernel"
done
image_config "[repo none]" "path = none" "boot = yes"
for daemon in tftpd repod; do
	expect_not "$daemon: boot without source" on_server "$BUILD/$daemon" -t -c "$CONFIG"
	expect_said "$daemon: boot without source" "boot = yes wants source"
done

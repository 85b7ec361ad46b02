#!/bin/bash
# SPDX-License-Identifier: ISC
#
# busybox wget takes files from repod by HTTP, and resumes: what the initrd of
# Debian's and Alpine's installers has (RFC 9110 14).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
peer BUSYBOX busybox-static busybox
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod
base=http://$URL_HOST/pub

get() {
	on_client timeout 20 "$BUSYBOX" wget "$@"
}

for name in ks/ks7.cfg os/one os/nothing os/images/initrd.img; do
	expect "fetch $name" get -O "$TMP/got" "$base/$name"
	expect_same_file "$name is whole" "$ROOT/pub/$name" "$TMP/got"
done
head -c 1000000 "$ROOT/pub/os/images/initrd.img" >"$TMP/part"
expect "resume" get -c -O "$TMP/part" "$base/os/images/initrd.img"
expect_same_file "the resumed file" "$ROOT/pub/os/images/initrd.img" "$TMP/part"
expect "whether it is there" get --spider "$base/os/vmlinuz"
expect_not "a missing file" get -O "$TMP/none" "$base/os/missing"
expect_said "is told as 404" '404'

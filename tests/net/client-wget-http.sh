#!/bin/bash
# SPDX-License-Identifier: ISC
#
# wget copies a whole tree from repod by HTTP through its directory pages, asks
# nothing twice when nothing changed (-N), and resumes (RFC 9110 13, 14).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs wget
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod
base=http://$URL_HOST/pub

get() {
	on_client wget --no-config --tries=2 --timeout=10 "$@"
}

expect "mirror" get -r -np -nH --cut-dirs=1 -R 'index.html*' -P "$TMP/copy" "$base/"
rmdir "$ROOT/pub/os/empty folder"
rmdir "$TMP/copy/os/empty folder" 2>/dev/null || true
expect_same_tree "the mirror" "$ROOT/pub" "$TMP/copy"

expect "again, if newer" get -N -P "$TMP/copy/os" "$base/os/vmlinuz"
expect_said "nothing newer" 'not modified|not retrieving'

head -c 1000000 "$ROOT/pub/os/images/initrd.img" >"$TMP/initrd.img"
expect "resume" get -c -P "$TMP" "$base/os/images/initrd.img"
expect_said "by a range" '206 Partial'
expect_same_file "the resumed file" "$ROOT/pub/os/images/initrd.img" "$TMP/initrd.img"

status=0
get -q -O /dev/null "$base/os/missing" || status=$?
expect_equal "a missing file is the server's error" 8 "$status"

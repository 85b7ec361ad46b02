#!/bin/bash
# SPDX-License-Identifier: ISC
#
# wget copies a tree from repod by FTP: SYST, LIST -a, patterns, PASV and PORT,
# REST (RFC 959). Its flags to LIST are no names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs wget
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod
base=ftp://$URL_HOST/pub

get() {
	on_client wget --no-config --tries=2 --timeout=10 "$@"
}

expect "mirror" get -r -np -nH --cut-dirs=1 -P "$TMP/copy" "$base/"
mkdir -p "$TMP/copy/os/empty folder"
rm -f "$TMP"/copy/.listing
expect_same_tree "the mirror" "$ROOT/pub" "$TMP/copy"
expect_equal "the file's time, to the minute that LIST tells" \
	"$(($(stat -c %Y "$ROOT/pub/os/vmlinuz") / 86400))" \
	"$(($(stat -c %Y "$TMP/copy/os/vmlinuz") / 86400))"

expect "a pattern" get -P "$TMP/some" "$base/os/vm*"
expect_same_file "what it matched" "$ROOT/pub/os/vmlinuz" "$TMP/some/vmlinuz"
expect "active mode" get --no-passive-ftp -P "$TMP/active" "$base/os/images/initrd.img"
expect_same_file "in active mode" "$ROOT/pub/os/images/initrd.img" "$TMP/active/initrd.img"

head -c 1000000 "$ROOT/pub/os/images/initrd.img" >"$TMP/initrd.img"
expect "resume" get -c -P "$TMP" "$base/os/images/initrd.img"
expect_said "by REST" 'REST 1000000 ... *done'
expect_same_file "the resumed file" "$ROOT/pub/os/images/initrd.img" "$TMP/initrd.img"

status=0
get -q -O "$TMP/none" "$base/os/missing" || status=$?
expect_equal "a missing file is the server's error" 8 "$status"

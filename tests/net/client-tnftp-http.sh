#!/bin/bash
# SPDX-License-Identifier: ISC
#
# tnftp, the ftp of the BSDs, takes files from repod by HTTP: its own small
# HTTP client, which wants a proper status line and length (RFC 9112).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs tnftp
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod
base=http://$URL_HOST/pub

get() {
	on_client env HOME="$TMP" timeout 20 tnftp -V "$@"
}

for name in ks/ks7.cfg os/one os/images/initrd.img; do
	expect "fetch $name" get -o "$TMP/got" "$base/$name"
	expect_same_file "$name is whole" "$ROOT/pub/$name" "$TMP/got"
done
head -c 1000000 "$ROOT/pub/os/images/initrd.img" >"$TMP/part"
expect "resume" get -R -o "$TMP/part" "$base/os/images/initrd.img"
expect_same_file "the resumed file" "$ROOT/pub/os/images/initrd.img" "$TMP/part"
expect_not "a missing file" get -o "$TMP/none" "$base/os/missing"

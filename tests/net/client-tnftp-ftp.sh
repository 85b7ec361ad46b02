#!/bin/bash
# SPDX-License-Identifier: ISC
#
# tnftp, the ftp of the BSDs, is how a person looks at repod by FTP: a session
# of cd, pwd, ls, size, mget, passive and active (RFC 959, RFC 2428, RFC 3659).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs tnftp
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod

session() {
	on_client env HOME="$TMP" timeout 30 tnftp -a -i -v "$1" $URL_HOST
}

for mode in -p -A; do
	mkdir "$TMP/got$mode"
	session "$mode" >"$TMP/session$mode.log" 2>&1 <<-END || fail "session $mode"
		lcd $TMP/got$mode
		cd pub/os
		pwd
		ls
		size vmlinuz
		modtime vmlinuz
		binary
		get images/initrd.img initrd.img
		mget vm* o*
		cdup
		ascii
		get ks/ks7.cfg ks7.cfg
		get os/missing missing
		quit
	END
	got=$TMP/got$mode log=$TMP/session$mode.log
	expect "pwd $mode" grep -qE '"?/pub/os"?' "$log"
	expect "a long list $mode" grep -qE '300001 .* vmlinuz' "$log"
	expect "size $mode" grep -qE 'vmlinuz[[:space:]]+300001|^213 300001' "$log"
	expect "a missing file $mode" grep -q '^550 ' "$log"
	expect "a good end $mode" grep -q '^221 ' "$log"
	expect_same_file "get $mode" "$ROOT/pub/os/images/initrd.img" "$got/initrd.img"
	expect_same_file "mget $mode" "$ROOT/pub/os/vmlinuz" "$got/vmlinuz"
	expect_same_file "mget of another $mode" "$ROOT/pub/os/one" "$got/one"
	expect_same_file "get in ascii $mode" "$ROOT/pub/ks/ks7.cfg" "$got/ks7.cfg"
done

expect "fetch by its URL" on_client env HOME="$TMP" timeout 20 \
	tnftp -a -V -o "$TMP/url" "ftp://$URL_HOST/pub/os/images/initrd.img"
expect_same_file "by its URL" "$ROOT/pub/os/images/initrd.img" "$TMP/url"

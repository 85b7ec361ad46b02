#!/bin/bash
# SPDX-License-Identifier: ISC
#
# curl takes files from repod by FTP: EPSV, PASV, PORT and EPRT, CWD path
# element by path element or the whole path at once, REST, ranges that end in
# ABOR, lists (RFC 959, RFC 2428, RFC 3659). Anaconda's ks=ftp:// goes this way.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs curl
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod
base=ftp://$URL_HOST/pub
image=$ROOT/pub/os/images/initrd.img

get() {
	on_client curl -sS --fail --max-time 20 "$@"
}

for name in ks/ks7.cfg os/.treeinfo os/one os/nothing os/images/initrd.img; do
	expect "fetch $name" get -o "$TMP/got" "$base/$name"
	expect_same_file "$name is whole" "$ROOT/pub/$name" "$TMP/got"
done
for how in --disable-epsv "--ftp-port -" "--disable-eprt --ftp-port -" \
	"--ftp-method nocwd" "--ftp-method singlecwd"; do
	# shellcheck disable=SC2086 # several options in one string
	expect "fetch with $how" get $how -o "$TMP/got" "$base/os/images/initrd.img"
	expect_same_file "whole with $how" "$image" "$TMP/got"
done
expect "a name with blanks" get -o "$TMP/got" \
	"$base/os/with%20space%20+%20%26%20plus.bin"
expect_same_file "that file" "$ROOT/pub/os/with space + & plus.bin" "$TMP/got"

head -c 1000000 "$image" >"$TMP/part"
expect "resume" get -C - -o "$TMP/part" "$base/os/images/initrd.img"
expect_same_file "the resumed file" "$image" "$TMP/part"
# A closed range makes curl cut the transfer short, and go on in the session.
expect "a range, and another file after it" get \
	-r 1000-1999 -o "$TMP/got" "$base/os/images/initrd.img" \
	--next -sS --fail --max-time 20 -o "$TMP/after" "$base/ks/ks7.cfg"
piece "$image" 1000 1000
expect_same_file "the range" "$TMP/piece" "$TMP/got"
expect_same_file "the file after it" "$ROOT/pub/ks/ks7.cfg" "$TMP/after"

# The control connection counts with the first file, a data connection with each.
expect_equal "three files need one session" "2 1 1 " "$(get -w '%{num_connects} ' \
	-o "$TMP/a" "$base/os/one" -o "$TMP/b" "$base/os/vmlinuz" \
	-o "$TMP/c" "$base/ks/ks7.cfg")"
expect_same_file "the last of three" "$ROOT/pub/ks/ks7.cfg" "$TMP/c"

expect_equal "names of a folder" "ks os" \
	"$(get --list-only "$base/" | tr -d '\r' | sort | xargs)"
expect_equal "sizes in a long list" 300001 \
	"$(get "$base/os/" | awk '$NF ~ /vmlinuz/ { print $5 }')"
get -R -o "$TMP/timed" "$base/os/vmlinuz"
expect_equal "the file's time" "$(stat -c %Y "$ROOT/pub/os/vmlinuz")" \
	"$(stat -c %Y "$TMP/timed")"

status=0
on_client curl -s --max-time 20 -o /dev/null "$base/os/images/updates.img" || status=$?
expect_equal "a missing file is RETR's 550" 78 "$status"
status=0
on_client curl -s --max-time 20 -o /dev/null "$base/absent/x" || status=$?
expect_equal "a missing folder is CWD's 550" 9 "$status"
expect_not "nothing is written" on_client curl -s --max-time 20 \
	-T "$image" "$base/os/new"
expect_not "nothing was written" test -e "$ROOT/pub/os/new"

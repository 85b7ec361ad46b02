#!/bin/bash
# SPDX-License-Identifier: ISC
#
# curl takes files from repod by HTTP: whole, resumed, in ranges, only when
# newer, several on one connection (RFC 9110 13, 14; RFC 9112 9.3). Kickstart
# %pre and %post scripts and most provisioning tools do just this.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs curl
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod
base=http://$URL_HOST/pub

get() {
	on_client curl -sS --fail --max-time 20 "$@"
}

for name in ks/ks7.cfg os/.treeinfo os/one os/nothing os/images/initrd.img; do
	expect "fetch $name" get -o "$TMP/got" "$base/$name"
	expect_same_file "$name is whole" "$ROOT/pub/$name" "$TMP/got"
done
expect "a name with blanks" get -o "$TMP/got" \
	"$base/os/with%20space%20+%20%26%20plus.bin"
expect_same_file "that file" "$ROOT/pub/os/with space + & plus.bin" "$TMP/got"
random_file "$ROOT/pub/100%41" 41
expect "a name with a percent sign" get -o "$TMP/got" "$base/100%2541"
expect_same_file "that file, too" "$ROOT/pub/100%41" "$TMP/got"
expect "a plus sign in a path is a plus sign" get -o "$TMP/got" \
	"$base/os/libstdc++-4.8.5-16.el7.x86_64.rpm"

image=$ROOT/pub/os/images/initrd.img
head -c 1000000 "$image" >"$TMP/part"
expect "resume" get -C - -o "$TMP/part" "$base/os/images/initrd.img"
expect_same_file "the resumed file" "$image" "$TMP/part"
expect "a range" get -r 1000-1999 -o "$TMP/got" "$base/os/images/initrd.img"
piece "$image" 1000 1000
expect_same_file "the range" "$TMP/piece" "$TMP/got"
expect "the last octets" get -r -500 -o "$TMP/got" "$base/os/images/initrd.img"
piece "$image" $((3000017 - 500)) 500
expect_same_file "the suffix" "$TMP/piece" "$TMP/got"
expect_equal "a range behind the end" 416 \
	"$(on_client curl -s -o /dev/null -r 9999999- -w '%{http_code}' "$base/os/vmlinuz")"

expect_equal "HEAD tells the size" 3000017 \
	"$(get -I "$base/os/images/initrd.img" | tr -d '\r' | sed -n 's/^Content-Length: //p')"
expect_equal "not newer than its own time" 304 \
	"$(get -o /dev/null -z "$image" -w '%{http_code}' "$base/os/images/initrd.img")"
get -o "$TMP/got" --etag-save "$TMP/etag" "$base/os/vmlinuz"
expect "there is an ETag" test -s "$TMP/etag"
expect_equal "the same ETag" 304 \
	"$(get -o /dev/null --etag-compare "$TMP/etag" -w '%{http_code}' "$base/os/vmlinuz")"
get -R -o "$TMP/timed" "$base/os/vmlinuz"
expect_equal "the file's time" "$(stat -c %Y "$ROOT/pub/os/vmlinuz")" \
	"$(stat -c %Y "$TMP/timed")"

expect_equal "three files need one connection" 1 "$(get -w '%{num_connects}\n' \
	-o "$TMP/a" "$base/os/one" -o "$TMP/b" "$base/os/vmlinuz" \
	-o "$TMP/c" "$base/ks/ks7.cfg" | awk '{ n += $1 } END { print n }')"
expect_same_file "the last of three" "$ROOT/pub/ks/ks7.cfg" "$TMP/c"
expect "HTTP/1.0" get --http1.0 -o "$TMP/got" "$base/os/vmlinuz"
expect_same_file "by HTTP/1.0" "$ROOT/pub/os/vmlinuz" "$TMP/got"

expect_equal "a missing file" 404 \
	"$(on_client curl -s -o /dev/null -w '%{http_code}' "$base/os/images/updates.img")"
expect_equal "nothing above the root" 404 "$(on_client curl -s --path-as-is -o /dev/null \
	-w '%{http_code}' "http://$URL_HOST/../../../../etc/passwd")"

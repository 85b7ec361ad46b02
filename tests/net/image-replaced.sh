#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An ISO image that is replaced is noticed; who reads the old one reads it to
# its end. One that is cut or damaged, or is none, is one error with the file
# and the reason, and 404; the rest of the tree goes on, in the sandbox as well.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-image.sh"
needs curl
net_pair
net_client_address 192.168.10.2
mkdir -p "$ROOT" "$IMAGES" "$TMP/one" "$TMP/two" "$TMP/odd"
echo beside >"$ROOT/beside"
for which in one two; do
	random_file "$TMP/$which/data" 30000001
	echo "$which" >"$TMP/$which/which"
	chmod -R a+rX "$TMP/$which"
	make_image rockridge "$TMP/$which"
	mv "$IMAGES/rockridge.iso" "$IMAGES/$which"
done
image=$IMAGES/served.iso
cp "$IMAGES/one" "$image"
image_config "[repo r]" "path = r" "source = $image"
sed -i 's,^state .*,&\nuser = nobody,' "$CONFIG"
serve_repod
expect "repod is nobody" grep -q "^Uid:.$(id -u nobody)" "/proc/${PIDS[repod]}/status"

code() {
	on_client curl -s -o "$TMP/body" -w '%{http_code}' "http://192.168.10.1/$1"
}
is_code() {
	[ "$(code "$1")" = "$2" ]
}
serves() {
	[ "$(code r/which)" = 200 ] && [ "$(cat "$TMP/body")" = "$1" ]
}
expect_equal "the first one" 200 "$(code r/which)"

# Replaced by name, while somebody reads.
start_client reader curl -s --limit-rate 6M -o "$TMP/read" http://192.168.10.1/r/data
sleep 1
touch -d '1 minute ago' "$IMAGES/two"
mv "$IMAGES/two" "$image"
expect "the second one" wait_for 10 serves two
expect "the reader of the first" reap reader
expect_same_file "what it read" "$TMP/one/data" "$TMP/read"
expect_equal "its data" 200 "$(code r/data)"
expect_same_file "the second one's data" "$TMP/two/data" "$TMP/body"
expect_equal "the first one is let go" 0 \
	"$(find "/proc/${PIDS[repod]}/fd" -lname '*(deleted)' -lname '*served*' | wc -l)"

# Cut, while it is served: no octet past it, and no crash.
truncate -s 20M "$image"
expect "cut" wait_for 10 is_code r/which 404
wait_log repod "cannot serve $image: .* which is cut"
expect_equal "beside it" 200 "$(code beside)"
sleep 3
expect_equal "told once" 1 "$(grep -c 'which is cut' "$TMP/repod.log")"

# Written anew, in place.
cat "$IMAGES/one" >"$image"
expect "whole again" wait_for 15 serves one

# Gone, and back.
mv "$image" "$IMAGES/away"
expect "gone" wait_for 10 is_code r/which 404
wait_log repod "cannot serve $image: No such file"
mv "$IMAGES/away" "$image"
expect "back" wait_for 10 serves one

# What is no image, or cannot be served of it, says why.
bad() {
	local reason=$2
	cp "$1" "$TMP/bad.iso"
	chmod "${3:-644}" "$TMP/bad.iso"
	image_config "[repo bad]" "path = bad" "source = $TMP/bad.iso"
	expect_not "repod -t: $reason" on_server "$BUILD/repod" -t -c "$CONFIG"
	expect_said "repod -t: $reason" "repo bad. cannot serve $TMP/bad.iso: .*$reason"
}
random_file "$TMP/noise" 200000
bad "$TMP/noise" "damaged Primary Volume Descriptor"
: >"$TMP/empty"
bad "$TMP/empty" "cut or damaged"
head -c 20000000 "$IMAGES/one" >"$TMP/half"
bad "$TMP/half" "data in it ends past the end"
bad "$IMAGES/one" "(Permission denied|not readable by everybody)" 600
seq 20000 >"$TMP/odd/numbers"
xorriso -outdev "$TMP/zisofs" -map "$TMP/odd" / -set_filter_r --zisofs / -- >/dev/null 2>&1
bad "$TMP/zisofs" "numbers in it is compressed"

# repod starts all the same.
stop repod || true
cp "$TMP/half" "$TMP/bad.iso"
chmod 644 "$TMP/bad.iso"
image_config "[repo bad]" "path = bad" "source = $TMP/bad.iso" \
	"[repo missing]" "path = missing" "source = $TMP/not-there.iso"
serve_repod
expect_equal "a bad one" 404 "$(code bad/which)"
expect_equal "its folder" 404 "$(code bad/)"
expect_equal "a missing one" 404 "$(code missing/)"
expect_equal "beside them" 200 "$(code beside)"
expect_equal "the page above" 200 "$(code '')"

# A reload adds one, out of a folder that was named before.
cp "$IMAGES/one" "$TMP/more.iso"
image_config "[repo bad]" "path = bad" "source = $TMP/bad.iso" \
	"[repo r]" "path = r" "source = $TMP/more.iso"
kill -HUP "${PIDS[repod]}"
expect "added by a reload" wait_for 10 serves one

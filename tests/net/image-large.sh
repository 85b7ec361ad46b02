#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file of more than 4 GiB lies in an ISO image in several extents: its size,
# its ranges across their boundary and its last octets are right, by HTTP and
# FTP. Where the second one does not follow the first, no part of the image is
# served, and the file is named.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-image.sh"
needs curl python3
net_pair
net_client_address 192.168.10.2
mkdir -p "$ROOT" "$IMAGES" "$TMP/large"
SIZE=4831838209
truncate -s "$SIZE" "$TMP/large/file"
mark() {
	printf '%s' "$2" | dd of="$TMP/large/file" bs=1 seek="$1" conv=notrunc status=none
}
mark 0 first
mark 4294965240 across-the-boundary
mark 4294967290 across-4-GiB
mark $((SIZE - 4)) last
echo after >"$TMP/large/next"
chmod -R a+rX "$TMP/large"
xorriso -as mkisofs -quiet -r -iso-level 3 -o - "$TMP/large" 2>/dev/null |
	dd of="$IMAGES/large.iso" bs=1M iflag=fullblock conv=sparse status=none
image_config "[repo large]" "path = large" "source = $IMAGES/large.iso"
serve_repod
part() {
	on_client curl -s --max-time 30 -r "$1" http://192.168.10.1/large/file
}
expect_equal "its length" "$SIZE" "$(on_client curl -sI http://192.168.10.1/large/file |
	tr -d '\r' | sed -n 's/^Content-Length: //p')"
expect_equal "the first octets" first "$(part 0-4)"
expect_equal "between two extents" across-the-boundary "$(part 4294965240-4294965258)"
expect_equal "around 4 GiB" across-4-GiB "$(part 4294967290-4294967301)"
expect_equal "the last octets" last "$(part -4)"
expect_equal "the file behind it" after "$(on_client curl -s http://192.168.10.1/large/next)"
expect_equal "by FTP, from behind 4 GiB" last \
	"$(on_client curl -s -C $((SIZE - 4)) ftp://192.168.10.1/large/file)"

# The second extent, elsewhere: its record follows the one that says there is more.
python3 - "$IMAGES/large.iso" <<'END'
import struct, sys
with open(sys.argv[1], "r+b") as image:
    image.seek(16 * 2048 + 156)
    begin, size = struct.unpack("<2xI4xI", image.read(14))
    image.seek(begin * 2048)
    folder, at = image.read(size), 0
    while folder[at + 25] & 0x80 == 0:
        at += folder[at] or 1
    at += folder[at]
    block = struct.unpack_from("<I", folder, at + 2)[0] - 1
    image.seek(begin * 2048 + at + 2)
    image.write(struct.pack("<I", block) + struct.pack(">I", block))
END
expect_not "in pieces" on_server "$BUILD/repod" -t -c "$CONFIG"
expect_said "in pieces" "cannot serve $IMAGES/large.iso: file in it lies in pieces: write the image anew"
expect_equal "one error" 1 "$(grep -c error: "$TMP/expect.out")"

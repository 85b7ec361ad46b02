#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Files past 4 GiB: length, ranges and the last octet are right. Install images
# and container layers grow past it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
SIZE=5368709133
truncate -s "$SIZE" "$ROOT/large"
printf abc | dd of="$ROOT/large" bs=1 seek=4294967295 conv=notrunc status=none
printf xyz | dd of="$ROOT/large" bs=1 seek=$((SIZE - 3)) conv=notrunc status=none
chmod 644 "$ROOT/large"

client_python <<'END'
size = 5368709133
answer = ask(get("/large", method=b"HEAD"), b"HEAD")
equal(str(size), answer.fields["content-length"], "Content-Length")
def part(ranges):
    answer = ask(get("/large", b"Range: bytes=%s\r\n" % ranges))
    return answer.status, answer.body
equal((206, b"abc"), part(b"4294967295-4294967297"), "over the boundary")
equal((206, b"\0abc\0"), part(b"4294967294-4294967298"), "around the boundary")
equal((206, b"xyz"), part(b"-3"), "the last octets")
equal((206, b"yz"), part(b"%d-" % (size - 2)), "to the end")
equal(416, part(b"%d-" % size)[0], "past the end")
# From before the boundary on for 100 MiB: counted, not kept.
connection = Connection()
connection.send(get("/large", b"Range: bytes=4200000000-4304857599\r\n"))
answer = connection.answer()
equal((206, 104857600), (answer.status, len(answer.body)), "100 MiB across it")
equal(b"abc", answer.body[94967295:94967298], "where they belong")
END

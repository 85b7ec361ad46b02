#!/bin/bash
# SPDX-License-Identifier: ISC
#
# One range of a file, however it is asked for: RFC 9110 section 14. iPXE boots
# from disk images so, EDK2 and curl resume so. A suffix larger than the file
# is the file (CVE-2017-7529); what is no range is the file, too.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 1000
: >"$ROOT/empty"

client_python <<'END'
content = read(ROOT + "/file")

def part(ranges, first, last):
    answer = ask(get("/file", b"Range: %s\r\n" % ranges))
    equal(206, answer.status, "status of %r" % ranges)
    equal("bytes %d-%d/1000" % (first, last),
          answer.fields["content-range"], "Content-Range of %r" % ranges)
    equal(content[first:last + 1], answer.body, "content of %r" % ranges)

part(b"bytes=0-0", 0, 0)
part(b"bytes=0-999", 0, 999)
part(b"bytes=0-", 0, 999)
part(b"bytes=999-", 999, 999)
part(b"bytes=512-1023", 512, 999)
part(b"bytes=-1", 999, 999)
part(b"bytes=-1000", 0, 999)
part(b"bytes=-18446744073709551615", 0, 999)
part(b"bytes=-99999999999999999999999999", 0, 999)
part(b"bytes=5-99999999999999999999999999", 5, 999)
part(b"BYTES=1-2", 1, 2)
for ranges in (b"bytes=5-4", b"bytes=", b"lines=1-2", b"bytes=a-b",
               b"bytes=0-,0-,0-,0-,0-", b"bytes=0x1-2"):
    answer = ask(get("/file", b"Range: %s\r\n" % ranges))
    equal(200, answer.status, "status of %r" % ranges)
    equal(content, answer.body, "content of %r" % ranges)
for ranges in b"bytes=1000-", b"bytes=-0", b"bytes=18446744073709551616-":
    equal(416, ask(get("/file", b"Range: %s\r\n" % ranges)).status,
          "status of %r" % ranges)
answer = ask(get("/empty", b"Range: bytes=0-\r\n"))
equal((200, b""), (answer.status, answer.body), "an empty file")
answer = ask(get("/file", b"Range: bytes=0-9\r\n", method=b"HEAD"), b"HEAD")
equal((200, "1000"), (answer.status, answer.fields["content-length"]), "HEAD")
# iPXE's SAN boot: the size by HEAD, then sectors, one connection for all.
sectors = Connection()
sectors.send(get("/file", method=b"HEAD"))
equal("1000", sectors.answer(b"HEAD").fields["content-length"], "a disk's size")
for first in 512, 0, 512:
    sectors.send(get("/file", b"Range: bytes=%d-%d\r\n" % (first, first + 511)))
    equal(content[first:first + 512], sectors.answer().body, "a sector")
END

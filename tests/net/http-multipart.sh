#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Many ranges in one request, up to 256: RFC 9110 sections 14.2 and 14.6.
# librepo fetches the changed chunks of repository metadata so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 100000

client_python <<'END'
import email

content = read(ROOT + "/file")

def parts(ranges):
    """Ask for a list of (first, last); the parts, as Python's parser sees them."""
    text = ",".join("%d-%d" % r for r in ranges).encode()
    answer = ask(get("/file", b"Range: bytes=%s\r\n" % text))
    equal(206, answer.status, "status")
    check(answer.is_whole, "as long as its Content-Length")
    kind = answer.fields["content-type"]
    check(kind.startswith("multipart/byteranges; boundary="), kind)
    message = email.message_from_bytes(
        b"Content-Type: %s\r\n\r\n%s" % (kind.encode(), answer.body))
    return kind, message.get_payload()

def check_parts(ranges):
    kind, got = parts(ranges)
    equal(len(ranges), len(got), "number of parts")
    for (first, last), part in zip(ranges, got):
        equal("bytes %d-%d/100000" % (first, last), part["Content-Range"],
              "where a part is from")
        equal(hashlib.sha256(content[first:last + 1]).digest(),
              hashlib.sha256(raw(part)).digest(), "content of a part")
    return kind

def raw(part):
    return part.get_payload(decode=True)

# Octets may look like anything: the parser is given text for these.
with open(ROOT + "/file", "wb") as file:
    content = bytes(33 + i * 7 % 90 for i in range(100000))
    file.write(content)
one = check_parts([(0, 9), (20, 29)])
two = check_parts([(50000, 50999), (0, 0), (99999, 99999)])
check(one != two, "each answer has a boundary of its own")
check_parts([(i * 300, i * 300 + 99) for i in range(256)])
text = b",".join(b"%d-%d" % (i * 300, i * 300) for i in range(257))
answer = ask(get("/file", b"Range: bytes=%s\r\n" % text))
equal((200, content), (answer.status, answer.body), "257 ranges: the file")
answer = ask(get("/file", b"Range: bytes=10-19,100000-\r\n"))
equal((206, "bytes 10-19/100000", content[10:20]),
      (answer.status, answer.fields["content-range"], answer.body),
      "only one of two is there")
END

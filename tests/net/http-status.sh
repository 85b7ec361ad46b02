#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Each status where RFC 9110 section 15 wants it. GRUB knows 200, 206 and 404
# alone; Anaconda goes on after a 404 and stops at a 5xx.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
mkdir -p "$ROOT/folder"
random_file "$ROOT/file" 1000
random_file "$ROOT/closed" 10
chmod 600 "$ROOT/closed"

client_python <<'END'
def status(want, octets, text):
    method = octets.split(b" ")[0]
    answer = ask(octets, method)
    check(answer is not None, text + ": no answer")
    check(answer.line.startswith(b"HTTP/1.1 "), text + ": status line")
    equal(want, answer.status, text)
    return answer

status(200, get("/file"), "a file")
status(200, get("/folder/"), "a folder")
moved = status(301, get("/folder"), "a folder without its slash")
equal("/folder/", moved.fields["location"], "where to")
tag = status(200, get("/file", method=b"HEAD"), "HEAD").fields["etag"].encode()
status(206, get("/file", b"Range: bytes=0-9\r\n"), "a range")
status(304, get("/file", b"If-None-Match: %s\r\n" % tag), "the same tag")
status(400, b"GET /file HTTP/1.1\r\n\r\n", "no Host")
status(403, get("/closed"), "a file that is not for all")
status(404, get("/missing"), "a missing file")
status(404, get("/file/"), "a file asked for as a folder")
status(404, get("/file/x"), "below a file")
status(404, get("/" + 300 * "x"), "a name longer than any")
for method in b"PUT", b"POST", b"DELETE", b"TRACE":
    answer = status(405, get("/file", method=method), "a method that writes")
    equal("GET, HEAD, OPTIONS", answer.fields["allow"], "what is allowed")
equal("GET, HEAD, OPTIONS", status(200, get("*", method=b"OPTIONS"),
      "OPTIONS").fields["allow"], "what OPTIONS says")
status(412, get("/file", b'If-Match: "other"\r\n'), "another tag")
status(413, get("/file", b"Content-Length: 65537\r\n"), "a body too long")
status(405, get("/file", b"Content-Length: 65537\r\n", method=b"PUT"),
       "a body that nobody wants")
status(414, get("/" + 9000 * "x"), "a line too long")
status(414, get("/" + 1100 * "x"), "a name too long")
answer = status(416, get("/file", b"Range: bytes=1000-\r\n"), "past the end")
equal("bytes */1000", answer.fields["content-range"], "how long it is")
status(421, b"GET https://192.168.10.1/file HTTP/1.1\r\nHost: x\r\n\r\n",
       "what is https's, in the clear")
status(431, get("/file", b"X: a\r\n" * 100), "too many fields")
status(431, get("/file", b"X: %s\r\n" % (9000 * b"x")), "a field too long")
status(501, get("/file", method=b"BREW"), "an unknown method")
status(501, get("/file", method=9000 * b"X"), "a method longer than any")
status(501, get("/file", b"Transfer-Encoding: gzip, chunked\r\n"), "a coding")
status(505, get("/file", version=b"2.0"), "another version")
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What two programs could read as different requests is refused, and nothing
# behind it is answered: RFC 9112 sections 2.2, 5.1, 5.2, 6.1, 6.3; CVE-2013-2028.
# Whoever puts a proxy before repod relies on it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 10
random_file "$ROOT/secret" 10

client_python <<'END'
behind = get("/secret")
start = b"GET /file HTTP/1.1\r\n" + HOST
shapes = {
    "both lengths": start + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": start + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "the same length twice": start + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
    "a list of lengths": start + b"Content-Length: 5, 5\r\n\r\n",
    "a signed length": start + b"Content-Length: +5\r\n\r\n",
    "a hexadecimal length": start + b"Content-Length: 0x5\r\n\r\n",
    "a length that wraps": start + b"Content-Length: 18446744073709551617\r\n\r\n",
    "bare LF": b"GET /file HTTP/1.1\n" + HOST + b"\r\n",
    "bare LF behind a field": start + b"X: a\n\r\n",
    "bare CR": start + b"X: a\rContent-Length: 5\r\n\r\n",
    "a folded line": start + b"X: a\r\n b\r\n\r\n",
    "a blank before the colon": start + b"Content-Length : 5\r\n\r\n",
    "a field without a name": start + b": 5\r\n\r\n",
    "a NUL": start + b"X: \0\r\n\r\n",
    "two Hosts": start + HOST + b"\r\n",
    "chunked is not last": start + b"Transfer-Encoding: chunked, identity\r\n\r\n",
    "chunked twice": start + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    "chunked in HTTP/1.0": b"GET /file HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
    "a blank more in the line": b"GET  /file HTTP/1.1\r\n" + HOST + b"\r\n",
    "something before the method": b"\x00GET /file HTTP/1.1\r\n" + HOST + b"\r\n",
}
for name, octets in shapes.items():
    connection = Connection()
    connection.send(octets + behind)
    answer = connection.answer()
    check(answer is not None, name + ": no answer")
    equal(400, answer.status, name)
    equal("close", answer.fields["connection"], name)
    check(connection.is_over(), name + ": something more was answered")
# An overflowing chunk size is never looked at: the connection ends.
connection = Connection()
connection.send(start + b"Transfer-Encoding: chunked\r\n\r\n"
                b"ffffffffffffffff\r\n" + behind)
equal(200, connection.answer().status, "a chunked body with GET")
check(connection.is_over(), "nothing in a chunked body is a request")
END

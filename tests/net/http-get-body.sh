#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A body sent with GET is no second request: RFC 9110 section 9.3.1, and
# CVE-2019-20372. It is read and dropped, or the connection ends.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 10
random_file "$ROOT/other" 20

client_python <<'END'
inner = get("/other")
connection = Connection()
connection.send(get("/file", b"Content-Length: %d\r\n" % len(inner)) + inner)
equal(read(ROOT + "/file"), connection.answer().body, "the file")
connection.send(get("/other"))
equal(read(ROOT + "/other"), connection.answer().body, "the next request")
# The longest that is dropped, sent in pieces, and one more.
for length, ends in ((65536, False), (65537, True)):
    connection = Connection()
    connection.send(get("/file", b"Content-Length: %d\r\n" % length))
    equal(413 if ends else 200, connection.answer().status,
          "with a body of %d" % length)
    for _ in range(8):
        connection.send(8192 * b"x")
    if ends:
        check(connection.is_over(), "a longer body ends the connection")
    else:
        connection.send(get("/other"))
        equal(read(ROOT + "/other"), connection.answer().body, "behind it")
connection = Connection()
connection.send(get("/file", b"Content-Length: 5\r\nExpect: 100-continue\r\n"))
answer = connection.answer()
equal((200, "close"), (answer.status, answer.fields["connection"]), "Expect")
check(connection.is_over(), "nobody can tell whether the body comes")
END

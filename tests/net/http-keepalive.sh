#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A connection stays open between requests for keepalive-timeout, and closes
# when it is over or when either side says so: RFC 9112 sections 9.3 and 9.6.
# HTTP/1.0 closes unless asked to stay (lpxelinux, old wget).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http_with 'keepalive-timeout = 1s'
random_file "$ROOT/file" 10

client_python <<'END'
connection = Connection()
for pause in 0, 0.5, 0.7:
    time.sleep(pause)
    connection.send(get("/file"))
    answer = connection.answer()
    equal(200, answer.status, "after %r s" % pause)
    check("connection" not in answer.fields, "nothing to say of it")
start = time.monotonic()
check(connection.is_over(), "it ends without a word")
check(0.5 < time.monotonic() - start < 3, "after keepalive-timeout")

connection = Connection()
connection.send(get("/file", b"Connection: close\r\n") + get("/file"))
equal("close", connection.answer().fields["connection"], "close is confirmed")
check(connection.is_over(), "what follows it is not answered")

connection = Connection()
connection.send(get("/file", version=b"1.0"))
answer = connection.answer()
equal((b"HTTP/1.1 200 OK", "close"), (answer.line, answer.fields["connection"]),
      "HTTP/1.0")
check(connection.is_over(), "HTTP/1.0 closes")

connection = Connection()
for _ in range(3):
    connection.send(b"GET /file HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    equal("keep-alive", connection.answer().fields["connection"], "asked to stay")

# A client that ends its side right behind the request still gets the answer.
connection = Connection()
connection.send(get("/file") + get("/file"))
connection.socket.shutdown(socket.SHUT_WR)
equal([10, 10], [len(connection.answer().body) for _ in range(2)], "half closed")
check(connection.is_over(), "and then it is over")
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A head that does not end is cut after header-timeout, however it trickles,
# and so is a connection that says nothing (Slowloris); honest clients are not
# slowed by 300 of each. RFC 9110 section 15.5.9.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http_with 'header-timeout = 1s'
random_file "$ROOT/file" 1000

client_python <<'END'
start = time.monotonic()
slow = [Connection() for _ in range(300)]
silent = [Connection() for _ in range(300)]
for connection in slow:
    connection.send(b"GET /file HTTP/1.1\r\nX: ")
before = time.monotonic()
for _ in range(50):
    equal(200, ask(get("/file")).status, "an honest client")
check(time.monotonic() - before < 5, "honest clients were slowed")
trickle = slow[0]
try:
    while time.monotonic() - start < 5:
        trickle.send(b"x")
        time.sleep(0.1)
except (ConnectionResetError, BrokenPipeError):
    pass
check(time.monotonic() - start < 4.5, "one that trickles was not cut")
answer = slow[1].answer()
equal((408, "close"), (answer.status, answer.fields["connection"]),
      "what a slow one is told")
for connection in slow[1:] + silent:
    check(connection.is_over() or connection.received.startswith(b"HTTP/1.1 408"),
          "more than 408 was said")
check(time.monotonic() - start < 8, "slow ones were not cut in time")
equal(200, ask(get("/file")).status, "afterwards")
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# 300 clients that say nothing, 300 whose request's head does not end, 300 that
# asked for a file and take nothing of it, all at once: each is ended in the time
# that the configuration says, and a client that installs a machine meanwhile
# does not feel them. RFC 9110 section 15.5.9; Slowloris and its kin.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"

mkdir -p "$ROOT"
random_file "$ROOT/package" 300001
truncate -s 64M "$ROOT/image"
ulimit -n 8192
# Those that take nothing are gone before the others are: nobody reads from them
# sooner, which would be taking.
serve_http_with 'max-sessions = 2000' 'header-timeout = 3s' 'send-timeout = 1s'

client_python <<'END'
EACH = 300
WANTED = read(ROOT + "/package")

def fetches(n):
    """Seconds of the middle one of n fetches."""
    times = []
    for _ in range(n):
        began = time.monotonic()
        honest.send(get("/package"))
        check(honest.answer().body == WANTED, "the package")
        times.append(time.monotonic() - began)
    return sorted(times)[n // 2]

def stopped_reader():
    connection = Connection()
    connection.send(get("/image"))
    return connection

honest = Connection()
alone = fetches(15)

began = time.monotonic()
silent = [Connection() for _ in range(EACH)]
slow = [Connection() for _ in range(EACH)]
stopped = [stopped_reader() for _ in range(EACH)]
for connection in slow:
    connection.send(b"GET /package HTTP/1.1\r\nX: ")
beside = fetches(15)
took = time.monotonic() - began
check(beside <= 4 * alone + 0.1,
      "a fetch takes %.4f s, alone %.4f s" % (beside, alone))
print("a fetch takes %.4f s, alone %.4f s; the last of 15 after %.1f s"
      % (beside, alone, took))

# All of them are gone in time; the octets of the slow ones change nothing.
end = time.monotonic() + 8
for connection in slow:
    try:
        connection.send(b"x")
    except OSError:
        pass # it was ended on a machine that is slow itself
for kind, connections in (("silent", silent), ("slow", slow)):
    for connection in connections:
        connection.socket.settimeout(max(0.1, end - time.monotonic()))
        connection.is_over()
        check(connection.received[:12] == (b"HTTP/1.1 408" if kind == "slow" else b""),
              "a %s one was told %r" % (kind, connection.received[:40]))
for connection in stopped:
    n = 0
    connection.socket.settimeout(max(0.1, end - time.monotonic()))
    try:
        while octets := connection.socket.recv(1 << 20):
            n += len(octets)
    except ConnectionResetError:
        pass
    check(n < 64 << 20, "one that stopped reading got it all")
END
wait_log_times repod 'the peer took nothing' 300
wait_log_times repod '" 408 ' 300

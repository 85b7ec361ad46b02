#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A client that stops reading is cut after send-timeout, 300 of them too, while
# one that reads slowly but steadily is served to the end.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http_with 'send-timeout = 2s'
random_file "$ROOT/file" 20000000

client_python <<'END'
def reader(timeout=20):
    connection = Connection.__new__(Connection)
    connection.socket = socket.socket()
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.socket.settimeout(timeout)
    connection.socket.connect(SERVER)
    connection.received = b""
    connection.send(get("/file"))
    return connection

stopped = [reader() for _ in range(300)]
slow = reader()
start = time.monotonic()
n = 0
while time.monotonic() - start < 5:
    octets = slow.socket.recv(20000)
    check(octets, "the slow one was cut after %d" % n)
    n += len(octets)
    time.sleep(0.05)
equal(206, ask(get("/file", b"Range: bytes=0-9\r\n")).status, "another one")
for connection in stopped:
    n = 0
    try:
        while octets := connection.socket.recv(1 << 20):
            n += len(octets)
    except ConnectionResetError:
        pass
    check(n < 20000000, "one that stopped got it all")
END
wait_log_times repod 'the peer took nothing' 300

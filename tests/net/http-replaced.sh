#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file that is replaced or removed while it is sent arrives as it was; one
# that is written to or truncated in place ends the connection. Never a mix,
# never padding: a package manager would take it for the file.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http

client_python <<'END'
SIZE = 64 << 20
path = ROOT + "/file"

def write(name, octet):
    with open(name, "wb") as file:
        for _ in range(SIZE >> 20):
            file.write(octet * (1 << 20))

def begin():
    """A client that took the head, and whose window is full."""
    connection = Connection()
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.send(get("/file"))
    while b"\r\n\r\n" not in connection.received:
        connection.more()
    time.sleep(0.3)
    return connection

write(path, b"a")
connection = begin()
write(path + ".new", b"b")
os.rename(path + ".new", path)
def drain(connection):
    head, body = connection.received.split(b"\r\n\r\n", 1)
    n = len(body)
    kinds = set(body)
    while True:
        try:
            octets = connection.socket.recv(1 << 20)
        except ConnectionResetError:
            break
        if not octets:
            break
        n += len(octets)
        kinds |= set(octets)
        if n >= SIZE:
            break
    return n, kinds

equal((SIZE, {ord("a")}), drain(connection), "replaced by name")
equal(b"b", ask(get("/file", b"Range: bytes=0-0\r\n")).body, "the new one")

connection = begin()
os.unlink(path)
equal((SIZE, {ord("b")}), drain(connection), "removed")
equal(404, ask(get("/file")).status, "the removed one")

write(path, b"c")
connection = begin()
os.truncate(path, SIZE // 2)
n, kinds = drain(connection)
check(n < SIZE and kinds == {ord("c")}, "truncated: %d octets of %r" % (n, kinds))

write(path, b"d")
connection = begin()
write(path, b"e")
n, kinds = drain(connection)
check(n < SIZE, "written again: %d octets" % n)

write(path, b"f")
connection = begin()
with open(path, "ab") as file:
    file.write(b"g")
n, kinds = drain(connection)
check(kinds == {ord("f")} and n <= SIZE, "grown: %d octets of %r" % (n, kinds))
END
wait_log repod 'the file changed'

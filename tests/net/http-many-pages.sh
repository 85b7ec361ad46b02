#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Pages of folders take memory while they are made and sent, so their number is
# bounded: past it 503 with Retry-After, files are served on, and pages again
# when there is room. A mirror's Packages folder has 10,000 names and more.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 100
mkdir "$ROOT/Packages"
(cd "$ROOT/Packages" && seq -f 'a-package-with-quite-a-long-name-%g.x86_64.rpm' 8000 | xargs touch)

client_python <<'END'
whole = ask(get("/Packages/"))
equal(200, whole.status, "a page of 8,000 names")
equal(8000, whole.body.count(b".rpm</a>"), "all of them")

def stopped():
    connection = Connection.__new__(Connection)
    connection.socket = socket.socket()
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.socket.settimeout(15)
    connection.socket.connect(SERVER)
    connection.received = b""
    connection.send(get("/Packages/"))
    return connection

held = [stopped() for _ in range(64)]
end = time.monotonic() + 10
while (answer := ask(get("/Packages/"))).status != 503:
    check(time.monotonic() < end, "one too many, and another, were served")
equal("1", answer.fields["retry-after"], "when to come again")
equal(200, ask(get("/file")).status, "a file")
for connection in held[:32]:  # some while their pages are being made
    connection.close()
for connection in held[32:]:
    connection.more()
    connection.close()
end = time.monotonic() + 20
while ask(get("/Packages/")).status != 200:
    check(time.monotonic() < end, "no room again")
    time.sleep(0.2)
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Past max-sessions the connection that is idle for the longest makes room;
# where all are busy, a new one is told 503 with Retry-After, which iPXE and dnf
# obey. Served again as soon as there is room.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http_with 'max-sessions = 10'
random_file "$ROOT/file" 20000000
random_file "$ROOT/small" 10

client_python <<'END'
def busy():
    connection = Connection()
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.send(get("/file"))
    connection.more()
    return connection

idle = []
for _ in range(10):
    idle.append(Connection())
    idle[-1].send(get("/small"))
    equal(200, idle[-1].answer().status, "up to the limit")
fresh = Connection()
fresh.send(get("/small"))
equal(200, fresh.answer().status, "one more")
check(idle[0].is_over(), "the longest idle one makes room")
idle[1].send(get("/small"))
equal(200, idle[1].answer().status, "the others stay")
for connection in idle + [fresh]:
    connection.close()
time.sleep(0.2)
all_busy = [busy() for _ in range(10)]
answer = ask(get("/small"))
equal((503, "1", "close"), (answer.status, answer.fields["retry-after"],
      answer.fields["connection"]), "where all are busy")
all_busy.pop().close()
end = time.monotonic() + 10
while ask(get("/small")).status != 200:
    check(time.monotonic() < end, "no room again")
    time.sleep(0.1)
END

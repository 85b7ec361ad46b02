#!/bin/bash
# SPDX-License-Identifier: ISC
#
# 10,000 clients that had an answer and hold their connection for the next
# request, as browsers and package managers do: each costs at most 1 KiB of
# memory, one more client is served at once, and when they are gone no
# descriptor is left behind.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
IDLE=10000
mkdir -p "$ROOT"
random_file "$ROOT/file" 4096
ulimit -n 20000 || skip "20,000 descriptors are not allowed here"
serve_http_with "max-sessions = $((IDLE + 100))" 'keepalive-timeout = 5m'

# Octets that the process has for itself.
own_memory() {
	awk '$1 == "RssAnon:" { print $2 * 1024 }' "/proc/${PIDS[repod]}/status"
}
# What the first request brings along is not counted to the connections.
expect "a first answer" test "$(code_of /file)" = 200
before=$(own_memory)
fds=$(descriptors repod)

mkfifo "$TMP/hold" "$TMP/held"
client_python <<END &
connections = []
wanted = read(ROOT + "/file")
for _ in range($IDLE):
    connection = Connection()
    connection.send(get("/file"))
    check(connection.answer().body == wanted, "the file")
    connections.append(connection)
with open(TMP + "/held", "w") as held:
    held.write("%d\n" % len(connections))
with open(TMP + "/hold") as hold:
    hold.read()
for connection in connections:
    connection.socket.setblocking(False)
    try:
        check(connection.socket.recv(1) != b"", "one was closed")
    except BlockingIOError:
        pass
END
client=$!
read -r n <"$TMP/held" || fail "the connections were too many"
expect "$n connections" test "$n" = "$IDLE"
each=$((($(own_memory) - before) / IDLE))
echo "$each octets an idle connection"
[ "${BUILD##*/}" = asan ] ||
	expect "$each octets an idle connection, 1,024 wanted" test "$each" -le 1024
expect "one more client" test "$(code_of /file)" = 200
: >"$TMP/hold"
wait "$client" || fail "a connection did not stay"
gone() {
	[ "$(descriptors repod)" -le "$fds" ]
}
wait_for 15 gone

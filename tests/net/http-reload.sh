#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP takes a good file for the next request, while transfers go on; a bad
# file changes nothing and is told.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 30000000
random_file "$TMP/other/file" 20
chmod 755 "$TMP/other"

client_python <<'END' &
connection = Connection(30)
connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
connection.send(get("/file"))
connection.more()
open(TMP + "/begun", "w").close()
time.sleep(3)
connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
check(read(ROOT + "/file") == connection.answer().body, "a transfer goes on")
END
client=$!
wait_for 20 test -e "$TMP/begun"
printf '[repod]\nhtp = 81\n' >"$CONFIG"
kill -HUP "${PIDS[repod]}"
wait_log repod 'the running configuration stays'
expect_equal "after a bad file" 30000000 \
	"$(on_client curl -sI http://192.168.10.1/file | tr -d '\r' | sed -n 's/^Content-Length: //p')"
write_repod_config "root = $TMP/other"
kill -HUP "${PIDS[repod]}"
wait_log repod 'the configuration was read again'
expect_equal "after a good file" 20 \
	"$(on_client curl -sI http://192.168.10.1/file | tr -d '\r' | sed -n 's/^Content-Length: //p')"
wait "$client" || fail "the transfer was disturbed"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A transfer that ends because repod was stopped at once (SIGINT) is told as that,
# in the log and as an event: who looks for a client that failed must not look at
# the client.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 60000000

cat >"$TMP/reader.py" <<'END'
from lib_http import *
connection = Connection(30)
connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
connection.send(get("/file"))
connection.more()
print("running", flush=True)
time.sleep(30)
END
start_client reader env PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 \
	python3 "$TMP/reader.py"
wait_log reader running
stop repod INT
expect "the log says so" grep -q \
	'"GET /file HTTP/1.1" 200 .* # repod was stopped$' "$TMP/repod.log"
expect "the event says so" grep -q \
	'"outcome":"aborted","reason":"repod was stopped"' \
	"$TMP/state/events/repod.jsonl"

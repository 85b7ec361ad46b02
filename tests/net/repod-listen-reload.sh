#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP with other addresses: the new ones are served at once, those that went
# are closed, connections and listeners that stay are not touched; also where a
# new one overlaps an old one. One that cannot be had changes nothing: ports below
# 1024 are root's, which repod has given up.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
net_pair
net_client_address 192.168.10.2
mkdir -p "$ROOT"
random_file "$ROOT/file" 10

listen() {
	printf '[site]\nroot = %s\nstate = %s\n[repod]\nhttp = %s\nftp = %s\n' \
		"$ROOT" "$TMP/state" "$1" "$2" >"$CONFIG"
}
# ports - where it listens, and nowhere else
ports() {
	on_server ss -lntH | awk '{ print $4 }' | sort | paste -sd ' '
}
reload() {
	: >"$TMP/repod.log"
	listen "$1" "$2"
	kill -HUP "${PIDS[repod]}"
	wait_log repod 'the configuration was read again'
}
listen '192.168.10.1:8080, 80' 192.168.10.1:2121
start repod "$BUILD/repod" -c "$CONFIG"
wait_log repod 'serving /'
expect_equal "several" "0.0.0.0:80 192.168.10.1:2121 192.168.10.1:8080 [::]:80" "$(ports)"

# One open connection, over all of it.
on_client python3 - <<'END' >"$TMP/client.log" &
import socket, time
connection = socket.create_connection(("192.168.10.1", 8080), 10)
for n in range(2):
    connection.sendall(b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n")
    got = b""
    while len(got.partition(b"\r\n\r\n")[2]) < 10:
        got += connection.recv(4096)
    print("answer", n, flush=True)
    if n == 0:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                socket.create_connection(("192.168.10.1", 8082), 1).close()
                break
            except OSError:
                time.sleep(0.05)
END
client=$!
wait_for 5 grep -q 'answer 0' "$TMP/client.log"

reload '192.168.10.1:8081, 80' '192.168.10.1:2121, 2122'
expect_equal "others" "0.0.0.0:2122 0.0.0.0:80 192.168.10.1:2121 192.168.10.1:8081 [::]:2122 [::]:80" "$(ports)"
expect_not "those that stay are not told again" grep -q ':80$' "$TMP/repod.log"

reload 8081 off
expect_equal "a wider one" "0.0.0.0:8081 [::]:8081" "$(ports)"

reload '81, 8082' 2121
wait_log repod 'cannot serve HTTP on 0.0.0.0:81: Permission denied; start as root'
expect_equal "one that cannot be had" \
	"0.0.0.0:2121 0.0.0.0:8081 [::]:2121 [::]:8081" "$(ports)"

reload '8082' off
expect_equal "the last" "0.0.0.0:8082 [::]:8082" "$(ports)"
wait "$client" || fail "the connection was cut"
expect "its second answer" grep -q 'answer 1' "$TMP/client.log"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# One line a finished request, in the combined format with its duration, and one
# event, by HTTP and by FTP. What a client sends cannot break out of either. The
# machine is named by its MAC: as it says itself (Anaconda), by the neighbour it
# is, or, behind a router, by dhcpd's lease.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
mkdir -p "$ROOT/ks"
random_file "$ROOT/ks/web1.cfg" 123
on_client curl -s -o /dev/null -A 'anaconda/19' -e 'http://x/"y' \
	-H 'X-RHN-Provisioning-MAC-0: eth0 52:54:00:AB:CD:EF' \
	http://192.168.10.1/ks/web1.cfg
wait_log repod '192\.168\.10\.2 52:54:00:ab:cd:ef - \[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8} \+0000\] "GET /ks/web1.cfg HTTP/1.1" 200 123 "http://x/\\"y" "anaconda/19" [0-9]+\.[0-9]{3}$'
on_client curl -s -o /dev/null http://192.168.10.1/missing
wait_log repod '"GET /missing HTTP/1.1" 404 14 '
client_python <<'END'
ask(get(b"/x\xff\xfe\"", b"User-Agent: \xe4\x80evil\"\\\r\n"))
ask(b"GET /\x1b[31mred HTTP/1.1\r\n\r\n")
END
wait_log repod '"GET /x\\xff\\xfe\\" HTTP/1.1" 404'
wait_log repod '"GET /\\x1b\[31mred HTTP/1.1" 400'
mac=$(on_client cat /sys/class/net/eth0/address)
wait_log repod "^.* 192\.168\.10\.2 $mac - .*\"GET /missing"
events=$TMP/state/events/repod.jsonl
python3 - "$events" <<'END'
import json, sys
events = [json.loads(line) for line in open(sys.argv[1])]
first, second = events[0], events[1]
assert first["step"] == "get" and first["object"] == "/ks/web1.cfg", first
assert first["machine"] == "52:54:00:ab:cd:ef", first
assert first["address"] == "192.168.10.2" and first["bytes"] == 123, first
assert first["outcome"] == "ok" and second["outcome"] == "missing", second
assert len(events) == 3, events
END

# The client's own loopback address: the server reaches it by a route alone.
ip -n "$CLIENT" address add 10.0.5.2/32 dev lo
ip -n "$SERVER" route add 10.0.5.2/32 via 192.168.10.2
python3 - "$TMP/state/leases" <<'END'
import sys, zlib
line = (b"bound 10.0.5.2 mac=52:54:00:00:05:02 id=01 "
        b"until=2036-11-23T03:04:10Z clock=43312")
with open(sys.argv[1], "wb") as file:
    file.write(line + b" crc=%08x\n" % zlib.crc32(line))
END
chmod 644 "$TMP/state/leases"
on_client curl -s -o /dev/null --interface 10.0.5.2 http://192.168.10.1/ks/web1.cfg
wait_log repod '10\.0\.5\.2 52:54:00:00:05:02 - .*"GET /ks/web1.cfg'
write_repod_config 'ftp = 21' 'log-format = json'
sed -i '/^ftp = off/d' "$CONFIG"
end_process "${PIDS[repod]}" TERM
unset 'PIDS[repod]'
start repod "$BUILD/repod" -c "$CONFIG"
wait_log repod 'serving FTP'
on_client curl -s -o /dev/null --interface 10.0.5.2 ftp://192.168.10.1/ks/web1.cfg
on_client curl -s -o /dev/null --interface 10.0.5.2 'http://192.168.10.1/"'
wait_log_times repod '^\{' 2
grep '^{' "$TMP/repod.log" | python3 -c '
import json, sys
ftp, http = [json.loads(line) for line in sys.stdin]
assert ftp["machine"] == http["machine"] == "52:54:00:00:05:02", (ftp, http)
assert (ftp["step"], ftp["object"], ftp["outcome"], ftp["bytes"]) == \
    ("retr", "/ks/web1.cfg", "ok", 123), ftp
assert (http["status"], http["outcome"]) == (404, "missing"), http
'
expect "the event, too" grep -q '"machine":"52:54:00:00:05:02","address":"10.0.5.2","step":"retr"' "$events"

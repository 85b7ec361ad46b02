#!/bin/bash
# SPDX-License-Identifier: ISC
#
# https = PORT: curl, wget and Python fetch files whole, by TLS 1.2 and 1.3 and by
# nothing older; the log names the peer, not the relay. A peer that is slow or
# silent in its handshake is cut in the time of a request's head, one that stops
# reading in send-timeout, and neither slows others. SIGHUP takes a new
# certificate; a bad one changes nothing.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs openssl curl wget
ldd "$BUILD/repod" | grep libssl >/dev/null || skip "built without OpenSSL"
certificate one
certificate two
# -t knows them before the server does.
write_repod_config 'https = 443' "certificate = $TMP/server.pem" "key = $TMP/server.key"
for key in none two.key one.key; do
	cp "$TMP/one.pem" "$TMP/server.pem"
	[ "$key" = none ] || cp "$TMP/$key" "$TMP/server.key"
	status=0
	"$BUILD/repod" -t -q -c "$CONFIG" >"$TMP/try.log" 2>&1 || status=$?
	if [ "$key" = one.key ]; then
		expect_equal "-t of a pair" 0 "$status"
	else
		expect_equal "-t with $key" 1 "$status"
		expect "what is wrong" grep -q "certificate = $TMP/server.pem and key = $TMP/server.key: " "$TMP/try.log"
	fi
done
serve_http_with 'https = 443' "certificate = $TMP/server.pem" \
	"key = $TMP/server.key" 'header-timeout = 2s' 'send-timeout = 2s'
wait_log repod 'serving HTTPS on 0.0.0.0:443'
random_file "$ROOT/small" 100
random_file "$ROOT/large" 20000000

for version in 1.2 1.3; do
	expect "curl by TLS $version" on_client curl -sSf --max-time 20 --tlsv$version \
		--tls-max $version --cacert "$TMP/one.pem" \
		-o "$TMP/got" https://192.168.10.1/large -o "$TMP/got.small" \
		https://192.168.10.1/small -w '%{num_connects} '
	expect_said "one connection for both" '1 0'
	expect "all of it" cmp "$ROOT/large" "$TMP/got"
	expect "the other" cmp "$ROOT/small" "$TMP/got.small"
done
wait_log repod '^.* 192\.168\.10\.2 [0-9a-f:]{17} - .*"GET /large HTTP/1.1" 200 20000000 '
expect_not "no TLS 1.1" on_client openssl s_client -connect 192.168.10.1:443 \
	-tls1_1 -cipher 'ALL:@SECLEVEL=0'
head -c 50 "$ROOT/small" >"$TMP/got.small"
expect "wget resumes" on_client wget -q --ca-certificate="$TMP/one.pem" -c \
	-O "$TMP/got.small" https://192.168.10.1/small
expect "the rest" cmp "$ROOT/small" "$TMP/got.small"
on_client curl -s --cacert "$TMP/one.pem" https://192.168.10.1/ >"$TMP/page"
expect "its name" grep -qF '<h1>192.168.10.1</h1>' "$TMP/page"

cat >"$TMP/tls.py" <<'END'
import ssl
from lib_http import *

def plain():
    return socket.create_connection(("192.168.10.1", 443), 10)

def secure(name="one"):
    context = ssl.create_default_context(cafile="%s/%s.pem" % (TMP, name))
    return context.wrap_socket(plain(), server_hostname="192.168.10.1")

def fetch(connection):
    connection.sendall(get("/small"))
    got = b""
    while len(got.partition(b"\r\n\r\n")[2]) < 100:
        more = connection.recv(4096)
        check(more, "cut off behind %r" % got)
        got += more
    return got.partition(b"\r\n\r\n")[2]

def ended(connection):
    """Seconds until the server closed it."""
    began = time.monotonic()
    try:
        while connection.recv(4096):
            pass
    except (ConnectionResetError, ssl.SSLError):
        pass
    return time.monotonic() - began
END
client_python <<'END'
exec(open(TMP + "/tls.py").read())

equal(read(ROOT + "/small"), fetch(secure()), "over TLS")
# RFC 9110 7.4: here an absolute https URL is at home; by HTTP it is 421.
absolute = secure()
absolute.sendall(b"GET https://192.168.10.1/small HTTP/1.1\r\n" + HOST + b"\r\n")
check(absolute.recv(4096).startswith(b"HTTP/1.1 200 "), "an absolute target")
silent = [plain() for _ in range(300)]
slow = [plain() for _ in range(30)]
for connection in slow:
    connection.sendall(b"\x16\x03\x01\x02\x00\x01")  # the first of a record
wrong = plain()
wrong.sendall(get("/small"))
check(ended(wrong) < 1, "plain HTTP on the port of TLS is closed at once")
stopped = secure()
stopped.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
stopped.sendall(get("/large"))
honest = secure()
waits = []
for _ in range(50):
    began = time.monotonic()
    fetch(honest)
    waits.append(time.monotonic() - began)
check(sorted(waits)[25] < 0.1, "an honest client waits %r" % sorted(waits)[25])
for connection in silent + slow:
    connection.settimeout(8)
    ended(connection)  # raises when the server keeps it
half = secure()
half.sendall(b"GET /small HT")
check(b" 408 " in half.recv(4096), "a slow head has its answer")
END
wait_log repod '"GET /large HTTP/1.1" 200 .*# the peer took nothing for send-timeout' 10

# Peers that go away in the midst, with and without a word of it, leave nothing
# behind: neither a descriptor nor a loop that turns.
few() {
	[ "$(find "/proc/${PIDS[repod]}/fd" -lname 'socket:*' | wc -l)" -le 8 ]
}
client_python <<'END'
exec(open(TMP + "/tls.py").read())
for n in range(60):
    connection = secure()
    if n % 3 == 1:
        connection.sendall(get("/large"))
    if n % 3 == 2:
        fetch(connection)
    if n % 2:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()
END
wait_for 8 few

cp "$TMP/two.pem" "$TMP/server.pem"
: >"$TMP/repod.log"
kill -HUP "${PIDS[repod]}"
wait_log repod 'cannot serve by certificate = .*server.pem and key = .*mismatch'
client_python <<'END'
exec(open(TMP + "/tls.py").read())
equal(read(ROOT + "/small"), fetch(secure("one")), "the old one stays")
END
cp "$TMP/two.key" "$TMP/server.key"
: >"$TMP/repod.log"
kill -HUP "${PIDS[repod]}"
wait_log repod 'the configuration was read again'
client_python <<'END'
exec(open(TMP + "/tls.py").read())
equal(read(ROOT + "/small"), fetch(secure("two")), "the new one")
END

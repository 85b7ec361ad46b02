#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Sockets that a service manager passes (LISTEN_FDS), here
# systemd-socket-activate with one that takes IPv6 and IPv4: the one with the
# port of ftp is FTP, with that of http HTTP, and one that is neither is
# closed. Everything works as on sockets of our own: PASV and PORT over the
# IPv4 half, EPSV, IPv6. The unit needs no capability for it.
. "$(dirname "$0")/lib.sh"
needs systemd-socket-activate curl setpriv
mkdir -p "$TMP/root"
random_file "$TMP/root/file" 100000
chmod 644 "$TMP/root/file"
net_pair
net_client_address 192.168.10.2
ip -n "$SERVER" address add fd00::1/64 dev eth0
ip -n "$CLIENT" address add fd00::2/64 dev eth0
start activate systemd-socket-activate -l 80 -l 21 -l 8888 \
	setpriv --reuid=nobody --regid=nogroup --clear-groups \
	--bounding-set=-all --inh-caps=-all \
	"$BUILD/repod" -d "$TMP/root"
wait_bound 80

# fetch NAME URL [OPTION...] - what comes is the file
fetch() {
	local name=$1 url=$2
	shift 2
	rm -f "$TMP/got"
	expect "$name" on_client curl -sS -f -m 5 -o "$TMP/got" "$@" "$url"
	expect "$name: the same octets" cmp "$TMP/root/file" "$TMP/got"
}
fetch "HTTP over IPv4" http://192.168.10.1/file
fetch "HTTP over IPv6" 'http://[fd00::1]/file'
fetch "FTP, EPSV" ftp://192.168.10.1/file
fetch "FTP, PASV" ftp://192.168.10.1/file --disable-epsv
fetch "FTP, PORT" ftp://192.168.10.1/file --ftp-port - --disable-eprt
fetch "FTP over IPv6" 'ftp://[fd00::1]/file'
expect "the log has the IPv4 address as such" grep -q '^.* 192\.168\.10\.2 .*GET /file' \
	"$TMP/activate.log"
wait_log activate "a socket on port 8888 was passed"
status=0
on_client curl -s -m 2 http://192.168.10.1:8888/ >"$TMP/refused" 2>&1 || status=$?
expect_equal "nobody listens on the third" 7 "$status"

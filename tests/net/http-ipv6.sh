#!/bin/bash
# SPDX-License-Identifier: ISC
#
# By default both families are served: OVMF boots by HTTP over IPv6, too.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 1000
ip -n "$SERVER" address add fd00::1/64 dev eth0 nodad
ip -n "$CLIENT" address add fd00::2/64 dev eth0 nodad

for base in http://192.168.10.1 'http://[fd00::1]'; do
	expect "from $base" on_client curl -gsSf --max-time 10 -o "$TMP/got" "$base/file"
	expect "the file from $base" cmp "$ROOT/file" "$TMP/got"
done
wait_log repod 'fd00::2 - - .*"GET /file HTTP/1.1" 200 1000 '

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# repod --render PATH --mac MAC prints what that machine would get, octet by
# octet, with nothing served: by its [host], at the address of its lease. repod -t
# names every mistake of every template with its file and line, and what no
# machine could have.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-answer.sh"
net_pair
ip -n "$CLIENT" link set eth0 address 52:54:00:00:00:01
answer_config
template ks/who.cfg <<'END'
${mac} ${ip:-nowhere} ${hostname:-nobody} ${serial:-none} ${server} ${url} ${repo.c7}
END
cat >>"$CONFIG" <<'END'
[repo c7]
path = centos/7
[host web1]
mac = 52:54:00:00:00:01
var.disk = /dev/sda
[host web2]
mac = 52:54:00:00:00:02
address = 192.168.10.77
END
lease 192.168.10.2 52:54:00:00:00:01
# render ARGUMENT... - its standard output
render() {
	on_server "$BUILD/repod" -c "$CONFIG" --render "$@" 2>"$TMP/errors"
}
WANT="52:54:00:00:00:01 192.168.10.2 web1 none 192.168.10.1 http://192.168.10.1 http://192.168.10.1/centos/7"
expect_equal "by its lease" "$WANT" "$(render ks/who.cfg --mac 52:54:00:00:00:01)"
expect_equal "by another order, and a slash" "${WANT/none/SN 1}" \
	"$(render /ks/who.cfg --serial 'SN 1' --mac 52:54:00:00:00:01)"
serve_answers
expect_equal "it is what is served" "$WANT" "$(get http://192.168.10.1/ks/who.cfg)"
stop repod
expect_equal "by its address" "web1" \
	"$(render ks/who.cfg --ip 192.168.10.2 --mac 52:54:00:00:00:01 | cut -d' ' -f3)"

sed -i "s/^\[site\]/[site]\nserver = 10.0.0.1/" "$CONFIG"
expect_equal "at its host's own address" "192.168.10.77 web2 none 10.0.0.1" \
	"$(render ks/who.cfg --mac 52:54:00:00:00:02 | cut -d' ' -f2-5)"
expect_equal "a stranger" "nowhere nobody" \
	"$(render ks/who.cfg --mac 52:54:00:00:00:99 | cut -d' ' -f2,3)"
head -c 70000 /dev/urandom >"$ROOT/plain"
render plain --mac 52:54:00:00:00:01 >"$TMP/got"
expect_same_file "a file that is not listed" "$ROOT/plain" "$TMP/got"

# refused STATUS REGEX ARGUMENT... - nothing is printed, and why
refused() {
	local want=$1 regex=$2 status=0
	shift 2
	render "$@" >"$TMP/got" || status=$?
	expect_equal "the status of $*" "$want" "$status"
	expect "nothing of $*" [ ! -s "$TMP/got" ]
	expect "why: $regex" grep -Eq "$regex" "$TMP/errors"
}
refused 1 '/none: No such file' none --mac 52:54:00:00:00:01
refused 2 'mac nonsense: want one like' ks/who.cfg --mac nonsense
template ks/bad.cfg <<'END'
${var.disk}
${hostnme}
END
refused 1 "$ROOT/ks/bad.cfg:2: .*no such name" ks/bad.cfg --mac 52:54:00:00:00:01
refused 1 "$ROOT/ks/bad.cfg:1: .*no such key" ks/bad.cfg --mac 52:54:00:00:00:02

template ks/worse.cfg <<'END'
#!if var.none
${var.none}
#!include lost.ks
#!end
#!end
END
status=0
on_server "$BUILD/repod" -t -c "$CONFIG" >"$TMP/output" 2>&1 || status=$?
expect_equal "-t of mistakes" 1 "$status"
for line in bad.cfg:2 worse.cfg:2 worse.cfg:3 worse.cfg:5; do
	expect "-t: $line" grep -qF "error: $ROOT/ks/$line: " "$TMP/output"
done
expect_equal "-t: all of them" 4 "$(grep -c 'error:' "$TMP/output")"
rm "$ROOT/ks/bad.cfg" "$ROOT/ks/worse.cfg"
on_server "$BUILD/repod" -t -c "$CONFIG" >"$TMP/output" 2>&1 ||
	fail "-t of good templates"
on_server "$BUILD/dhcpd" -t -c "$CONFIG" >/dev/null || fail "dhcpd refuses var."
expect "-t: OK" grep -q "configuration OK" "$TMP/output"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A server that is asked a lot at once writes its log and its events some lines
# at a time, in the order of what happened, and SIGTERM right after the last
# answer loses none of them: a line is what an administrator has when a machine
# did not boot.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
net_pair
net_client_address 192.168.10.2
good_config
serve tftpd

writes() {
	awk '$1 == "syscw:" { print $2 }' "/proc/${PIDS[tftpd]}/io"
}

# The requests wait for the server, so that it finds them all together.
before=$(writes)
kill -s STOP "${PIDS[tftpd]}"
tftp_client <<'END' &
client = Client()
for i in range(500):
    client.ask("../name-%03d-" % i)
for i in range(500):
    client.tid = None
    client.expect(ERROR, 2)
END
client=$!
queued() {
	[ "$(on_server ss -Hlnu 'sport = 69' | awk '{ n += $2 } END { print n }')" -gt 400000 ]
}
wait_for 5 queued
kill -s CONT "${PIDS[tftpd]}"
wait "$client" || fail "a request had no answer"
after=$(writes)
stop tftpd || fail "tftpd ended with an error"

# expect_all FILE - its lines name each of the requests, in order
expect_all() {
	seq -f 'name-%03g-' 0 499 >"$TMP/want"
	grep -Eo 'name-[0-9]+-' "$1" >"$TMP/got"
	expect "$1: a line a request, in order" diff "$TMP/want" "$TMP/got"
}
expect_all "$TMP/tftpd.log"
expect_all "$TMP/state/events/tftpd.jsonl"
expect "1,000 lines took $((after - before)) writes" test $((after - before)) -lt 150

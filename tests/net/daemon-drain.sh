#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGTERM lets the transfers under way end, by TFTP, HTTP and FTP: a machine that
# is in the midst of its installation does not notice an upgrade. Nothing new is
# begun meanwhile, and stop-timeout bounds it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
needs curl
net_pair
net_client_address 192.168.10.2
good_config
random_file "$TMP/root/large" 20000000
random_file "$TMP/root/kernel" 300000

# refuses URL - nobody takes a connection
refuses() {
	local status=0
	on_client curl -s -m 1 -o /dev/null "$1" || status=$?
	[ "$status" = 7 ]
}

# --- repod: two slow readers, and a connection that only waits

serve repod
start_client http curl -sS -f -m 20 --limit-rate 10M -o "$TMP/by-http" \
	http://192.168.10.1/large
start_client ftp curl -sS -f -m 20 --limit-rate 10M -o "$TMP/by-ftp" \
	ftp://192.168.10.1/large
wait_for 5 test -s "$TMP/by-http"
wait_for 5 test -s "$TMP/by-ftp"
kill -TERM "${PIDS[repod]}"
wait_for 2 refuses http://192.168.10.1/file
wait_for 2 refuses ftp://192.168.10.1/file
expect "repod waits for its transfers" is_running repod
for how in http ftp; do
	reap "$how" || fail "the transfer by $how ended with $?"
	expect "all of it by $how" cmp "$TMP/root/large" "$TMP/by-$how"
done
began=$SECONDS
status=0
reap repod || status=$?
expect_equal "repod's exit status" 0 "$status"
[ $((SECONDS - began)) -le 3 ] || fail "repod took its time when all had ended"

# --- tftpd: a lockstep of 586 blocks

serve tftpd
cat >"$TMP/slow.py" <<'END'
from tftp_client import *
client = Client()
client.ask("kernel")
got = b""
for block in range(1, 587):
    packet = client.expect(DATA, block)
    got += packet.data
    client.ack(block)
    if block == 1:
        print("running", flush=True)
    time.sleep(0.002)
equal("what came", content("kernel"), got)
END
start_client slow env "ROOT=$TMP/root" PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 \
	python3 "$TMP/slow.py"
wait_log slow running
kill -TERM "${PIDS[tftpd]}"
reap slow || fail "the transfer by TFTP ended with $?"
status=0
reap tftpd || status=$?
expect_equal "tftpd's exit status" 0 "$status"

# --- a reader that never ends

sed -i 's/^\[site\]/&\nstop-timeout = 1s/' "$CONFIG"
: >"$TMP/repod.log"
serve repod
start_client stuck curl -sS -m 30 --limit-rate 1k -o "$TMP/stuck" http://192.168.10.1/large
wait_for 5 test -s "$TMP/stuck"
kill -TERM "${PIDS[repod]}"
began=$SECONDS
status=0
reap repod || status=$?
expect_equal "its exit status" 0 "$status"
[ $((SECONDS - began)) -le 3 ] || fail "stop-timeout did not end it"
expect "the log says so" grep -q \
	"stopping: 1 transfers are cut, stop-timeout is over" "$TMP/repod.log"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# With its descriptors used up repod rests instead of spinning, and goes on by
# itself when some are free again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
net_pair
net_client_address 192.168.10.2
mkdir -p "$ROOT"
write_repod_config ''
start repod sh -c "ulimit -n 40; exec '$BUILD/repod' -c '$CONFIG'"
wait_log repod 'serving HTTP'
random_file "$ROOT/file" 10
pid=${PIDS[repod]}
ticks() {
	awk '{ print $14 + $15 }' "/proc/$pid/stat"
}
client_python <<'END' &
held = [Connection() for _ in range(100)]
time.sleep(4)
for connection in held:
    connection.close()
END
client=$!
sleep 1.5
before=$(ticks)
sleep 2
used=$(($(ticks) - before))
[ "$used" -lt 20 ] || fail "used $used ticks in 2 s while it had no descriptors"
wait "$client"
is_served() {
	[ "$(code_of /file)" = 200 ]
}
wait_for 5 is_served

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# As systemd starts the daemons, with their user, the capabilities of the unit
# and a socket to say how they are: READY only once they serve, RELOADING and
# READY around a reload, good or bad, WATCHDOG in half its time and none from one
# that hangs, STOPPING with the time that stop-timeout takes. No capability is left
# once they serve.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
needs setpriv
net_pair
good_config
sed -i 's/^user .*/stop-timeout = 2m/' "$CONFIG"
gcc -shared -fPIC -O1 -o "$TMP/misbehave.so" tests/net/misbehave.c
mkdir "$TMP/state"
chown nobody "$TMP/state"

# The manager: what it is told, a line each, in $TMP/told.
cat >"$TMP/manager.py" <<'END'
import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
print("listening", flush=True)
while True:
    print(s.recv(4096).decode(), flush=True)
END
start manager python3 "$TMP/manager.py" "$TMP/notify"
wait_log manager listening 30

CAPABILITIES=-all,+net_bind_service,+net_raw,+net_admin
for daemon in $DAEMONS; do
	: >"$TMP/manager.log"
	start "$daemon" setpriv --reuid=nobody --regid=nogroup --clear-groups \
		--inh-caps=$CAPABILITIES --ambient-caps=$CAPABILITIES \
		--bounding-set=$CAPABILITIES \
		env "NOTIFY_SOCKET=$TMP/notify" WATCHDOG_USEC=400000 \
		"LD_PRELOAD=$TMP/misbehave.so" ASAN_OPTIONS=verify_asan_link_order=0 \
		"$BUILD/$daemon" -c "$CONFIG"
	wait_log manager "READY=1"
	expect "$daemon serves when it says so" answers "$daemon"
	for set in CapPrm CapEff CapAmb; do
		expect_equal "$daemon: $set" 0000000000000000 \
			"$(awk -v s=$set: '$1 == s { print $2 }' "/proc/${PIDS[$daemon]}/status")"
	done
	wait_log manager "WATCHDOG=1"
	: >"$TMP/manager.log"
	wait_log manager "WATCHDOG=1"
	# The process lives, the loop does not turn: the manager hears nothing
	# for longer than it waits.
	kill -USR2 "${PIDS[$daemon]}"
	wait_log "$daemon" "misbehave: hang"
	sleep 0.5
	: >"$TMP/manager.log"
	sleep 0.6
	expect_equal "$daemon hangs: what the manager hears" "" \
		"$(cat "$TMP/manager.log")"
	wait_log "$daemon" "misbehave: end"
	wait_log manager "WATCHDOG=1"

	# A reload: said before, and after, whether the file is good or not.
	for word in "was read again" "stays"; do
		: >"$TMP/manager.log"
		kill -HUP "${PIDS[$daemon]}"
		wait_log "$daemon" "$word"
		wait_log manager "READY=1"
		expect_equal "$daemon: what it says of a reload" \
			"RELOADING=1 READY=1" \
			"$(grep -Eo '^(RELOADING|READY)=1' "$TMP/manager.log" | xargs)"
		echo nonsense >>"$CONFIG"
	done
	sed -i '/^nonsense/d' "$CONFIG"
	expect "$daemon stops" stop "$daemon"
	wait_log manager "STOPPING=1"
	# The manager's limit is 90 s, dhcpd has nothing to wait for.
	[ "$daemon" = dhcpd ] ||
		wait_log manager "EXTEND_TIMEOUT_USEC=125000000"
done

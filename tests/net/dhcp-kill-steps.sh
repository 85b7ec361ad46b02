#!/bin/bash
# SPDX-License-Identifier: ISC
#
# kill -9 at every step of writing the journal anew, under load that never
# pauses: as the new file is opened, before, after and in the middle of each of
# its writes, around each sync, the rename and the sync of the folder. Every ACK
# that a client saw is in the journal that is there after the kill, no address
# was ever acknowledged to two, and of 3,000 leases that nobody asked for in the
# meantime none is lost (DESIGN: promised only when on disk).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
. "$(dirname "$0")/lib-dhcp-kill.sh"
needs cc python3
OTHERS=3000
PARTS=4 # of 1,024 leases each: theirs, and those of the load
SECONDS_MAX=60
net_pair
write_dhcp_config "max-lease-time = 480h"
sed -i 's/^range.*/range = 192.168.10.2 - 192.168.10.250/' "$CONFIG"
mkdir -m 777 "$TMP/state"
cc -shared -fPIC -o "$TMP/kill_at.so" tests/net/kill_at.c
/usr/bin/python3 - "$OTHERS" >"$TMP/state/leases" <<-'END'
	import sys, time, zlib
	boot = open("/proc/sys/kernel/random/boot_id").read().strip()
	clock = int(time.clock_gettime(time.CLOCK_BOOTTIME)) + 36000
	until = time.strftime("%Y-%m-%dT%H:%M:%SZ",
	                      time.gmtime(time.time() + 36000))
	lines = ["boot " + boot] + [
	    "bound 10.9.%d.%d id=01%012x until=%s clock=%d" %
	    (n >> 8, n & 255, n, until, clock) for n in range(int(sys.argv[1]))]
	for line in lines:
	    print("%s crc=%08x" % (line, zlib.crc32(line.encode())))
END
chmod 666 "$TMP/state/leases"

points() {
	local n when
	echo "openat 1 before"
	echo "openat 1 after"
	for ((n = 1; n <= PARTS; n++)); do
		for when in before torn after; do
			echo "write $n $when"
		done
		for when in before after; do
			echo "fdatasync $n $when"
		done
	done
	for when in before after; do
		echo "renameat 1 $when"
		echo "fsync 1 $when"
	done
}

others() {
	grep -ao '^bound 10\.9\.[0-9.]*' "$TMP/state/leases" | sort -u | wc -l
}

# A line that cannot be read makes dhcpd write its journal anew at once.
die_at() {
	echo "a line that nobody wrote" >>"$TMP/state/leases"
	ASAN_OPTIONS=verify_asan_link_order=0 start dhcpd env \
		LD_PRELOAD="$TMP/kill_at.so" KILL_AT="$1" \
		"$BUILD/dhcpd" -v -c "$CONFIG"
	wait_for 10 is_dead
	stop dhcpd KILL 2>/dev/null || true
}
is_dead() {
	! kill -0 "${PIDS[dhcpd]}" || [ "$(ps -o state= "${PIDS[dhcpd]}")" = Z ]
}

load_begins
n=0
end=$((SECONDS + SECONDS_MAX))
while [ "$SECONDS" -lt "$end" ] && [ "$n" -lt 3 ]; do
	while read -r -u 6 point; do
		die_at "$point"
		load_after_kill "$point"
		expect_equal "leases of others after $point" "$OTHERS" "$(others)"
	done 6< <(points)
	n=$((n + 1))
done
[ "$n" -gt 0 ] || fail "not one round in $SECONDS_MAX s"
serve_dhcpd
# And one that is let go on to its end.
written_anew() {
	! grep -q "nobody wrote" "$TMP/state/leases"
}
wait_for 10 written_anew
expect_equal "leases of others in the end" "$OTHERS" "$(others)"
sleep 1
load_ends

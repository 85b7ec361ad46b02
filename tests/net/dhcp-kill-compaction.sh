#!/bin/bash
# SPDX-License-Identifier: ISC
#
# kill -9 while the journal is written anew beside itself, and while the new one
# takes its place, under load: whichever of the two is there afterwards has every
# ACK that a client saw, and every lease of before. A journal that is whole only
# in between would lose all of a site.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
. "$(dirname "$0")/lib-dhcp-kill.sh"
KILLS=24
SECONDS_MAX=80
OTHERS=20000 # leases of another network: some twenty parts of a new journal
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.2 - 192.168.10.250/' "$CONFIG"
echo "[subnet 10.1.0.0/16]" >>"$CONFIG"
python3 -c '
import sys, time
for n in range(1, int(sys.argv[1]) + 1):
    print("%d 52:55:00:00:%02x:%02x 10.1.%d.%d * *" % (
        time.time() + 86400, n >> 8, n & 255, n >> 8, n & 255))
' "$OTHERS" >"$TMP/dnsmasq.leases"
expect "leases to begin with" "$BUILD/dhcpd" -c "$CONFIG" \
	--import-leases "$TMP/dnsmasq.leases"

# overgrow - what it says five times over, so that it is written anew at once; one
# that was not, for its server was killed, is long enough
overgrow() {
	[ "$(wc -l <"$TMP/state/leases")" -lt $((5 * OTHERS)) ] || return 0
	cp "$TMP/state/leases" "$TMP/once"
	for _ in 1 2 3 4; do
		cat "$TMP/once" >>"$TMP/state/leases"
	done
}

n_starts=0
serve_overgrown() {
	overgrow
	start dhcpd "$BUILD/dhcpd" -v -c "$CONFIG"
	n_starts=$((n_starts + 1))
	wait_log_times dhcpd serving "$n_starts"
}

# wait_new there|gone - until a new file is beside, or none any more
wait_new() {
	for _ in $(seq 2000); do
		if [ -e "$TMP/state/leases.new" ]; then
			[ "$1" != there ] || return 0
		else
			[ "$1" != gone ] || return 0
		fi
		sleep 0.001
	done
}

# others - how many of the leases of before the file has
others() {
	"$BUILD/dhcpd" -l -c "$CONFIG" | grep -c '^10\.1\..*52:55:.*bound'
}

serve_overgrown
load_begins
n=0 n_within=0
end=$((SECONDS + SECONDS_MAX))
while [ "$n" -lt "$KILLS" ] && [ "$SECONDS" -lt "$end" ]; do
	wait_new there
	# Every third time just when it has taken the old one's place.
	if [ $((n % 3)) -eq 0 ]; then
		wait_new gone
	else
		sleep "0.0$((RANDOM % 6))"
	fi
	stop dhcpd KILL 2>/dev/null || true
	n=$((n + 1))
	[ ! -e "$TMP/state/leases.new" ] || n_within=$((n_within + 1))
	load_after_kill "$n"
	expect_equal "leases of before, after kill $n" "$OTHERS" "$(others)"
	serve_overgrown
done
sleep 1
load_ends
[ "$n" -ge 10 ] || fail "only $n kills in $SECONDS_MAX s prove too little"
[ "$n_within" -ge 3 ] || fail "only $n_within of $n kills met a new file"
echo "$n kills, $n_within of them while the new file was written"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Once it serves, a daemon that root started is another user, has no further
# groups, may gain nothing by exec, and holds no capability that it does not
# use: tftpd and repod none at all, dhcpd at most those to send raw frames and
# to bind. Its state folder is its own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
good_config
# field DAEMON NAME
field() {
	awk -v name="$2:" '$1 == name { $1 = ""; sub(/^ /, ""); print }' \
		"/proc/${PIDS[$1]}/status"
}
uid=$(id -u nobody)
gid=$(id -g nobody)
# CAP_NET_BIND_SERVICE 10, CAP_NET_ADMIN 12, CAP_NET_RAW 13
NET=$((1 << 10 | 1 << 12 | 1 << 13))
for daemon in $DAEMONS; do
	serve "$daemon"
	expect "$daemon serves" answers "$daemon"
	expect_equal "$daemon: user" "$uid $uid $uid $uid" \
		"$(field "$daemon" Uid | xargs)"
	expect_equal "$daemon: group" "$gid $gid $gid $gid" \
		"$(field "$daemon" Gid | xargs)"
	expect_equal "$daemon: groups" "" "$(field "$daemon" Groups | xargs)"
	expect_equal "$daemon: NoNewPrivs" 1 "$(field "$daemon" NoNewPrivs)"
	for set in CapPrm CapEff CapBnd; do
		capabilities=$((16#$(field "$daemon" $set)))
		[ "$daemon" != dhcpd ] || capabilities=$((capabilities & ~NET))
		expect_equal "$daemon: $set" 0 "$capabilities"
	done
	for set in CapInh CapAmb; do
		expect_equal "$daemon: $set" 0 "$((16#$(field "$daemon" $set)))"
	done
	expect_equal "$daemon: owner of its state" nobody \
		"$(stat -c %U "$TMP/state")"
	expect_equal "$daemon: owner of its events" nobody \
		"$(stat -c %U "$TMP/state/events/$daemon.jsonl")"
	expect_equal "$daemon: mode of its events" 644 \
		"$(stat -c %a "$TMP/state/events/$daemon.jsonl")"
	stop "$daemon"
	rm -rf "$TMP/state"
done

# An account that is not there: nothing is served, as nobody or as root.
sed -i 's/^user .*/user = no-such-account/' "$CONFIG"
for daemon in $DAEMONS; do
	expect_equal "$daemon without its account" 3 \
		"$(status_of timeout 5 "$BUILD/$daemon" -c "$CONFIG")"
	expect_output "$daemon without its account" \
		"user no-such-account: no such account; create it"
done

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Started with standard input, output and error closed, a daemon puts /dev/null
# there: else a socket would get number 2, and the log would go to a peer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
good_config
served() {
	[ -e "$TMP/state/events/$1.jsonl" ] && answers "$1"
}
for daemon in $DAEMONS; do
	start "$daemon" bash -c "exec $BUILD/$daemon -c $CONFIG <&- >&- 2>&-"
	wait_for 5 served "$daemon"
	for fd in 0 1 2; do
		# The device's own number: its name differs in a chroot.
		expect_equal "$daemon: descriptor $fd" 1:3 \
			"$(stat -L -c %t:%T "/proc/${PIDS[$daemon]}/fd/$fd")"
	done
	expect "$daemon stops" stop "$daemon"
done

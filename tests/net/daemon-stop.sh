#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGTERM and SIGINT end a daemon that has nothing to do at once, with 0, and its
# port is free for the next one: a restart does not wait.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
good_config
for daemon in $DAEMONS; do
	for signal in TERM INT TERM; do
		serve "$daemon"
		expect "$daemon serves" answers "$daemon"
		began=$(date +%s%N)
		status=0
		stop "$daemon" "$signal" || status=$?
		expect_equal "$daemon after SIG$signal" 0 "$status"
		expect "$daemon took long to stop" \
			test $(($(date +%s%N) - began)) -lt 1500000000
		: >"$TMP/$daemon.log"
	done
done

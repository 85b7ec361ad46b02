#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP reads the file again: a bad one is told with its line and changes
# nothing, a good one is taken; the daemon goes on either way (ISC dhcpd and
# atftpd die of it).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
for daemon in $DAEMONS; do
	good_config
	chmod 644 "$CONFIG"
	serve "$daemon"
	expect "$daemon serves" answers "$daemon"

	echo "nonsense" >>"$CONFIG"
	line=$(wc -l <"$CONFIG")
	kill -HUP "${PIDS[$daemon]}"
	wait_log "$daemon" "bootyard.ini:$line: 'nonsense' is neither"
	wait_log "$daemon" "reload: the running configuration stays"
	expect "$daemon serves by the old file" answers "$daemon"

	rm "$CONFIG"
	kill -HUP "${PIDS[$daemon]}"
	wait_log "$daemon" "bootyard.ini: No such file or directory"
	expect "$daemon serves without its file" answers "$daemon"

	good_config other
	kill -HUP "${PIDS[$daemon]}"
	wait_log "$daemon" "reload: the configuration was read again"
	expect "$daemon serves by the new file" answers "$daemon" other
	for _ in 1 2 3 4 5; do
		kill -HUP "${PIDS[$daemon]}"
	done
	expect "$daemon serves after many signals" answers "$daemon" other
	expect "$daemon stops as asked" stop "$daemon"
done

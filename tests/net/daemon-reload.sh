#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP reads the file again: a bad one is told with its line and changes
# nothing, a good one is taken; the daemon goes on either way (ISC dhcpd and
# atftpd die of it). A file that names a folder outside of the sandbox, which
# holds for good, is told as such, with what to do, and changes nothing.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
# Not below $TMP, which is the configuration's folder.
outside=$(mktemp -d /var/tmp/bootyard.XXXXXX)
at_exit rm -rf "$outside"
chmod 755 "$outside"
echo "content of $TMP/$outside" >"$outside/file"
chmod 644 "$outside/file"
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

	sed -i "s,^root .*,root = $outside," "$CONFIG"
	: >"$TMP/$daemon.log"
	kill -HUP "${PIDS[$daemon]}"
	wait_log "$daemon" "$outside lies outside .* sandbox .* restart the daemon"
	wait_log "$daemon" "reload: the running configuration stays"
	expect_equal "$daemon: errors" 2 "$(grep -c error: "$TMP/$daemon.log")"
	expect "$daemon serves what it may read" answers "$daemon" other
	expect "$daemon stops as asked" stop "$daemon"
	: >"$TMP/$daemon.log"
	serve "$daemon"
	expect "$daemon serves it after a restart" answers "$daemon" "$outside"
	stop "$daemon"
done

# Any folder that it would have to reach, not the trees alone.
good_config
serve dhcpd
sed -i "/^\[subnet/i [dhcpd]\nhosts = $outside/hosts" "$CONFIG"
mkdir "$outside/hosts"
kill -HUP "${PIDS[dhcpd]}"
wait_log dhcpd "$outside lies outside .* lets it read; restart the daemon"
good_config
sed -i "s,^state .*,state = $outside," "$CONFIG"
kill -HUP "${PIDS[dhcpd]}"
wait_log dhcpd "$outside lies outside .* lets it write to; restart the daemon"
stop dhcpd

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Whoever takes a daemon over gets no further: from inside each of the three,
# as it serves, a file outside of its folders (that its user may read), a new
# file, a program, a process and sockets of other kinds than its own are tried
# and refused. /proc shows what is in force, -v says it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
good_config
gcc -shared -fPIC -O1 -o "$TMP/misbehave.so" tests/net/misbehave.c

# Not below $TMP, which is the configuration's folder.
outside=$(mktemp -d /var/tmp/bootyard.XXXXXX)
at_exit rm -rf "$outside"
chmod 777 "$outside"
echo secret >"$outside/readable"
chmod 644 "$outside/readable"

# attempt DAEMON WHAT - how it ended
attempt() {
	sed -n "s/^misbehave: $2: //p" "$TMP/$1.log"
}

# allowed DAEMON - the kinds of sockets that it makes while it serves
allowed() {
	case $1 in
	dhcpd | tftpd) echo "datagram socket" ;;
	repod) echo "stream socket" ;;
	esac
}

for daemon in $DAEMONS; do
	start "$daemon" env "MISBEHAVE_READ=$outside/readable" \
		"MISBEHAVE_WRITE=$outside/new" "LD_PRELOAD=$TMP/misbehave.so" \
		"ASAN_OPTIONS=verify_asan_link_order=0" \
		"$BUILD/$daemon" -v -c "$CONFIG"
	wait_log "$daemon" serving
	wait_log "$daemon" "sandbox: Landlock on, seccomp on"
	expect_equal "$daemon: Seccomp" 2 \
		"$(awk '$1 == "Seccomp:" { print $2 }' "/proc/${PIDS[$daemon]}/status")"
	kill -USR1 "${PIDS[$daemon]}"
	wait_log "$daemon" "misbehave: end"
	for what in read write; do
		expect_equal "$daemon: $what" EACCES "$(attempt "$daemon" $what)"
	done
	for what in exec "fork by clone3" "raw socket" "stream socket" \
		"datagram socket" "packet socket" "stream to a service" \
		namespace key bpf; do
		want=ENOSYS
		[ "$what" != "$(allowed "$daemon")" ] || want='done'
		expect_equal "$daemon: $what" $want "$(attempt "$daemon" "$what")"
	done
	# The leak checker needs these two.
	if [ "${BUILD##*/}" != asan ]; then
		expect_equal "$daemon: fork" ENOSYS "$(attempt "$daemon" fork)"
		expect_equal "$daemon: trace" ENOSYS "$(attempt "$daemon" trace)"
	fi
	expect "$daemon serves on" answers "$daemon"
	stop "$daemon"
done
expect "a file was made" test ! -e "$outside/new"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# On a kernel without Landlock, and on one without filters of system calls, each
# daemon serves all the same, as its own user, and one warning a protection says
# what is not in force and what that means.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
good_config
gcc -O1 -o "$TMP/older_kernel" tests/net/older_kernel.c

# warnings DAEMON WHAT - how many there are
warnings() {
	grep -c "warning: sandbox: no $2" "$TMP/$1.log" || true
}

for daemon in $DAEMONS; do
	for lacks in landlock seccomp; do
		start "$daemon" "$TMP/older_kernel" $lacks "$BUILD/$daemon" -v -c "$CONFIG"
		wait_log "$daemon" serving
		in_force=on
		[ $lacks = landlock ] || in_force=off
		wait_log "$daemon" "sandbox: Landlock off, seccomp $in_force"
		expect_equal "$daemon without $lacks: Landlock is told" 1 \
			"$(warnings "$daemon" 'Landlock (Function not implemented): files outside')"
		expect_equal "$daemon without $lacks: seccomp is told" "$([ $lacks = landlock ] && echo 0 || echo 1)" \
			"$(warnings "$daemon" 'seccomp (.*): system calls are not filtered')"
		expect "$daemon without $lacks serves" answers "$daemon"
		stop "$daemon"
		rm "$TMP/$daemon.log"
	done
done

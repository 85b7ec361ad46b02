#!/bin/bash
# SPDX-License-Identifier: ISC
#
# From the three superservers of Debian, in wait mode, with the files of
# etc/inetd as they stand: the first request and the next ones are served, by
# one process.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
. "$(dirname "$0")/lib-host.sh"
peer OPENBSD openbsd-inetd inetd
peer INETUTILS inetutils-inetd inetutils-inetd
peer XINETD xinetd xinetd
random_file "$ROOT/f" 5000
net_pair
net_client_address 192.168.10.2

check_serving() {
	wait_bound 69
	tftp_client <<-'END'
		for _ in range(3):
		    equal("content", content("f"),
		          Client().fetch("f", [("blksize", 1432), ("tsize", 0)]))
	END
	expect_equal "$1: one process served them all" 1 \
		"$(ip netns pids "$SERVER" | xargs -r ps -o comm= -p | grep -cx tftpd)"
	stop "$1" || true
	ip netns pids "$SERVER" | xargs -r kill
	wait_for 5 eval "! on_server ss -lnuH | grep ':69 ' >/dev/null"
}

# As /etc/xinetd.conf of Debian has it.
echo "includedir $PWD/etc/inetd/xinetd.d" >"$TMP/xinetd.conf"
start_on_host xinetd "$XINETD" -dontfork -f "$TMP/xinetd.conf" \
	-pidfile "$TMP/xinetd.pid"
check_serving xinetd

start_on_host openbsd "$OPENBSD" -di "$PWD/etc/inetd/inetd.conf"
check_serving openbsd

start_on_host inetutils "$INETUTILS" -d "$PWD/etc/inetd/inetd.conf"
check_serving inetutils

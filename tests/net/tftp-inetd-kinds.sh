#!/bin/bash
# SPDX-License-Identifier: ISC
#
# From the other two superservers, xinetd and inetutils-inetd, in wait mode with
# a line as their users have it: the first request and the next ones are served,
# by one process.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
peer XINETD xinetd xinetd
peer INETUTILS inetutils-inetd inetutils-inetd
random_file "$ROOT/f" 5000
net_pair
net_client_address 192.168.10.2

check_serving() {
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

cat >"$TMP/xinetd.conf" <<END
service tftp
{
	type        = UNLISTED
	port        = 69
	socket_type = dgram
	protocol    = udp
	wait        = yes
	user        = root
	server      = $BUILD/tftpd
	server_args = -s $ROOT
	disable     = no
}
END
start xinetd "$XINETD" -dontfork -f "$TMP/xinetd.conf" -pidfile "$TMP/xinetd.pid"
wait_bound 69
check_serving xinetd

echo "69 dgram udp4 wait root $BUILD/tftpd tftpd -s $ROOT" >"$TMP/inetd.conf"
start inetutils "$INETUTILS" -d "$TMP/inetd.conf"
wait_bound 69
check_serving inetutils

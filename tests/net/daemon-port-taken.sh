#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A port that another program holds is told with its number, and the exit
# status is 3: a supervisor sees that it did not start. Two dhcpds, which could
# share the port, never share a lease file.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
needs python3
net_pair
good_config
# hold TYPE PORT - bind it, and say so
hold() {
	start holder python3 -uc '
import socket, sys, time
s = socket.socket(type=getattr(socket, sys.argv[1]))
s.bind(("0.0.0.0", int(sys.argv[2])))
if sys.argv[1] == "SOCK_STREAM": s.listen()
print("bound")
time.sleep(60)' "$@"
	wait_log holder bound
}
refuses() {
	hold "$2" "$3"
	expect_equal "$1" 3 "$(status_of timeout 5 "$BUILD/$1" -c "$CONFIG")"
	expect_output "$1" "error: .*\b$3\b.*in use"
	stop holder || true
	: >"$TMP/holder.log"
	serve "$1"
	expect "$1 serves once the port is free" answers "$1"
}
refuses dhcpd SOCK_DGRAM 67
refuses tftpd SOCK_DGRAM 69
refuses repod SOCK_STREAM 80

expect_equal "a second dhcpd" 3 \
	"$(status_of timeout 5 "$BUILD/dhcpd" -c "$CONFIG")"
expect_output "a second dhcpd" "state/leases: another dhcpd has it open"

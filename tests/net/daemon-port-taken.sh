#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A port that another program holds is told with its number and the program's
# name and pid, and the exit status is 3: a supervisor sees that it did not
# start. -t says the same of every port beforehand, but has no word against this
# daemon itself, against one that serves other interfaces, or against an inetd
# that is to start it. Two dhcpds, which could share the port, never share a
# lease file.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
needs python3 setpriv systemd-socket-activate
net_pair
ip -n "$SERVER" link add eth1 type veth peer name eth1p
good_config
# hold TYPE:PORT[:INTERFACE]... - a program that binds them all, and says so
hold() {
	: >"$TMP/holder.log"
	start holder python3 -uc '
import socket, sys, time
sockets = []
for word in sys.argv[1:]:
    kind, port, interface = (word + ":").split(":")[:3]
    family = socket.AF_INET6 if "6" in kind else socket.AF_INET
    s = socket.socket(family, socket.SOCK_STREAM if "tcp" in kind else socket.SOCK_DGRAM)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    if interface:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
    s.bind(("", int(port)))
    if "tcp" in kind: s.listen()
    sockets.append(s)
print("bound")
time.sleep(600)' "$@"
	wait_log holder bound 20
}
# tries DAEMON - -t, whose status does not depend on what runs
tries() {
	expect_equal "$1 -t" 0 "$(status_of "$BUILD/$1" -t -c "$CONFIG")"
}
expect_nothing_held() {
	! grep -E 'is held' "$TMP/output" >&2 || fail "$1: a false alarm"
}

# --- another program

hold udp:67 udp:4011 udp:69 tcp:80 tcp6:21
who="python3 \(pid ${PIDS[holder]}\)"
for row in dhcpd:67 tftpd:69 repod:80; do
	daemon=${row%:*}
	expect_equal "$daemon" 3 "$(status_of timeout 20 "$BUILD/$daemon" -c "$CONFIG")"
	expect_output "$daemon" "error: .*\b${row#*:}\b.*in use, by $who: stop it"
done
for row in "dhcpd:UDP port 67:stop it" "dhcpd:UDP port 4011:firmware" \
	"tftpd:UDP port 69:stop it, .* listen" "repod:TCP port 80:stop it, .* -H" \
	"repod:TCP port 21:stop it, .* -F"; do
	IFS=: read -r daemon port step <<<"$row"
	tries "$daemon"
	expect_output "$daemon -t" "warning: $port is held by $who: $step"
	expect_equal "$daemon -t: $port once" 1 "$(grep -c "$port is held" "$TMP/output")"
done
expect_equal "tftpd -t by a user" 0 "$(status_of setpriv --reuid=nobody \
	--regid=nogroup --clear-groups --inh-caps=-all --bounding-set=-all \
	"$BUILD/tftpd" -t -c "$CONFIG")"
expect_output "tftpd -t by a user" "UDP port 69 is held by a process that this \
account may not look into \(as root, ss -lunp names it\): if it is not this tftpd, stop it"
# The manager's reload: what is held is held for this daemon.
expect_equal "tftpd -t at a reload" 0 \
	"$(status_of env MAINPID=1 "$BUILD/tftpd" -t -c "$CONFIG")"
expect_nothing_held "tftpd -t at a reload"
stop holder || true

# --- others that are not in the way, and this daemon itself

hold udp:67:eth1 tcp:69 udp:80
for daemon in $DAEMONS; do
	tries "$daemon"
	expect_nothing_held "$daemon -t beside others"
	serve "$daemon"
	expect "$daemon serves once the port is free" answers "$daemon"
	tries "$daemon"
	expect_nothing_held "$daemon -t beside itself"
done
expect_equal "a second dhcpd" 3 \
	"$(status_of timeout 20 "$BUILD/dhcpd" -c "$CONFIG")"
expect_output "a second dhcpd" "state/leases: another dhcpd has it open"

# --- who is to start it

stop tftpd
start activate systemd-socket-activate -d -l 0.0.0.0:69 "$BUILD/tftpd" -c "$CONFIG"
wait_bound 69
tries tftpd
expect_output "tftpd -t before its socket's first datagram" \
	"UDP port 69 is held by systemd-socket-? \(pid ${PIDS[activate]}\), which starts"

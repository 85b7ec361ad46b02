#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Started by a service manager that passes sockets (LISTEN_FDS), here
# systemd-socket-activate with one for each family: the request that started it
# is served, so are later ones by the same process, by both sockets.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
needs systemd-socket-activate
random_file "$ROOT/f" 5000
net_pair
net_client_address 192.168.10.2
ip -n "$SERVER" address add fd00::1/64 dev eth0
ip -n "$CLIENT" address add fd00::2/64 dev eth0
start activate systemd-socket-activate -d -l 0.0.0.0:69 -l '[fd00::1]:69' \
	"$BUILD/tftpd" -v -s "$ROOT"
wait_bound 69

tftp_client <<'END'
for server in "192.168.10.1", "fd00::1", "192.168.10.1":
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    equal(server, content("f"),
          Client(server, family=family).fetch("f", [("blksize", 1000)]))
END
expect_equal "started once" 1 \
	"$(grep -c 'serving .*, on sockets passed in' "$TMP/activate.log")"
status=0
stop activate || status=$?
expect_equal "it ends well" 0 "$status"

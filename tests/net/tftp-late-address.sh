#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Listening on an address that no interface has yet (a virtual one, or a network
# that comes up late): tftpd starts, says so, and serves once the address is
# there, again after it went and came back. IPv4 and IPv6.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
net_pair
net_client_address 192.168.10.2
ip -n "$CLIENT" address add fd00::2/64 dev eth0
tftp_start -a '192.168.10.77:69, [fd00::77]:69'
wait_log tftpd 'no interface has the address of 192.168.10.77:69 yet'
wait_log tftpd 'no interface has the address of \[fd00::77\]:69 yet'

for _ in 1 2; do
	ip -n "$SERVER" address add 192.168.10.77/24 dev eth0
	ip -n "$SERVER" address add fd00::77/64 dev eth0
	tftp_client <<-'END'
		for server in "192.168.10.77", "fd00::77":
		    family = socket.AF_INET6 if ":" in server else socket.AF_INET
		    client = Client(server, family=family)
		    equal("content", content("f"), client.fetch("f"))
		    equal("source", server, client.tid[0])
	END
	ip -n "$SERVER" address del 192.168.10.77/24 dev eth0
	ip -n "$SERVER" address del fd00::77/64 dev eth0
done

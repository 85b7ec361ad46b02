#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The answer comes from the address that was asked, whichever of its own the
# server would choose (RFC 1123 section 2.3 has it for all of UDP): firewalls, and
# clients that check, drop it otherwise. IPv4 and IPv6, files and errors.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
net_pair
net_client_address 192.168.10.2
ip -n "$SERVER" address add 192.168.10.77/24 dev eth0
ip -n "$SERVER" address add 10.9.9.9/32 dev lo
ip -n "$CLIENT" route add 10.9.9.9/32 via 192.168.10.1
ip -n "$SERVER" address add fd00::1/64 dev eth0
ip -n "$SERVER" address add fd00::77/64 dev eth0
ip -n "$CLIENT" address add fd00::2/64 dev eth0
tftp_start -l

tftp_client <<'END'
for server in "192.168.10.1", "192.168.10.77", "10.9.9.9", "fd00::77", "fd00::1":
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    client = Client(server, family=family)
    equal(server + ": content", content("f"), client.fetch("f"))
    equal(server + ": source of the data", server, client.tid[0])
    client = Client(server, family=family)
    client.ask("missing")
    equal(server + ": source of the error", server, client.expect(ERROR, 1).source[0])
END

# By its link-local address, as UEFI does over IPv6.
link_local=$(ip -n "$SERVER" -6 -o address show dev eth0 scope link | awk '{ print $4 }' | cut -d/ -f1)
LINK_LOCAL=$link_local tftp_client <<'END'
server = os.environ["LINK_LOCAL"]
client = Client(family=socket.AF_INET6)
client.server = (server, 69, 0, socket.if_nametoindex("eth0"))
equal("link-local: content", content("f"), client.fetch("f"))
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP reads the file again: a bad file changes nothing and says why with file
# and line, a good one takes effect for the next request, and leases stay.
# SIGHUP kills ISC dhcpd.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "domain = old.example"
serve_dhcpd
client_does <<-'END'
	equal("old", b"old.example", wire.bind(mac(1)).options[15])
END
sed -i 's/old.example/new.example/; s/^range.*/rnge = 1/' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
log_has "bootyard.ini:[0-9]+: unknown key 'rnge' in \[subnet\]; did you mean 'range'"
log_has 'running configuration stays'
client_does <<-'END'
	equal("unchanged", b"old.example", wire.bind(mac(1)).options[15])
END
sed -i 's/^rnge.*/range = 192.168.10.100 - 192.168.10.109/' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-'END'
	reply = wire.ask(message(mac(1), [kind(REQUEST),
	    (50, ip(wire.discover(mac(1)).yiaddr))]))
	equal("the lease stays", ACK, reply.type)
	equal("new", b"new.example", reply.options[15])
END

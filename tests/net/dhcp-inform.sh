#!/bin/bash
# SPDX-License-Identifier: ISC
#
# INFORM: options for a client that has its address from elsewhere; an ACK to
# ciaddr without yiaddr and without times, and no lease (RFC 2131 4.3.5).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "domain = lab.example"
serve_dhcpd
net_client_address 192.168.10.50
client_does <<-'END'
	reply = wire.ask(message(mac(1), [kind(INFORM)], ciaddr="192.168.10.50"),
	                 source="192.168.10.50")
	equal("an ACK", ACK, reply.type)
	equal("to ciaddr", "192.168.10.50", reply.destination)
	equal("no address is given", "0.0.0.0", reply.yiaddr)
	true("no times", not {51, 58, 59} & set(reply.options))
	equal("domain", b"lab.example", reply.options[15])
END
expect_not "no lease" grep -q bound "$TMP/state/leases"

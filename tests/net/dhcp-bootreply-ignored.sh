#!/bin/bash
# SPDX-License-Identifier: ISC
#
# BOOTREPLY packets are never answered, whatever they say, nor are requests
# that carry a server's message types: two servers would answer each other for
# ever. ISC dhcpd and Kea answer them.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	for number in range(0, 12):
	    wire.send(message(mac(1), [kind(number)] if number else [], op=2))
	for number in (OFFER, ACK, NAK, 0, 9, 255):
	    wire.send(message(mac(1), [kind(number)]))
	wire.expect_silence(message(mac(1), [kind(DISCOVER)], op=0))
	wire.bind(mac(1))
END

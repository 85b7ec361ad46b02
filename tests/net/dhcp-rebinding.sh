#!/bin/bash
# SPDX-License-Identifier: ISC
#
# REQUEST in state REBINDING: broadcast with ciaddr; the ACK goes to ciaddr. An
# address that is another's by now is answered with a NAK (RFC 2131 4.3.2).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	import subprocess
	one, two = mac(1), mac(2)
	address = wire.bind(one).yiaddr
	subprocess.run(["ip", "link", "set", "eth0", "address", mac_text(one)],
	               check=True)
	subprocess.run(["ip", "address", "add", address + "/24", "dev", "eth0"],
	               check=True)
	ack = wire.ask(message(one, [kind(REQUEST)], ciaddr=address),
	               source=address)
	equal("an ACK", ACK, ack.type)
	equal("to the client's address", address, ack.destination)
	nak = wire.ask(message(two, [kind(REQUEST)], ciaddr=address),
	               source=address)
	equal("a NAK", NAK, nak.type)
	equal("by broadcast", "255.255.255.255", nak.destination)
END

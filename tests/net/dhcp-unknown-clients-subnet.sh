#!/bin/bash
# SPDX-License-Identifier: ISC
#
# unknown-clients in a [subnet] counts there, and that of [dhcpd] elsewhere; a
# [host] with subnet = NETWORK is served there alone. Racks that anybody may
# install in stand beside racks that nobody may.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "unknown-clients = deny"
cat >>"$CONFIG" <<-END
	unknown-clients = allow
	[subnet 192.168.20.0/24]
	range = 192.168.20.100 - 192.168.20.109
	[host here]
	mac = 52:54:00:00:00:01
	subnet = 192.168.10.0/24
	[host there]
	mac = 52:54:00:00:00:02
	subnet = 192.168.20.0/24
END
serve_dhcpd
net_client_address 192.168.10.2
on_client ip address add 192.168.20.1/24 dev eth0
on_server ip route add 192.168.20.0/24 via 192.168.10.2
client_does <<-'END'
	def relayed(number):
	    return message(mac(number), [kind(DISCOVER)], giaddr="192.168.20.1")
	def by_relay(octets, ask):
	    return ask(octets, source="192.168.20.1", ports=(67, 67))
	wire.bind(mac(9))
	by_relay(relayed(9), wire.expect_silence)
	wire.bind(mac(1))
	by_relay(relayed(1), wire.expect_silence)
	wire.expect_silence(message(mac(2), [kind(DISCOVER)]))
	offer = by_relay(relayed(2), wire.ask)
	equal("of the other network", "192.168.20.", offer.yiaddr[:11])
END
log_has '52:54:00:00:00:09 DISCOVER: unknown-clients = deny'
log_has '52:54:00:00:00:01 DISCOVER: \[host here\] belongs to subnet 192.168.10.0/24 alone'

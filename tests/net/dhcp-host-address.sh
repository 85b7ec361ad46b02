#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A [host] with an address always gets that one, inside the range or outside,
# and nobody else does; its other keys come before the subnet's.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "domain = all.example"
sed -i 's/- 192.168.10.109/- 192.168.10.102/' "$CONFIG"
cat >>"$CONFIG" <<-END
	[host inside]
	mac = 52:54:00:00:00:01
	address = 192.168.10.101
	domain = inside.example
	[host outside]
	mac = 52:54:00:00:00:02
	address = 192.168.10.50
	router =
END
sed -i '/^\[subnet/a router = 192.168.10.254' "$CONFIG"
serve_dhcpd
client_does <<-'END'
	others = {wire.bind(mac(8)).yiaddr, wire.bind(mac(9)).yiaddr}
	equal("the others", {"192.168.10.100", "192.168.10.102"}, others)
	wire.expect_silence(message(mac(10), [kind(DISCOVER)]))
	inside = wire.bind(mac(1))
	equal("inside", "192.168.10.101", inside.yiaddr)
	equal("its own key", b"inside.example", inside.options[15])
	equal("the subnet's", "192.168.10.254", inside.address(3))
	outside = wire.bind(mac(2))
	equal("outside", "192.168.10.50", outside.yiaddr)
	true("an empty value sends nothing", 3 not in outside.options)
	equal("not another's", NAK, wire.select(mac(3), "192.168.10.50").type)
END

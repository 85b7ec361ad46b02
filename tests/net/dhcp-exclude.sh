#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Of several ranges less what exclude names, every address is given away once,
# and no other; one that is excluded is still a [host]'s own. The router in the
# middle of the range would suffer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END
	range   = 192.168.10.200 - 192.168.10.202
	exclude = 192.168.10.101 - 192.168.10.105, 192.168.10.201
	[host web1]
	mac     = 52:54:00:00:00:63
	address = 192.168.10.103
END
serve_dhcpd
client_does <<-'END'
	given = [wire.bind(mac(i)).yiaddr for i in range(1, 8)]
	equal("all that is left", sorted("192.168.10.%d" % i for i in
	      (100, 106, 107, 108, 109, 200, 202)), sorted(given))
	wire.expect_silence(message(mac(8), [kind(DISCOVER)]))
	reply = wire.select(mac(8), "192.168.10.101")
	equal("an excluded one is refused", NAK, reply.type)
	equal("a host's own", "192.168.10.103", wire.bind(mac(99)).yiaddr)
END
log_has 'no free address in 192.168.10.0/24'

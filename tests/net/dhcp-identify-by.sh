#!/bin/bash
# SPDX-License-Identifier: ISC
#
# identify-by = mac (the default): one machine keeps one address from firmware to
# installed system, whatever client identifier each stage sends. client-id: RFC
# 2131 4.2 to the letter, but that 01 + MAC and the bare MAC are one.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	me = mac(1)
	stages = [[], [(61, b"\1" + me)], [(61, b"\xff\1\2\3\4\5")]]
	equal("one address", 1, len({wire.bind(me, *s).yiaddr for s in stages}))
END
sed -i 's/^lease-time/identify-by = client-id\nlease-time/' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-'END'
	me = mac(2)
	bare, with_01, other = (wire.bind(me, *s).yiaddr for s in (
	    [], [(61, b"\1" + me)], [(61, b"\xff\1\2\3\4\5")]))
	equal("01 + MAC is the MAC", bare, with_01)
	true("another identifier is another client", other != bare)
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An interface whose addresses are in no [subnet]: silence, and a line that says
# which network is missing, once, not for each packet.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/192.168.10/172.16.5/g' "$CONFIG"
serve_dhcpd
client_does <<-'END'
	for _ in range(3):
	    wire.expect_silence(message(mac(1), [kind(DISCOVER)]), seconds=0.3)
END
log_has 'eth0 are not answered: no \[subnet\] holds 192.168.10.1$'
expect_equal "one line" 1 "$(grep -c 'are not answered' "$TMP/dhcpd.log")"

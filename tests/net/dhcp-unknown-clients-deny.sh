#!/bin/bash
# SPDX-License-Identifier: ISC
#
# unknown-clients = deny: machines that a [host] names by MAC, by a prefix of
# it, by UUID or client identifier are served; others meet silence.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "unknown-clients = deny"
cat >>"$CONFIG" <<-END
	[host by-mac]
	mac = 52:54:00:00:00:01, 52:54:00:00:00:02
	[host by-prefix]
	mac = 52:54:00:01:*
	[host by-uuid]
	uuid = 4c4c4544-0042-3310-8051-b8c04f445431
	[host by-client-id]
	client-id = 01:02:03
END
serve_dhcpd
client_does <<-'END'
	wire.bind(mac(1))
	wire.bind(mac(2))
	wire.bind(mac(0x10005))
	# As firmware sends it: the first three fields little-endian.
	uuid = bytes.fromhex("44454c4c420010338051b8c04f445431")
	wire.bind(mac(0x990001), (97, b"\0" + uuid))
	wire.bind(mac(0x990002), (61, b"\1\2\3"))
	wire.expect_silence(message(mac(3), [kind(DISCOVER)]))
	wire.expect_silence(message(mac(3), [kind(REQUEST),
	    (50, ip("192.168.10.100"))]))
END
log_has '52:54:00:00:00:03 DISCOVER: unknown-clients = deny, and no \[host\] names it'

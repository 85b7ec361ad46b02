#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Values of a machine come from its [host], else from the [group] that it is in,
# else from [subnet], else from [dhcpd]. Machines are known by MAC without an
# address of their own. Sysadmins keep a hundred alike machines in one place.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "domain = all.example" "filename = all.0"
cat >>"$CONFIG" <<-END
	dns = 192.168.10.1
	domain = subnet.example
	[host first]
	mac = 52:54:00:00:00:01
	group = web
	domain = first.example
	[host second]
	mac = 52:54:00:00:00:02
	group = web
	[host third]
	mac = 52:54:00:00:00:03
	[group web]
	domain = web.example
	filename = web.0
	dns = 192.168.10.2
END
serve_dhcpd
client_does <<-'END'
	first, second, third = (wire.bind(mac(n)) for n in (1, 2, 3))
	equal("the host's own", b"first.example", first.options[15])
	equal("the group's", b"web.example", second.options[15])
	equal("the subnet's", b"subnet.example", third.options[15])
	equal("the group's file", "web.0", first.file)
	equal("the group's file", "web.0", second.file)
	equal("the file for all", "all.0", third.file)
	equal("the group's dns", "192.168.10.2", first.address(6))
	equal("the subnet's dns", "192.168.10.1", third.address(6))
END
cp "$CONFIG" "$TMP/wrong.ini"
sed -i 's/^\[group web\]/[group wbe]/' "$TMP/wrong.ini"
status=0
"$BUILD/dhcpd" -t -c "$TMP/wrong.ini" 2>"$TMP/said" || status=$?
expect_equal "status" 1 "$status"
expect "the host is named" grep -q 'wrong.ini:[0-9]*: \[host first\]: there is no \[group web\]' "$TMP/said"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# -t finds what one line alone does not show, each error with file and line, and
# ends with 1: overlapping subnets and ranges, ranges and hosts outside, machines
# named twice.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
wrong=$TMP/wrong.ini
cat >"$wrong" <<-END
	[subnet 192.168.10.0/24]
	range = 192.168.10.100 - 192.168.10.200, 192.168.10.150 - 192.168.10.210
	range = 192.168.11.5 - 192.168.11.9
	range = 192.168.10.0 - 192.168.10.9
	option.nto-servers = 192.168.10.1
	dns.x64-uefy = 192.168.10.1
	filename = a
	[subnet 192.168.10.128/25]
	[host a]
	mac = 52:54:00:00:00:01
	address = 192.168.10.50
	[host b]
	mac = 52-54-00-00-00-01
	address = 192.168.10.50
	[host c]
	address = 10.0.0.1
	[host d]
	mac = 52:54:00
END
cat >"$TMP/cross.ini" <<-END
	$(sed '/nto-servers/d; /uefy/d; /host d/,$d' "$wrong")
END
expect_not "two files with errors" "$BUILD/dhcpd" -t -c "$wrong"
for line in "5: option.nto-servers: no such option; did you mean 'ntp-servers'" \
	"6: dns.x64-uefy: no such class; did you mean 'x64-uefi'" \
	"18: mac = 52:54:00: not a MAC"; do
	expect_said "an error" "wrong.ini:$line"
done
expect_not "cross checks" "$BUILD/dhcpd" -t -c "$TMP/cross.ini"
for line in "2: range 192.168.10.150 - 192.168.10.210 overlaps" \
	"3: range 192.168.11.5 - 192.168.11.9 is not inside 192.168.10.0/24" \
	"4: range 192.168.10.0 - 192.168.10.9 holds the network's own" \
	"6: \[subnet 192.168.10.128/25\] overlaps \[subnet 192.168.10.0/24\]" \
	"11: 52:54:00:00:00:01 names \[host a\] and \[host b\]" \
	"10: \[host a\] and \[host b\] have the same address" \
	"13: \[host c\] has no mac, uuid or client-id" \
	"13: \[host c\]: no \[subnet\] holds its address 10.0.0.1"; do
	expect_said "an error" "cross.ini:$line"
done
status=0
"$BUILD/dhcpd" -t -c "$wrong" >/dev/null 2>&1 || status=$?
expect_equal "status" 1 "$status"
write_dhcp_config
expect "a good one" "$BUILD/dhcpd" -t -c "$CONFIG"
expect_said "it says so" 'configuration OK'

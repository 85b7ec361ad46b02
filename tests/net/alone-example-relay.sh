#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/two-subnets-relay as it stands, with the real isc-dhcp-relay: a
# machine of each subnet has an address of its own subnet.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-host.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
peer DHCRELAY isc-dhcp-relay dhcrelay
net_pair
example two-subnets-relay
random_file "$ROOT/pxelinux.0" 42988
host_serves dhcpd
udhcpc_bind eth0 "${PXE_BIOS[@]}"
expect "an address of the near subnet" in_range "$(lease_says ip)"
ip -n "$CLIENT" address flush dev eth0

# $CLIENT is the router now.
net_client_address 192.168.10.2
FAR=by-$$-far
net_namespace "$FAR"
ip link add eth0 netns "$FAR" type veth peer name eth1 netns "$CLIENT"
ip -n "$FAR" link set eth0 up
ip -n "$CLIENT" address add 10.1.0.1/24 dev eth1
ip -n "$CLIENT" link set eth1 up
ip -n "$SERVER" route add 10.1.0.0/24 via 192.168.10.2
on_client sysctl -qw net.ipv4.ip_forward=1
# As Debian's start script makes a command line of it.
# shellcheck disable=SC1091 # of the example
. "$EXAMPLE/isc-dhcp-relay"
# shellcheck disable=SC2086,SC2153
start_client relay "$DHCRELAY" -4 -d --no-pid $OPTIONS $SERVERS
wait_log relay 'Sending on'
rm -f "$LEASE"
expect "udhcpc gets a lease" ip netns exec "$FAR" timeout 30 "$BUSYBOX" udhcpc -f \
	-q -n -i eth0 -t 5 -T 2 -s "$UDHCPC_SCRIPT" \
	-O bootfile "${PXE_BIOS[@]}"
expect "an address of the far subnet, not $(lease_says ip)" \
	grep -q '^ip=10\.1\.0\.[12]..$' "$LEASE"
expect_equal "its router" 10.1.0.1 "$(lease_says router)"
expect_equal "its boot file" pxelinux.0 "$(lease_boot_file)"

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# isc-dhcp-client gets an address from dhcpd, renews it by unicast, asks for it
# again after a restart (INIT-REBOOT), and gives it back: the client of Debian
# 12 and of CentOS 6 and 7 (RFC 2131 3.1, 3.2, 4.4.5, 4.4.6).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
needs dhclient
net_pair
write_config
sed -i 's/^lease-time.*/lease-time = 10s/' "$CONFIG"
serve_dhcpd

cat >"$TMP/dhclient.conf" <<-END
	timeout 20;
	request subnet-mask, routers, domain-name, domain-name-servers,
		tftp-server-name, bootfile-name;
END

# dhclient_start NAME OPTION... - in the foreground, logged as NAME
dhclient_start() {
	local name=$1
	shift
	start_client "$name" dhclient -4 -d -v -cf "$TMP/dhclient.conf" \
		-lf "$TMP/dhclient.leases" -pf "$TMP/dhclient.pid" \
		-sf "$DHCLIENT_SCRIPT" "$@" eth0
}

dhclient_start first
wait_log first "bound to" 20
address=$(lease_says new_ip_address)
expect "an address of the range" in_range "$address"
expect_equal "mask" 255.255.255.0 "$(lease_says new_subnet_mask)"
expect_equal "router" 192.168.10.254 "$(lease_says new_routers)"
expect_equal "dns" "192.168.10.1 192.168.10.2" "$(lease_says new_domain_name_servers)"
expect_equal "domain" lab.example "$(lease_says new_domain_name)"
expect_equal "lease" 10 "$(lease_says new_dhcp_lease_time)"
expect_equal "server" 192.168.10.1 "$(lease_says new_dhcp_server_identifier)"
expect_equal "boot file" pxelinux.0 "$(lease_says new_filename)"
expect_equal "boot file as an option" pxelinux.0 "$(lease_says new_bootfile_name)"
expect_equal "next-server" 192.168.10.1 "$(lease_says new_tftp_server_name)"

wait_log first "DHCPREQUEST for $address on eth0 to 192.168.10.1 port 67" 12
wait_log_times first "DHCPACK of $address" 2

stop first KILL || true
ip -n "$CLIENT" address flush dev eth0
dhclient_start second
wait_log second "bound to $address" 20
expect_not "no new search" grep -q DHCPDISCOVER "$TMP/second.log"

stop second KILL || true
dhclient_start third -r
wait_log third "DHCPRELEASE of $address on eth0 to 192.168.10.1 port 67" 10
wait_for 5 grep -Eqi "release.*($address|$(client_mac))" "$TMP/dhcpd.log"

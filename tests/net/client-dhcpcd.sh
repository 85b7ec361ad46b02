#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dhcpcd gets an address from dhcpd with its own DUID as client identifier, and
# the rest of the configuration by INFORM for an address that is already there
# (RFC 2131 3.1, 3.4, 4.3.5; RFC 4361).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
needs dhcpcd
net_pair
write_config
serve_dhcpd

cat >"$TMP/dhcpcd.conf" <<-END
	duid
	ipv4only
	noipv6rs
	nohook resolv.conf, hostname, ntp.conf
	option subnet_mask, routers, domain_name, domain_name_servers
	option tftp_server_name, bootfile_name
END
cat >"$TMP/dhcpcd-script" <<-END
	#!/bin/sh
	case \$reason in BOUND | INFORM | REBOOT) env >$LEASE.new && mv $LEASE.new $LEASE ;; esac
END
chmod 755 "$TMP/dhcpcd-script"

# Its state lies in fixed folders: give it empty ones. Inside `ip netns exec`
# mounts are nobody else's.
dhcpcd_run() {
	on_client sh -c 'mkdir -p /var/lib/dhcpcd /run/dhcpcd
		mount -t tmpfs none /var/lib/dhcpcd && mount -t tmpfs none /run &&
		exec timeout 40 dhcpcd "$@"' dhcpcd \
		-1 -4 -B -d -t 30 -f "$TMP/dhcpcd.conf" -c "$TMP/dhcpcd-script" "$@" eth0
}

expect "dhcpcd gets a lease" dhcpcd_run
address=$(lease_says new_ip_address)
expect "an address of the range" in_range "$address"
expect_equal "mask" 255.255.255.0 "$(lease_says new_subnet_mask)"
expect_equal "router" 192.168.10.254 "$(lease_says new_routers)"
expect_equal "dns" "192.168.10.1 192.168.10.2" "$(lease_says new_domain_name_servers)"
expect_equal "domain" lab.example "$(lease_says new_domain_name)"
expect_equal "lease" 3600 "$(lease_says new_dhcp_lease_time)"
expect_equal "boot file" pxelinux.0 "$(lease_says new_bootfile_name)"
expect_equal "next-server" 192.168.10.1 "$(lease_says new_tftp_server_name)"

ip -n "$CLIENT" address flush dev eth0
rm "$LEASE"
net_client_address 192.168.10.50
expect "dhcpcd asks with INFORM" dhcpcd_run -s 192.168.10.50/24
expect_said "it is answered" 'acknowledged 192.168.10.50|received approval for 192.168.10.50'
expect_equal "reason" INFORM "$(lease_says reason)"
expect_equal "router by INFORM" 192.168.10.254 "$(lease_says new_routers)"
expect_equal "domain by INFORM" lab.example "$(lease_says new_domain_name)"
expect_equal "no lease by INFORM" "" "$(lease_says new_dhcp_lease_time)"

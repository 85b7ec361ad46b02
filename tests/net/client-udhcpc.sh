#!/bin/bash
# SPDX-License-Identifier: ISC
#
# busybox udhcpc gets, keeps and gives back an address from dhcpd, with what the
# configuration says: the client of the Debian installer and of most small
# initrds (RFC 2131 3.1, 4.4.5, 4.4.6; RFC 2132).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
peer BUSYBOX busybox-static busybox
net_pair
write_config
serve_dhcpd

udhcpc_bind eth0
expect "an address of the range" in_range "$(lease_says ip)"
expect_equal "mask" 24 "$(lease_says mask)"
expect_equal "router" 192.168.10.254 "$(lease_says router)"
expect_equal "dns" "192.168.10.1 192.168.10.2" "$(lease_says dns)"
expect_equal "domain" lab.example "$(lease_says domain)"
expect_equal "lease" 3600 "$(lease_says lease)"
expect_equal "server" 192.168.10.1 "$(lease_says serverid)"
expect_equal "next-server" 192.168.10.1 "$(lease_says siaddr)"
expect_equal "boot file in the header" pxelinux.0 "$(lease_says boot_file)"
expect_equal "boot file in option 67" pxelinux.0 "$(lease_says bootfile)"

first=$(lease_says ip)
udhcpc_bind eth0
expect_equal "the same address again" "$first" "$(lease_says ip)"
udhcpc_bind eth0 -r 192.168.10.150
expect_equal "its own address, whatever it wishes" "$first" "$(lease_says ip)"

# In the foreground it renews on SIGUSR1 and releases on SIGUSR2.
ip -n "$CLIENT" address flush dev eth0
start_client udhcpc "$BUSYBOX" udhcpc -f -R -i eth0 -s "$UDHCPC_SCRIPT"
wait_log udhcpc "lease of $first obtained"
net_client_address "$first"
kill -USR1 "${PIDS[udhcpc]}"
wait_log udhcpc "renew"
wait_log_times udhcpc "lease of $first obtained" 2
kill -USR2 "${PIDS[udhcpc]}"
wait_log udhcpc "[Rr]eleas"
wait_for 5 grep -Eqi "release.*($first|$(client_mac))" "$TMP/dhcpd.log"

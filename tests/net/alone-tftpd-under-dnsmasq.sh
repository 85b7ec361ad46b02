#!/bin/bash
# SPDX-License-Identifier: ISC
#
# tftpd alone: dnsmasq gives addresses and names the boot file, as in a network
# that already has a DHCP server; our dhcpd and repod do not run. Each daemon
# has to be of use without the other two.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-tftp.sh"
peer BUSYBOX busybox-static busybox
peer DNSMASQ dnsmasq-base dnsmasq
needs curl
net_pair
tftp_tree
start dnsmasq "$DNSMASQ" -k -C /dev/null --port=0 --interface=eth0 --user=root \
	--dhcp-range=192.168.10.100,192.168.10.200,1h --dhcp-leasefile="$TMP/leases" \
	--dhcp-boot=pxelinux.0,,192.168.10.1 --log-facility=- --no-ping
wait_log dnsmasq started
# The line of an old xinetd entry, with no configuration file.
start tftpd "$BUILD/tftpd" -s "$ROOT"
wait_log tftpd serving

udhcpc_bind eth0
net_client_address "$(lease_says ip)"
next_server=$(lease_says siaddr)
boot_file=$(lease_boot_file)
expect "fetch what dnsmasq named" on_client timeout 20 "$BUSYBOX" tftp -g \
	-r "$boot_file" -l "$TMP/got" "$next_server"
expect_same_file "the boot file" "$ROOT/pxelinux.0" "$TMP/got"
expect "fetch the menu" on_client curl -sS --max-time 20 -o "$TMP/menu" \
	"tftp://$next_server/pxelinux.cfg/default"
expect_same_file "the menu" "$ROOT/pxelinux.cfg/default" "$TMP/menu"

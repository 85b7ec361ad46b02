#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dhcpd alone: dnsmasq serves the boot tree by TFTP; our tftpd and repod do not
# run, and there is no boot tree that dhcpd could look into.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-tftp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
peer DNSMASQ dnsmasq-base dnsmasq
net_pair
write_config
sed -i "s,^root .*,root = $TMP/no-tree-here," "$CONFIG"
tftp_tree
start dnsmasq "$DNSMASQ" -k -C /dev/null --port=0 --interface=eth0 --user=root \
	--enable-tftp --tftp-root="$ROOT" --log-facility=-
wait_log dnsmasq "TFTP root"
serve_dhcpd
lease_leads_to_boot_file

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# repod alone: dnsmasq gives address, boot file and menu; the kickstart that the
# menu names comes from repod, by FTP and by HTTP. Our dhcpd and tftpd do not
# run, and there is no configuration file.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-tftp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
peer DNSMASQ dnsmasq-base dnsmasq
needs curl
net_pair
tftp_tree
mkdir -p "$TMP/ftp/pub/ks"
printf 'install\nurl --url=ftp://192.168.10.1/pub/os\n' >"$TMP/ftp/pub/ks/ks7.cfg"
start dnsmasq "$DNSMASQ" -k -C /dev/null --port=0 --interface=eth0 --user=root \
	--dhcp-range=192.168.10.100,192.168.10.200,1h --dhcp-leasefile="$TMP/leases" \
	--dhcp-boot=pxelinux.0,,192.168.10.1 --log-facility=- --no-ping \
	--enable-tftp --tftp-root="$ROOT"
wait_log dnsmasq "TFTP root"
start repod "$BUILD/repod" -d "$TMP/ftp"
wait_log repod "serving /"

lease_leads_to_boot_file
for scheme in ftp http; do
	expect "the kickstart by $scheme" on_client curl -sS --fail --max-time 20 \
		-o "$TMP/ks" "$scheme://$(lease_says siaddr)/pub/ks/ks7.cfg"
	expect_same_file "by $scheme" "$TMP/ftp/pub/ks/ks7.cfg" "$TMP/ks"
done

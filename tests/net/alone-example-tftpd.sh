#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/tftpd-beside-dnsmasq as it stands: dnsmasq gives address and boot
# file, our tftpd hands it out, by the command line and by the configuration.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-host.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
peer DNSMASQ dnsmasq-base dnsmasq
net_pair
example tftpd-beside-dnsmasq
random_file "$ROOT/pxelinux.0" 42988
start_on_host dnsmasq "$DNSMASQ" -k -C "$PWD/$EXAMPLE/dnsmasq.conf" --port=0 \
	--interface=eth0 --user=root --log-facility=- --no-ping
wait_log dnsmasq started
host_serves tftpd
lease_leads_to_boot_file "${PXE_BIOS[@]}"
stop tftpd
: >"$TMP/tftpd.log"
start_on_host tftpd /usr/sbin/tftpd -s /var/lib/tftpboot
wait_log tftpd serving
ip -n "$CLIENT" address flush dev eth0
lease_leads_to_boot_file "${PXE_BIOS[@]}"

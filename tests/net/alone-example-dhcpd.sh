#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/dhcpd-before-tftp as it stands: our dhcpd names what dnsmasq, and
# then tftpd-hpa, hands out.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-host.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
peer DNSMASQ dnsmasq-base dnsmasq
peer TFTPD_HPA tftpd-hpa in.tftpd
net_pair
example dhcpd-before-tftp
random_file "$ROOT/pxelinux.0" 42988
host_serves dhcpd
start_on_host dnsmasq "$DNSMASQ" -k -C "$PWD/$EXAMPLE/dnsmasq.conf" --port=0 \
	--interface=eth0 --user=root --log-facility=-
wait_log dnsmasq "TFTP root"
lease_leads_to_boot_file "${PXE_BIOS[@]}"
stop dnsmasq
ip -n "$CLIENT" address flush dev eth0

# As Debian's start script makes a command line of it.
# shellcheck disable=SC1091 # of the example
. "$EXAMPLE/tftpd-hpa"
# shellcheck disable=SC2086
start_on_host hpa "$TFTPD_HPA" -L --user "$TFTP_USERNAME" \
	--address "$TFTP_ADDRESS" $TFTP_OPTIONS "$TFTP_DIRECTORY"
wait_bound 69
lease_leads_to_boot_file "${PXE_BIOS[@]}"

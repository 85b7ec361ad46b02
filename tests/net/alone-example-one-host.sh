#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/one-host as it stands: address, boot file, kickstart by FTP and by
# HTTP from the three daemons.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-host.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
needs curl
net_pair
example one-host
random_file "$ROOT/pxelinux.0" 42988
random_file "$FTP/pub/ks.cfg" 300
host_serves dhcpd tftpd repod
lease_leads_to_boot_file "${PXE_BIOS[@]}"
for scheme in ftp http; do
	expect "by $scheme" on_client curl -sS -f -m 10 -o "$TMP/ks" \
		"$scheme://192.168.10.1/pub/ks.cfg"
	expect "by $scheme, the same" cmp "$FTP/pub/ks.cfg" "$TMP/ks"
done

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dhcpd alone: tftpd-hpa serves the boot tree, as in most networks that are a
# few years old; our tftpd and repod do not run.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-tftp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
peer TFTPD_HPA tftpd-hpa in.tftpd
net_pair
write_config
tftp_tree
start tftpd-hpa "$TFTPD_HPA" -L -v --user nobody --address 0.0.0.0:69 --secure "$ROOT"
serve_dhcpd
wait_bound 69
lease_leads_to_boot_file

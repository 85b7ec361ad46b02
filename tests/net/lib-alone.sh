# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib-dhcp.sh and lib-tftp.sh by scripts that walk the chain.

# lease_leads_to_boot_file - get a lease from the DHCP server, and fetch the boot
# file that it named from the next-server that it named
lease_leads_to_boot_file() {
	udhcpc_bind eth0
	expect "an address of the range" in_range "$(lease_says ip)"
	net_client_address "$(lease_says ip)"
	expect "fetch what the lease named" on_client timeout 20 "$BUSYBOX" tftp -g \
		-r "$(lease_boot_file)" -l "$TMP/got" "$(lease_says siaddr)"
	expect_same_file "the boot file" "$ROOT/pxelinux.0" "$TMP/got"
}

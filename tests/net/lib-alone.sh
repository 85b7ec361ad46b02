# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib-dhcp.sh and lib-tftp.sh by scripts that walk the chain.

# What firmware says of itself: a PC with BIOS.
# shellcheck disable=SC2034 # for the scripts
PXE_BIOS=(-V PXEClient:Arch:00000:UNDI:002001 -x 0x5d:0000)

# lease_leads_to_boot_file OPTION... - get a lease from the DHCP server by udhcpc
# with these options, and fetch the boot file that it named from the next-server
# that it named
lease_leads_to_boot_file() {
	udhcpc_bind eth0 "$@"
	expect "an address of the range" in_range "$(lease_says ip)"
	net_client_address "$(lease_says ip)"
	expect "fetch what the lease named" on_client timeout 20 "$BUSYBOX" tftp -g \
		-r "$(lease_boot_file)" -l "$TMP/got" "$(lease_says siaddr)"
	expect_same_file "the boot file" "$ROOT/pxelinux.0" "$TMP/got"
}

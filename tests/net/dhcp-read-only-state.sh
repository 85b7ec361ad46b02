#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A state folder that cannot be written, as after a disk error that made the
# kernel mount it read-only: dhcpd says so and ends, with what to do, instead of
# promising addresses that it forgets. Every client would suffer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
mkdir "$TMP/state"
expect_not "it does not serve" on_server timeout 10 unshare -m sh -c \
	"mount -t tmpfs -o ro none $TMP/state && exec $BUILD/dhcpd -c $CONFIG"
expect_said "it names the file and the cause" \
	'error: .*state/leases: Read-only file system'
expect_said "it says what to do" 'Make the \[site\] state folder writable'
expect_silent "it promises nothing" 'serving'

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Two servers on one state folder would give one address twice: the second one
# does not start, says which folder, and ends with 3.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
net_namespace "$SERVER-2"
start_in "$SERVER-2" second sh -c "$BUILD/dhcpd -c $CONFIG; echo ended with \$?"
wait_log second 'leases: another dhcpd has it open'
wait_log second 'ended with 3'

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Once it serves, tftpd is no longer root, holds no capability, and can gain
# none. No other TFTP server of Debian 12's sets no_new_privs.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 10
net_pair
net_client_address 192.168.10.2
tftp_start -u nobody

status() {
	awk -v key="$1:" '$1 == key { print $2 }' "/proc/${PIDS[tftpd]}/status"
}
expect_equal "user" "$(id -u nobody)" "$(status Uid)"
expect_equal "no_new_privs" 1 "$(status NoNewPrivs)"
for set in CapInh CapPrm CapEff CapAmb; do
	expect_equal "$set" 0000000000000000 "$(status $set)"
done
tftp_client <<'END'
equal("content", content("f"), Client().fetch("f"))
END

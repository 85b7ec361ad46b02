#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The lease journal after a crash or a careless hand: a torn last line is dropped
# and told, a bad line is skipped and told and the file kept beside, all garbage
# still lets the server start; whatever is good is there again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	open("/dev/stdout", "w").write(wire.bind(mac(1)).yiaddr + "\n")
END
stop dhcpd
leases=$TMP/state/leases
cp "$leases" "$TMP/good"

printf 'bound 192.168.10.1' >>"$leases"
serve_dhcpd
log_has 'last line is torn'
log_has ': 1 leases'
stop dhcpd
expect_not "the torn line is gone" grep -q 'bound 192.168.10.1$' "$leases"

{
	echo 'bound 192.168.10.109 mac=52:54:00:00:00:09 id=01 crc=00000000'
	cat "$TMP/good"
} >"$leases"
serve_dhcpd
log_has '1 bad lines skipped'
expect "the file is kept" grep -q 192.168.10.109 "$TMP/state/leases.damaged"
stop dhcpd

head -c 5000 /dev/urandom >"$TMP/garbage"
echo >>"$TMP/garbage"
cp "$TMP/garbage" "$leases"
serve_dhcpd
log_has '0 leases'
client_does <<-'END'
	wire.bind(mac(2))
END
# Written anew with what is good, and the rubbish beside, once.
is_clean() {
	! grep -aqv '^bo[uo][nt]' "$leases"
}
wait_for 5 is_clean
expect "the file is kept" cmp -n 5000 "$TMP/garbage" "$TMP/state/leases.damaged"
stop dhcpd
: >"$TMP/dhcpd.log"
serve_dhcpd
log_has ': 1 leases|info: 1 leases'
expect_not "told once" grep -q 'bad lines' "$TMP/dhcpd.log"

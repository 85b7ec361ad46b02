#!/bin/bash
# SPDX-License-Identifier: ISC
#
# hosts = FILE, as /etc/ethers: a MAC and a name or an address a line, as
# dnsmasq's read-ethers has it. It is watched as the folder is; what else lies
# beside it does not count. A new file in the old one's place changes, adds and
# drops machines; one whose line is damaged costs that machine alone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
mkdir "$TMP/etc"
chmod 755 "$TMP/etc"
hosts=$TMP/etc/machines
printf '%s\n' '# the rack' '52:54:0:0:0:1	192.168.10.51' \
	'52:54:00:00:00:02 web2 # its name' '' >"$hosts"
printf 'mac = 52:54:00:00:00:09\n' >"$TMP/etc/nine.ini"
write_dhcp_config "unknown-clients = deny" "hosts = $hosts"
serve_dhcpd
client_does <<-'END'
	equal("its address", "192.168.10.51", wire.bind(mac(1)).yiaddr)
	wire.bind(mac(2))
	for stranger in (3, 9):
	    wire.expect_silence(message(mac(stranger), [kind(DISCOVER)]), 0.3)
END
printf '%s\n' '52:54:00:00:00:01 192.168.10.61' '52:54:00:00:00:02' \
	'52:54:00:00:00:03 192.168.10.53' >"$TMP/etc/new"
mv "$TMP/etc/new" "$hosts"
log_has 'machines:2: not like 52:54:00:12:34:56 web1'
client_does <<-'END'
	equal("it changed", "192.168.10.61", wire.discover(mac(1)).yiaddr)
	equal("it came", "192.168.10.53", wire.bind(mac(3)).yiaddr)
	wire.expect_silence(message(mac(2), [kind(DISCOVER)]), 0.3)
END

#!/bin/bash
# SPDX-License-Identifier: ISC
#
# -t says what serving would trip over, so that `dhcpd -t && restart` is safe:
# the folder of hosts is read, and its errors count; an account that is not there
# is an error; a missing interface, a missing boot tree and a range that
# mode = proxy does not use are told, as is a next-server that is no address of
# this host. Nothing is made and nothing is bound.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
hosts=$TMP/hosts
mkdir "$hosts"
dry_run() {
	on_server "$BUILD/dhcpd" -t -c "$CONFIG"
}
printf 'mac = 52:54:00:00:00:01\n' >"$hosts/one.ini"
printf '52:54:00:00:00:02 two\n' >"$hosts/ethers"
write_dhcp_config "hosts = $hosts"
expect "a good folder" dry_run
expect_silent "no word of warning" 'warning|error'

printf '52:54:00:00:00:02 two\n52:54:00:00:00:03\n' >"$hosts/ethers"
expect_not "a bad line of an ethers file" dry_run
expect_said "its place" 'hosts/ethers:2: not like'
printf 'mac = 52:54:00:00:00:01\n' >"$hosts/ethers.ini"
rm "$hosts/ethers"
expect "a machine that is named twice" dry_run
expect_said "which host counts" 'already names \[host ethers\], which counts'
printf 'mac = 52:54:00:00:00:01\nadress = 192.168.10.50\n' >"$hosts/one.ini"
expect_not "a bad host" dry_run
expect_said "its place" "hosts/one.ini:2: unknown key 'adress'"
chmod 600 "$hosts/one.ini"
expect_not "a host that the daemon's user may not read" dry_run
expect_said "why" 'hosts/one.ini: Permission denied'
mkfifo "$hosts/two.ini"
rm "$hosts/one.ini"
expect_not "a pipe" timeout 5 "$BUILD/dhcpd" -t -c "$CONFIG"
expect_said "what it is" 'hosts/two.ini: not a file'
rm -r "$hosts"
expect_not "a folder that is not there" dry_run
expect_said "where, and what to do" \
	"bootyard.ini:[0-9]+: hosts = $hosts: No such file.*; make it"

# --- nothing to give

write_dhcp_config
sed -i '/^range/d' "$CONFIG"
expect "a subnet without a range" dry_run
expect_said "that it gives nothing" \
	'bootyard.ini:[0-9]+: \[subnet 192.168.10.0/24\] has no range, and no'
printf '%s\n' '[host one]' 'mac = 52:54:00:00:00:01' \
	'address = 192.168.10.50' >>"$CONFIG"
expect "one for a host alone" dry_run
expect_silent "no word of it" 'has no range'

# --- who has the boot files

write_dhcp_config "next-server = 192.168.10.1, 192.168.10.7"
sed -i 's/^range .*/&\nnext-server = 192.168.10.8/' "$CONFIG"
expect "boot files elsewhere" dry_run
expect_silent "our own address" 'next-server 192\.168\.10\.1 '
expect_said "one of [dhcpd]" \
	'warning: \[dhcpd\]: next-server 192\.168\.10\.7 is no address of this host'
expect_said "one of a subnet" \
	'bootyard.ini:[0-9]+: \[subnet 192\.168\.10\.0/24\]: next-server 192\.168\.10\.8 is no'
# Serving says it, too, at its start and after a reload.
start dhcpd "$BUILD/dhcpd" -c "$CONFIG"
wait_log dhcpd serving
wait_log dhcpd 'warning: \[dhcpd\]: next-server 192\.168\.10\.7 is no address of this host'
kill -HUP "${PIDS[dhcpd]}"
wait_log_times dhcpd 'warning: .*next-server 192\.168\.10\.8 is no address' 2
stop dhcpd
rm -rf "$TMP/state"
write_dhcp_config ""
sed -i 's/^\[site\]/&\nserver = 192.168.99.1/' "$CONFIG"
expect "a server that is not us" dry_run
expect_said "the site's" '\[site\]: server 192\.168\.99\.1 is no address of this host'

# --- what it can do without

write_dhcp_config "mode = proxy"
sed -i "s|^root.*|root = $TMP/nowhere\ninterface = eth0, eth7|" "$CONFIG"
expect "what it can do without" dry_run
expect_said "the interface" 'warning: .*interface eth7: there is none'
expect_silent "the other one" 'interface eth0'
expect_said "the tree" "warning: .*root $TMP/nowhere: No such file"
expect_said "the range" \
	'bootyard.ini:10: mode = proxy gives no addresses: this range is not used'
sed -i 's|^interface.*|user = nobdy|' "$CONFIG"
for daemon in dhcpd tftpd repod; do
	expect_not "an account that is not there" "$BUILD/$daemon" -t -c "$CONFIG"
	expect_said "which" 'error: user nobdy: no such account'
done
[ ! -e "$TMP/state" ] || fail "-t made the state folder"
